import { Refusal, type RefusalCode } from '../../domain/errors.ts'
import type { LeaseId, NodeId } from '../../domain/ids.ts'
import type { WorkQueue } from '../../durable-objects/work-queue.ts'
import type { QueuedLease } from '../../durable-objects/work-queue-schema.ts'

const QUEUE_NAME = 'main'

export function workQueue(env: Env): DurableObjectStub<WorkQueue> {
  return env.WORK_QUEUE.getByName(QUEUE_NAME)
}

/** The lease, if it is the node's own; refuses otherwise. */
export async function ownLease(
  env: Env,
  leaseId: LeaseId,
  nodeId: NodeId,
  nowMs: number,
): Promise<QueuedLease> {
  const lease = await workQueue(env).find(leaseId, nowMs)
  if (lease === undefined) throw new Refusal('LEASE_UNKNOWN', { leaseId })
  if (lease.nodeId !== nodeId) throw new Refusal('LEASE_NOT_YOURS', { leaseId })
  return lease
}

const REFUSED = {
  lease_unknown: 'LEASE_UNKNOWN',
  lease_not_yours: 'LEASE_NOT_YOURS',
  lease_expired: 'LEASE_EXPIRED',
  declaration_conflict: 'UPLOAD_CONFLICT',
  commit_conflict: 'COMMIT_CONFLICT',
} as const satisfies Record<string, RefusalCode>

/** Turns a refusal of the queue into the wire's. */
export function refuseLease(status: keyof typeof REFUSED, leaseId: LeaseId): never {
  throw new Refusal(REFUSED[status], { leaseId })
}
