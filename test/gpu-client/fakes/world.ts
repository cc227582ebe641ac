import type { World } from '../../../gpu-client/world.ts'

/** Time that passes only while someone sleeps. */
export function createFakeWorld(
  startMs = 1_800_000_000_000,
): World & { readonly sleeps: number[] } {
  let nowMs = startMs
  let drawn = 0
  const sleeps: number[] = []
  return {
    sleeps,
    nowMs: () => nowMs,
    sleep: async (ms, signal) => {
      await new Promise((resolve) => setImmediate(resolve))
      signal.throwIfAborted()
      sleeps.push(ms)
      nowMs += ms
    },
    random: () => 0.5,
    randomText: () => {
      drawn += 1
      return `request-key-number-${String(drawn).padStart(3, '0')}-${startMs}`
    },
  }
}
