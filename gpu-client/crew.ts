import { setMaxListeners } from 'node:events'

/** Tasks that succeed or fail together. */
export interface Crew {
  /** Aborted by the first failure, with it as the reason, or by the signal that the crew was made with. */
  readonly signal: AbortSignal
  start(task: (signal: AbortSignal) => Promise<void>): void
  /** Aborts what still runs and waits for it. */
  dismiss(): Promise<void>
}

export function createCrew(signal: AbortSignal): Crew {
  const failed = new AbortController()
  const running = AbortSignal.any([signal, failed.signal])
  // Every asset under way listens; Node takes more than ten listeners for a leak.
  setMaxListeners(0, running)
  const tasks = new Set<Promise<void>>()
  return {
    signal: running,
    start: (task) => {
      const started = task(running)
        .catch((error) => failed.abort(error))
        .finally(() => tasks.delete(started))
      tasks.add(started)
    },
    dismiss: async () => {
      if (!running.aborted) failed.abort(new Error('the crew is dismissed'))
      await Promise.allSettled(tasks)
    },
  }
}
