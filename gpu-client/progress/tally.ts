import type { BatchTotals } from '../store/batch-store.ts'
import type { ClientEvent } from './events.ts'
import { createNotices, type Notices } from './notices.ts'

const RATE_WINDOW_MS = 10_000
const RATE_SAMPLES_MAX = 100_000

/** What the live display shows: totals of the home, and what this run adds to them. */
export interface Tally extends Notices {
  readonly generated: number
  readonly assetsPerSecond: number
  readonly accepted: number
  readonly minted: number
  readonly duplicates: number
  readonly rejected: ReadonlyMap<string, number>
  readonly pending: number
  readonly witnessedSize: number | undefined
  readonly outages: ReadonlyMap<string, string>
}

export interface TallyKeeper {
  add(event: ClientEvent, nowMs: number): void
  read(nowMs: number): Tally
}

export function createTally(totals: BatchTotals): TallyKeeper {
  const rejected = new Map(totals.rejected.map(({ reason, assets }) => [reason, assets]))
  const outages = new Map<string, string>()
  const counts = { ...totals, generated: 0 }
  const times: number[] = []
  let witnessedSize: number | undefined
  const notices = createNotices()

  const add = (event: ClientEvent, nowMs: number): void => {
    switch (event.event) {
      case 'leased':
        counts.pending += event.assets
        break
      case 'asset':
        counts.generated += 1
        if (times.length < RATE_SAMPLES_MAX) times.push(nowMs)
        break
      case 'registered':
        counts.accepted += event.assets
        counts.duplicates += event.duplicates
        counts.pending -= event.assets + event.duplicates
        break
      case 'minted':
        counts.minted += event.assets
        break
      case 'lost':
        counts.pending -= event.assets
        rejected.set(event.reason, (rejected.get(event.reason) ?? 0) + event.assets)
        break
      case 'witnessed':
        witnessedSize = event.size
        break
      case 'outage':
        outages.set(event.call, event.code)
        break
      case 'recovered':
        outages.delete(event.call)
        break
      default:
        notices.add(event)
    }
  }
  const read = (nowMs: number): Tally => {
    while (times[0] !== undefined && times[0] < nowMs - RATE_WINDOW_MS) times.shift()
    const spanMs = Math.min(RATE_WINDOW_MS, nowMs - (times[0] ?? nowMs))
    const assetsPerSecond = spanMs > 0 ? (times.length * 1000) / spanMs : 0
    return { ...counts, assetsPerSecond, rejected, witnessedSize, outages, ...notices.read() }
  }
  return { add, read }
}
