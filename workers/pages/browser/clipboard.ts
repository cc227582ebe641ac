const COPIED_MS = 1_600

/** One listener for every copy button, those of later rows included. */
export function listenForCopies(): void {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    const button = event.target.closest<HTMLElement>('button.copy')
    if (button !== null) void copy(button)
  })
}

async function copy(button: HTMLElement): Promise<void> {
  const { copyFigure, value } = button.dataset
  const figure =
    copyFigure === undefined ? null : document.querySelector(`[data-figure="${copyFigure}"]`)
  const text = value ?? figure?.textContent ?? ''
  try {
    await navigator.clipboard.writeText(text)
    say(button, 'copied', 'Copied')
  } catch {
    // No right to the clipboard, as on a page without TLS: the value is selected for the reader instead.
    if (button.parentElement !== null) getSelection()?.selectAllChildren(button.parentElement)
    say(button, 'selected', 'Selected, copy it with the keyboard')
  }
}

function say(button: HTMLElement, state: string, text: string): void {
  const label = button.getAttribute('title') ?? ''
  button.dataset.state = state
  button.setAttribute('aria-label', text)
  setTimeout(() => {
    delete button.dataset.state
    button.setAttribute('aria-label', label)
  }, COPIED_MS)
}
