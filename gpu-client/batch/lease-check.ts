import type { Lease } from '../../workers/oracle/schema.ts'
import { OracleRefusal } from '../oracle/answer.ts'
import type { BatchDependencies } from './deps.ts'

/**
 * Spares the work on a lease that has run out while the client was away. Only the oracle decides
 * that: a wrong clock here loses nothing.
 */
export async function assertOpen(
  { oracle, world }: Pick<BatchDependencies, 'oracle' | 'world'>,
  { leaseId, expiresAtMs }: Lease,
  signal: AbortSignal,
): Promise<void> {
  if (world.nowMs() < expiresAtMs) return
  const { status } = await oracle.leaseState(leaseId, signal)
  if (status !== 'expired') return
  const problem = { code: 'LEASE_EXPIRED', context: { leaseId }, requestId: '' }
  throw new OracleRefusal(problem, 410, undefined)
}
