import { pauseMs } from './pause.ts'

const ANSWER_MS_MAX = 10_000

export type Fault =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refusing'; readonly httpStatus: number }
  | { readonly kind: 'unreadable' }

export interface Watcher<Status> {
  /** Throws when the answer is not one that it can show. */
  onStatus(status: Status): void
  onFault(fault: Fault, sinceMs: number): void
}

/** Asks for the status for as long as the page lives and is looked at. */
export async function watchStatus<Status>(url: string, watcher: Watcher<Status>): Promise<never> {
  let failures = 0
  let sinceMs = 0
  for (;;) {
    await untilVisible()
    const askedAtMs = Date.now()
    const fault = await readOnce(url, watcher)
    if (fault === undefined) {
      failures = 0
    } else {
      if (failures === 0) sinceMs = askedAtMs
      failures += 1
      watcher.onFault(fault, sinceMs)
    }
    await waitOrWake(pauseMs(failures))
  }
}

async function readOnce<Status>(url: string, watcher: Watcher<Status>): Promise<Fault | undefined> {
  const answer = await ask(url)
  if (answer === undefined) return { kind: 'unreachable' }
  if (!answer.ok) return { kind: 'refusing', httpStatus: answer.status }
  try {
    watcher.onStatus(await answer.json())
    return undefined
  } catch (error) {
    console.info({ event: 'status_unreadable', error })
    return { kind: 'unreadable' }
  }
}

/** Undefined when no answer came. */
async function ask(url: string): Promise<Response | undefined> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS_MAX), cache: 'no-store' })
  } catch {
    return undefined
  }
}

function untilVisible(): Promise<void> {
  return new Promise((resolve) => {
    if (document.visibilityState === 'visible') return resolve()
    const look = () => {
      if (document.visibilityState !== 'visible') return
      document.removeEventListener('visibilitychange', look)
      resolve()
    }
    document.addEventListener('visibilitychange', look)
  })
}

/** Ends early when the machine comes back online, since then waiting has no sense. */
function waitOrWake(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, delayMs)
    window.addEventListener('online', done)
  })
}
