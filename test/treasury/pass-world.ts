import { expect } from 'vitest'
import { countOpen } from '../../workers/treasury/jobs.ts'
import { runPass } from '../../workers/treasury/pass.ts'
import { findRequest, requestProgress } from '../../workers/treasury/requests.ts'
import type { SolanaRpc } from '../../workers/treasury/solana-rpc.ts'
import type { FakeCluster } from './fake-cluster.ts'
import { createDesk, createTestChain } from './fixtures.ts'

export const chain = createTestChain()
const PASSES_MAX = 3000

/** Passes until no job is open. */
export async function passUntilIdle(
  storage: DurableObjectStorage,
  cluster: FakeCluster,
  rpc: SolanaRpc = cluster.rpc,
): Promise<void> {
  for (let pass = 0; pass < PASSES_MAX && countOpen(storage.sql) > 0; pass += 1) {
    await runPass(createDesk(storage, rpc, chain))
    cluster.advance(1)
  }
  expect(countOpen(storage.sql)).toBe(0)
}

export const attempts = (storage: DurableObjectStorage): number[] =>
  storage.sql
    .exec<{ attempts: number }>('SELECT attempts FROM job ORDER BY id')
    .toArray()
    .map((row) => row.attempts)

export const progress = (storage: DurableObjectStorage, id: string) => {
  const request = findRequest(storage.sql, id)
  return request && requestProgress(storage.sql, request.number)
}
