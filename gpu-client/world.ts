import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

/** What the client takes from outside itself besides the oracle: time and chance. */
export interface World {
  nowMs(): number
  /** Rejects with the signal's reason as soon as that is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** At least 0, below 1. */
  random(): number
  /** 22 url-safe characters that no one can guess. */
  randomText(): string
}

export const systemWorld: World = {
  nowMs: Date.now,
  sleep: async (ms, signal) => {
    try {
      await setTimeout(ms, undefined, { signal })
    } catch (error) {
      signal.throwIfAborted()
      throw error
    }
  },
  random: Math.random,
  randomText: () => randomBytes(16).toString('base64url'),
}
