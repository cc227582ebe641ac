import { env } from 'cloudflare:workers'
import { toBase32 } from '../domain/bytes.ts'
import type { LeaseId, NodeId } from '../domain/ids.ts'
import { LEASE_POLICY } from '../domain/lease/policy.ts'
import type { LeaseOrder, WorkQueue } from '../durable-objects/work-queue.ts'
import type { QueuedLease } from '../durable-objects/work-queue-schema.ts'

export type QueueStub = DurableObjectStub<WorkQueue>

const randomDigits = (): string => toBase32(crypto.getRandomValues(new Uint8Array(16)))

export const someLeaseId = (): LeaseId => `lease_${randomDigits()}` as LeaseId
export const someNodeId = (): NodeId => `node_${randomDigits()}` as NodeId
export const someRequestKey = (): string => randomDigits()

/** A queue of its own for one test. */
export const someQueue = (): QueueStub => env.WORK_QUEUE.getByName(randomDigits())

export function orderFor(nodeId: NodeId, changes: Partial<LeaseOrder> = {}): LeaseOrder {
  return {
    ...{ nodeId, requestKey: someRequestKey(), leaseId: someLeaseId(), countMax: 256 },
    ...{ policy: LEASE_POLICY, generator: 'piwa-procedural@1', views: null, nowMs: Date.now() },
    ...changes,
  }
}

/** A lease that must be given. */
export async function leaseFrom(
  queue: QueueStub,
  nodeId: NodeId,
  changes: Partial<LeaseOrder> = {},
): Promise<QueuedLease> {
  const result = await queue.lease(orderFor(nodeId, changes))
  if (result.status !== 'leased') throw new Error(`not leased: ${result.status}`)
  return result.lease
}

/** Leases, commits and settles one batch. */
export async function settleOne(
  queue: QueueStub,
  nodeId: NodeId,
  outcome: 'accepted' | 'rejected',
): Promise<QueuedLease> {
  const lease = await leaseFrom(queue, nodeId)
  const nowMs = Date.now()
  await queue.commit({ leaseId: lease.leaseId, nodeId, commit: 'c', nowMs })
  await queue.settle(lease.leaseId, outcome)
  return lease
}
