import { runInDurableObject } from 'cloudflare:test'
import { exports } from 'cloudflare:workers'
import { expect, inject, vi } from 'vitest'
import type { MintReply, TreasuryService } from '../../workers/treasury/rpc.ts'
import { treasuryEnv } from './fixtures.ts'

type Call = { readonly method: string; readonly params: readonly unknown[] }
type Fault = (call: Call) => Response | undefined | Promise<Response | undefined>

/** JSON-RPC as a person at the keyboard would use it: around the treasury, and around its faults. */
export async function askLocalnet<T>(
  method: string,
  params: readonly unknown[] | object,
): Promise<T> {
  const response = await originalFetch(inject('localnetUrl'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const { result, error } = (await response.json()) as { result?: T; error?: { message: string } }
  if (error !== undefined || result === undefined) throw new Error(`${method}: ${error?.message}`)
  return result
}

const originalFetch = globalThis.fetch.bind(globalThis)

/** Leads the treasury's calls to this run's localnet; `fault` may answer in its place. */
export function routeToLocalnet(fault: Fault = () => undefined): readonly Call[] {
  const calls: Call[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    if (input !== treasuryEnv.SOLANA_RPC_URL)
      throw new Error(`unexpected fetch of ${String(input)}`)
    const call = JSON.parse(String(init?.body)) as Call
    calls.push(call)
    return (await fault(call)) ?? originalFetch(inject('localnetUrl'), init)
  })
  return calls
}

export const advanceSlots = (count: number) => askLocalnet('piwa_advanceSlots', [count])

export const { Treasury } = exports as unknown as { readonly Treasury: TreasuryService }

export interface Asset {
  readonly id: string
  readonly ownership: { readonly owner: string }
}

export const minted = (reply: MintReply) => {
  if (reply.status !== 'minted') throw new Error(JSON.stringify(reply))
  return reply
}

/** Kills the object as a crash would: what was not yet durable is lost. */
export async function restart(): Promise<void> {
  const outbox = treasuryEnv.OUTBOX.getByName('main')
  const killed = runInDurableObject(outbox, (_: unknown, state: DurableObjectState) =>
    state.abort('restart'),
  )
  const cause = await killed.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(String(cause)).toContain('restart')
}
