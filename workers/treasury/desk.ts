import type { Chain } from './chain.ts'
import type { RpcReply, SolanaRpc } from './solana-rpc.ts'

/** What one pass over the outbox works with; everything durable is in `sql`. */
export interface Desk {
  readonly sql: SqlStorage
  readonly rpc: SolanaRpc
  readonly chain: Chain
  readonly metadataUrl: string
  nowMs(): number
  /** All of the change or nothing of it. */
  atomically<T>(change: () => T): T
  /** Ends when everything written so far survives a crash. */
  flush(): Promise<void>
}

/** A fault is an outage, never a verdict: what it stopped stays pending. */
export type Step =
  | { readonly status: 'stepped'; readonly changes: number }
  | { readonly status: 'fault'; readonly reason: string }

export const stepped = (changes: number): Step => ({ status: 'stepped', changes })
export const fault = (reason: string): Step => ({ status: 'fault', reason })

/** The first fault of several steps, or all their changes. */
export function combine(steps: readonly Step[]): Step {
  let changes = 0
  for (const step of steps) {
    if (step.status === 'fault') return step
    changes += step.changes
  }
  return stepped(changes)
}

export function rpcFault(reply: Exclude<RpcReply<unknown>, { readonly status: 'ok' }>): Step {
  return fault(reply.status === 'error' ? `${reply.code} ${reply.message}` : reply.reason)
}
