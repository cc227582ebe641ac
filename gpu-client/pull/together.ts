import { setMaxListeners } from 'node:events'

/** Runs tasks that succeed or fail together; rejects with the first failure once all have ended. */
export async function together(
  tasks: readonly ((signal: AbortSignal) => Promise<void>)[],
  signal: AbortSignal,
): Promise<void> {
  const failed = new AbortController()
  const running = AbortSignal.any([signal, failed.signal])
  // Every request under way listens; Node takes more than ten listeners for a leak.
  setMaxListeners(0, running)
  await Promise.all(
    tasks.map((task) => task(running).catch((error: unknown) => failed.abort(error))),
  )
  signal.throwIfAborted()
  failed.signal.throwIfAborted()
}
