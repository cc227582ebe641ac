import { type OutageCause, outageCause } from './oracle/answer.ts'
import type { ClientEvent } from './progress/events.ts'
import type { World } from './world.ts'

const BACK_OFF_FIRST_MS = 500
const BACK_OFF_MAX_MS = 60_000
const RETRY_AFTER_MAX_MS = 10 * 60_000

/** Doubles from half a second to a minute; the jitter takes up to half of it away, so that nodes do not return in step. */
export function backOffMs(attempt: number, random: number): number {
  const wholeMs = Math.min(BACK_OFF_FIRST_MS * 2 ** Math.min(attempt, 30), BACK_OFF_MAX_MS)
  return Math.round(wholeMs * (1 - random / 2))
}

/** Reports an outage when it begins or changes its cause and once more when it is over, not at each attempt. */
export interface Outages {
  down(call: string, cause: OutageCause): void
  up(call: string): void
}

export type OutageEvent = Extract<ClientEvent, { readonly event: 'outage' | 'recovered' }>

export function createOutages(report: (event: OutageEvent) => void): Outages {
  const known = new Map<string, string>()
  return {
    down: (call, cause) => {
      if (known.get(call) === cause.code) return
      known.set(call, cause.code)
      report({ event: 'outage', call, code: cause.code, reason: cause.reason })
    },
    up: (call) => {
      if (known.delete(call)) report({ event: 'recovered', call })
    },
  }
}

export interface Patience {
  readonly world: Pick<World, 'sleep' | 'random'>
  readonly outages: Outages
}

/** Repeats a call that can be repeated until it is answered. A refusal is an answer and is thrown. */
export async function untilAnswered<T>(
  patience: Patience,
  call: string,
  signal: AbortSignal,
  attemptOnce: () => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    signal.throwIfAborted()
    try {
      const answer = await attemptOnce()
      patience.outages.up(call)
      return answer
    } catch (error) {
      signal.throwIfAborted()
      await waitOut(patience, { call, error, attempt }, signal)
    }
  }
}

/** Waits before another attempt; throws what cannot be waited out. */
export async function waitOut(
  { world, outages }: Patience,
  failure: { readonly call: string; readonly error: unknown; readonly attempt: number },
  signal: AbortSignal,
): Promise<void> {
  const cause = outageCause(failure.error)
  if (cause === undefined) throw failure.error
  outages.down(failure.call, cause)
  const ownMs = backOffMs(failure.attempt, world.random())
  const askedMs = Math.min(cause.retryAfterMs ?? 0, RETRY_AFTER_MAX_MS)
  await world.sleep(Math.max(ownMs, askedMs), signal)
}
