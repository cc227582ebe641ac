import type { BatchDependencies } from './deps.ts'

const FIRST_SHARE = 1 / 8

/** Waits between two looks at a lease: shortly at first, doubling up to the interval of the configuration. */
export function createPolling({
  world,
  pollMs,
}: Pick<BatchDependencies, 'world' | 'pollMs'>): (signal: AbortSignal) => Promise<void> {
  let waitMs = Math.ceil(pollMs * FIRST_SHARE)
  return async (signal) => {
    await world.sleep(waitMs, signal)
    waitMs = Math.min(waitMs * 2, pollMs)
  }
}
