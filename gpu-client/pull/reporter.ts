import type { Screen } from '../progress/reporter.ts'
import { createBlock } from '../progress/terminal.ts'
import type { PullReport } from './events.ts'
import { createPullTally, type Progress } from './tally.ts'

const REDRAW_MS = 250
const LINE_MS = 5_000
const BAR_CHARACTERS = 30

export interface PullReporter {
  readonly report: PullReport
  /** Assets of this run. */
  pulled(): number
  close(): void
}

/** One JSON line an event, but for single assets and files, of which a line each five seconds tells. */
export function createPullLines(write: (text: string) => void, nowMs: () => number): PullReporter {
  const tally = createPullTally()
  const line = (value: object): void => write(`${JSON.stringify({ timeMs: nowMs(), ...value })}\n`)
  const timer = setInterval(() => {
    const { note: _note, ...progress } = tally.read(nowMs())
    line({ event: 'progress', ...rounded(progress) })
  }, LINE_MS)
  timer.unref()
  return {
    report: (event) => {
      tally.add(event)
      if (event.event !== 'asset' && event.event !== 'shard') line(event)
    },
    pulled: tally.pulled,
    close: () => clearInterval(timer),
  }
}

/** A bar with rate and time left, redrawn four times a second, for people. */
export function createPullBar(screen: Screen, nowMs: () => number): PullReporter {
  const tally = createPullTally()
  const draw = createBlock(screen.write, screen.columns)
  const redraw = (): void => draw(progressLines(tally.read(nowMs())))
  const timer = setInterval(redraw, REDRAW_MS)
  timer.unref()
  return {
    report: tally.add,
    pulled: tally.pulled,
    close: () => {
      clearInterval(timer)
      redraw()
    },
  }
}

export function progressLines(progress: Progress): string[] {
  const { assets, of, bytes, ofBytes, failed, note } = progress
  const share = ofBytes === 0 ? 0 : Math.min(1, bytes / ofBytes)
  const filled = Math.round(share * BAR_CHARACTERS)
  const bar = `${'#'.repeat(filled)}${'-'.repeat(BAR_CHARACTERS - filled)}`
  const rate = `${megabytes(progress.bytesPerSecond)}/s, ${progress.assetsPerSecond.toFixed(1)} assets/s`
  return [
    `[${bar}] ${(100 * share).toFixed(1)} %  ${rate}  ${timeLeft(progress.secondsLeft)}`,
    `  ${assets} of ${of} assets, ${megabytes(bytes)} of ${megabytes(ofBytes)}`,
    ...(failed === 0 ? [] : [`  FAILED ${failed}`]),
    ...(note === undefined ? [] : [`  ${note}`]),
  ]
}

function timeLeft(seconds: number | undefined): string {
  if (seconds === undefined) return ''
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)} left`
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

function rounded(progress: Omit<Progress, 'note'>): object {
  const { bytesPerSecond, assetsPerSecond } = progress
  return {
    ...progress,
    bytesPerSecond: Math.round(bytesPerSecond),
    assetsPerSecond: Math.round(assetsPerSecond * 10) / 10,
  }
}
