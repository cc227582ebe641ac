import type { PropsWithChildren } from 'hono/jsx'
import type { NetworkStatus } from '../network/schema.ts'
import { type FigureName, figuresOf } from './figures.ts'
import type { Row } from './row.ts'
import { isValue, UNKNOWN } from './texts.ts'

/** Undefined when the status could not be read while the page was rendered. */
export type PageStatus = NetworkStatus | undefined

interface FigureProps {
  readonly name: FigureName
  readonly status: PageStatus
}

/** `row` is undefined in the template that the browser clones. */
interface SlotProps {
  readonly slot: string
  readonly row: Row | undefined
}

/** A text that the browser renews with every status. */
export function Figure({ name, status }: FigureProps) {
  return <span data-figure={name}>{textOf(name, status)}</span>
}

export function CopyableFigure({ name, status, label }: FigureProps & { label: string }) {
  return (
    <span class="copyable">
      <code class="hash">
        <Figure name={name} status={status} />
      </code>
      <button
        type="button"
        class="copy"
        data-copy-figure={name}
        hidden={!isValue(textOf(name, status))}
        aria-label={label}
        title={label}
      >
        <CopyIcon />
      </button>
    </span>
  )
}

const textOf = (name: FigureName, status: PageStatus): string =>
  status === undefined ? UNKNOWN : figuresOf(status)[name]

export function Text({ slot, row }: SlotProps) {
  return <span data-slot={slot}>{row?.text[slot] ?? ''}</span>
}

export function Link({ slot, row, children }: PropsWithChildren<SlotProps>) {
  return (
    <a data-link={slot} href={row?.link?.[slot] ?? '#'}>
      {children}
    </a>
  )
}

/** A shortened id; its button copies the whole. */
export function CopyableText({ slot, row, label }: SlotProps & { label: string }) {
  const value = row?.copy?.[slot] ?? ''
  return (
    <span class="copyable">
      <code class="hash">
        <Text slot={slot} row={row} />
      </code>
      <button
        type="button"
        class="copy"
        data-copy={slot}
        data-value={value}
        hidden={value === ''}
        aria-label={label}
        title={label}
      >
        <CopyIcon />
      </button>
    </span>
  )
}

/** A value that stays as it is, with a button that copies it. */
export function Copyable({ value, text, label }: { value: string; text?: string; label: string }) {
  return (
    <span class="copyable">
      <code class="hash">{text ?? value}</code>
      <button
        type="button"
        class="copy scripted"
        data-value={value}
        aria-label={label}
        title={label}
      >
        <CopyIcon />
      </button>
    </span>
  )
}

function CopyIcon() {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d="M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z" />
    </svg>
  )
}
