import type { World } from '../world.ts'

/** Waits until the next asset may be started. */
export type Pace = (signal: AbortSignal) => Promise<void>

/** Spreads starts evenly at so many a second; 0 sets no limit. */
export function createPace(world: Pick<World, 'nowMs' | 'sleep'>, assetsPerSecond: number): Pace {
  if (assetsPerSecond === 0) return async (signal) => signal.throwIfAborted()
  const spacingMs = 1000 / assetsPerSecond
  let nextMs = 0
  return async (signal) => {
    const nowMs = world.nowMs()
    const startMs = Math.max(nextMs, nowMs)
    nextMs = startMs + spacingMs
    if (startMs > nowMs) await world.sleep(startMs - nowMs, signal)
    signal.throwIfAborted()
  }
}
