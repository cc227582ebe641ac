import type { Row } from '../row.ts'

/**
 * Makes a list show `rows`, in their order. An element whose row stays is kept and its texts are
 * renewed, so that nothing which did not change is made again.
 */
export function showRows(name: string, rows: readonly Row[]): HTMLElement[] {
  const list = element(`[data-rows="${name}"]`)
  element(`[data-empty="${name}"]`).hidden = rows.length > 0
  const items = new Map(
    [...list.querySelectorAll<HTMLElement>(':scope > [data-key]')].map((item) => [
      item.dataset.key ?? '',
      item,
    ]),
  )
  const keys = new Set(rows.map((row) => row.key))
  for (const [key, item] of items) if (!keys.has(key)) item.remove()
  return rows.map((row, position) => {
    const item = items.get(row.key) ?? cloneRow(name, row.key)
    fill(item, row)
    // A moved 3D view loses its drawing, so only what is out of place is placed.
    if (list.children[position] !== item) list.insertBefore(item, list.children[position] ?? null)
    return item
  })
}

export function showText(target: Element | null, text: string): void {
  if (target !== null && target.textContent !== text) target.textContent = text
}

export function element(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector)
  if (found === null) throw new Error(`the page has no ${selector}`)
  return found
}

function cloneRow(name: string, key: string): HTMLElement {
  const template = document.querySelector<HTMLTemplateElement>(`#${name}-row`)
  const item = template?.content.firstElementChild?.cloneNode(true)
  if (!(item instanceof HTMLElement)) throw new Error(`the page has no template ${name}`)
  item.dataset.key = key
  return item
}

function fill(item: HTMLElement, row: Row): void {
  for (const [slot, text] of Object.entries(row.text)) {
    showText(item.querySelector(`[data-slot="${slot}"]`), text)
  }
  for (const [slot, href] of Object.entries(row.link ?? {})) {
    setAttributes(item.querySelector(`[data-link="${slot}"]`), { href })
  }
  for (const [slot, attributes] of Object.entries(row.set ?? {})) {
    setAttributes(item.querySelector(`[data-set="${slot}"]`), attributes)
  }
  for (const [slot, value] of Object.entries(row.copy ?? {})) {
    const button = item.querySelector<HTMLElement>(`[data-copy="${slot}"]`)
    if (button === null) continue
    button.dataset.value = value ?? ''
    button.hidden = value === null
  }
}

function setAttributes(target: Element | null, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (target?.getAttribute(name) !== value) target?.setAttribute(name, value)
  }
}
