import type { EventEmitter } from 'node:events'

const STOP_GRACE_MS = 2_000
const EXIT_INTERRUPTED = 130

/** Why the run ends although nothing went wrong. */
export class StopRequested extends Error {
  override readonly name = 'StopRequested'
}

export interface Stoppable extends Pick<EventEmitter, 'on'> {
  /** Undefined where there never was an IPC channel. */
  readonly connected?: boolean | undefined
  exit(code: number): void
}

/**
 * Aborts on SIGTERM, SIGINT and SIGHUP, and when a parent that holds an IPC channel goes away. The second
 * signal ends the process at once, and so does the clock when the first was not enough: whatever
 * is stored is whole at any instant.
 */
export function stopSignal(process: Stoppable, stopping: (reason: string) => void): AbortSignal {
  const controller = new AbortController()
  const stop = (reason: string): void => {
    if (controller.signal.aborted) {
      process.exit(EXIT_INTERRUPTED)
      return
    }
    stopping(reason)
    controller.abort(new StopRequested(reason))
    setTimeout(() => process.exit(0), STOP_GRACE_MS).unref()
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('SIGHUP', () => stop('SIGHUP'))
  process.on('disconnect', () => stop('the parent is gone'))
  // The parent may have gone while this program was still loading.
  if (process.connected === false) stop('the parent is gone')
  return controller.signal
}
