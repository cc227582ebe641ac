import { ClientFault } from '../faults.ts'
import { outageCause } from '../oracle/answer.ts'
import { type Outages, waitOut } from '../retry.ts'
import type { World } from '../world.ts'

export interface Patience {
  readonly world: Pick<World, 'nowMs' | 'sleep' | 'random'>
  readonly outages: Outages
  /** How long a call may go without an answer before the pull ends. */
  readonly waitMs: number
}

/** Repeats a call until it is answered or its time is up. A refusal is an answer and is thrown. */
export async function untilAnsweredWithin<T>(
  patience: Patience,
  call: string,
  signal: AbortSignal,
  attemptOnce: () => Promise<T>,
): Promise<T> {
  const { world, outages, waitMs } = patience
  const startedMs = world.nowMs()
  for (let attempt = 0; ; attempt += 1) {
    signal.throwIfAborted()
    try {
      const answer = await attemptOnce()
      outages.up(call)
      return answer
    } catch (error) {
      signal.throwIfAborted()
      const cause = outageCause(error)
      if (cause !== undefined && world.nowMs() - startedMs >= waitMs) {
        const { code, reason } = cause
        throw new ClientFault('EDGE_UNANSWERED', { call, code, reason }, { cause: error })
      }
      await waitOut(patience, { call, error, attempt }, signal)
    }
  }
}
