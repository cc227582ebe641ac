import type { PullEvent } from './events.ts'

const RATE_WINDOW_MS = 10_000
const SAMPLES_MAX = 400

/** How far a pull is. */
export interface Progress {
  readonly assets: number
  readonly of: number
  readonly bytes: number
  readonly ofBytes: number
  readonly bytesPerSecond: number
  readonly assetsPerSecond: number
  /** Undefined while there is no rate. */
  readonly secondsLeft: number | undefined
  readonly failed: number
  /** What the user has to know of now. */
  readonly note: string | undefined
}

interface Sample {
  readonly atMs: number
  readonly assets: number
  readonly bytes: number
}

/** Adds up events; the rate is that of the last ten seconds. */
export function createPullTally() {
  let [assets, of, bytes, ofBytes, failed] = [0, 0, 0, 0, 0]
  let pulled = 0
  let note: string | undefined
  const samples: Sample[] = []

  const add = (event: PullEvent): void => {
    switch (event.event) {
      case 'planned':
        of = event.assets
        ofBytes = event.bytes
        assets = event.there
        bytes = event.thereBytes
        return
      case 'asset':
        assets += 1
        bytes += event.bytes
        pulled += 1
        return
      case 'failed':
        failed += 1
        note = `${event.file}: ${event.issue}`
        return
      case 'mismatch':
        note = `${event.file}: ${event.issue}, fetched again`
        return
      default:
        note = noteOf(event, note)
    }
  }
  const read = (nowMs: number): Progress => {
    samples.push({ atMs: nowMs, assets, bytes })
    while (samples.length > SAMPLES_MAX || isOld(samples[0], nowMs)) samples.shift()
    const rates = ratesOf(samples)
    const secondsLeft = Math.round((ofBytes - bytes) / rates.bytesPerSecond)
    return {
      ...{ assets, of, bytes, ofBytes, failed, note },
      ...rates,
      secondsLeft: rates.bytesPerSecond > 0 ? Math.max(0, secondsLeft) : undefined,
    }
  }
  return { add, read, pulled: () => pulled }
}

const isOld = (sample: Sample | undefined, nowMs: number): boolean =>
  sample !== undefined && sample.atMs < nowMs - RATE_WINDOW_MS

function ratesOf(samples: readonly Sample[]) {
  const [first, last] = [samples[0], samples.at(-1)]
  const seconds = first && last ? (last.atMs - first.atMs) / 1000 : 0
  if (first === undefined || last === undefined || seconds === 0) {
    return { bytesPerSecond: 0, assetsPerSecond: 0 }
  }
  return {
    bytesPerSecond: (last.bytes - first.bytes) / seconds,
    assetsPerSecond: (last.assets - first.assets) / seconds,
  }
}

function noteOf(event: PullEvent, before: string | undefined): string | undefined {
  switch (event.event) {
    case 'planning':
      return `reading the snapshot: ${event.rows} of ${event.of} rows`
    case 'outage':
      return `waiting for ${event.call}: ${event.code} ${event.reason}`
    case 'recovered':
      return undefined
    case 'note':
      return event.text
    case 'compiling':
      return `${event.compiler} compiles ${event.generator} for this machine, once`
    case 'backend':
      return event.reason
    default:
      return before
  }
}
