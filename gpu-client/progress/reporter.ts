import type { BatchTotals } from '../store/batch-store.ts'
import type { ClientEvent, Report } from './events.ts'
import { plainLine } from './plain.ts'
import { createTally } from './tally.ts'
import { createBlock, tallyLines } from './terminal.ts'

const REDRAW_MS = 250

export interface Reporter {
  readonly report: Report
  /** Draws for the last time. */
  close(): void
}

export interface Screen {
  readonly write: (text: string) => void
  readonly columns: () => number
}

/** One line an event, for logs. */
export function createPlainReporter(write: (text: string) => void, nowMs: () => number): Reporter {
  const report = (event: ClientEvent): void => {
    const line = plainLine(event, nowMs())
    if (line !== undefined) write(`${line}\n`)
  }
  return { report, close: () => undefined }
}

/** A block of totals that is redrawn four times a second, for people. */
export function createTerminalReporter(
  screen: Screen,
  totals: BatchTotals,
  nowMs: () => number,
): Reporter {
  const tally = createTally(totals)
  const draw = createBlock(screen.write, screen.columns)
  let head = 'piwa-node'
  const redraw = (): void => draw(tallyLines(tally.read(nowMs()), head))
  const timer = setInterval(redraw, REDRAW_MS)
  timer.unref()
  return {
    report: (event) => {
      if (event.event === 'started') {
        head = `${event.nodeId} at ${event.edge}, ${event.threads} threads of ${event.backend}`
      }
      tally.add(event, nowMs())
    },
    close: () => {
      clearInterval(timer)
      redraw()
    },
  }
}
