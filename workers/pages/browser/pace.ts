const WINDOW_MS = 60_000
const MEASURED_MS_MIN = 5_000

/** The accepted assets at a moment of a clock that never goes back. */
export interface Sample {
  readonly atMs: number
  readonly accepted: number
}

/** Keeps the last minute, and the one sample before it so that the minute is whole. */
export function addSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const last = samples.at(-1)
  // The network was reset: what was measured before belongs to another one.
  if (last !== undefined && sample.accepted < last.accepted) return [sample]
  const inWindow = samples.findIndex(({ atMs }) => atMs > sample.atMs - WINDOW_MS)
  const kept = inWindow < 0 ? samples.slice(-1) : samples.slice(Math.max(0, inWindow - 1))
  return [...kept, sample]
}

/** Assets per second over what is measured; undefined while that is too short to say. */
export function paceOf(samples: readonly Sample[]): number | undefined {
  const first = samples[0]
  const last = samples.at(-1)
  if (first === undefined || last === undefined) return undefined
  const elapsedMs = last.atMs - first.atMs
  if (elapsedMs < MEASURED_MS_MIN) return undefined
  return ((last.accepted - first.accepted) / elapsedMs) * 1000
}

/** Assets accepted in each of `bars` equal parts of the last minute, oldest first. */
export function histogramOf(samples: readonly Sample[], bars: number): number[] {
  const last = samples.at(-1)
  const counts = new Array<number>(bars).fill(0)
  if (last === undefined) return counts
  for (const [position, sample] of samples.entries()) {
    const before = samples[position - 1]
    if (before === undefined) continue
    const age = (last.atMs - sample.atMs) / WINDOW_MS
    const bar = bars - 1 - Math.floor(age * bars)
    if (bar >= 0) counts[bar] = (counts[bar] ?? 0) + sample.accepted - before.accepted
  }
  return counts
}
