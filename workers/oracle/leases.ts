import { findSubmission } from '../../d1/submissions.ts'
import { toBase32, toHex } from '../../domain/bytes.ts'
import { Refusal } from '../../domain/errors.ts'
import type { LeaseId } from '../../domain/ids.ts'
import { LEASE_POLICY, type LeasePolicy } from '../../domain/lease/policy.ts'
import { assetsThatFit } from '../../domain/lease/views.ts'
import { createRouter, type NodeEnv } from '../router.ts'
import { type AskedWork, askedWork } from './asked-work.ts'
import { leaseState } from './lease-state.ts'
import { readReceiptsOf } from './receipts.ts'
import { leaseBatch, readLease, readReceipts } from './routes.ts'
import { SHARD_BYTES_MAX } from './schema.ts'
import { seedOfBatch } from './seeds.ts'
import { ownLease, workQueue } from './work-queue.ts'

export const leases = createRouter<NodeEnv>()
  .openapi(leaseBatch, async (c) => {
    const { requestKey, countMax } = c.req.valid('json')
    const asked = askedWork(c.env)
    const result = await workQueue(c.env).lease({
      nodeId: c.var.node.id,
      requestKey,
      leaseId: newLeaseId(),
      countMax,
      policy: policyFor(asked),
      ...asked,
      nowMs: Date.now(),
    })
    if (result.status === 'request_conflict') {
      throw new Refusal('LEASE_REQUEST_CONFLICT', { requestKey })
    }
    if (result.status === 'leases_too_many') {
      throw new Refusal('LEASES_TOO_MANY', { open: String(result.open) })
    }
    const { leaseId, batchId, batchNumber, generator, count, grid, views } = result.lease
    const seed = toHex(seedOfBatch(c.env, batchNumber))
    const { expiresAtMs } = result.lease
    return c.json({ leaseId, batchId, generator, seed, count, grid, views, expiresAtMs }, 201)
  })
  .openapi(readLease, async (c) => {
    const { leaseId } = c.req.valid('param')
    const lease = await ownLease(c.env, leaseId, c.var.node.id, Date.now())
    return c.json(leaseState(lease, await findSubmission(c.env.CATALOG, leaseId)), 200)
  })
  .openapi(readReceipts, async (c) => {
    const { leaseId } = c.req.valid('param')
    const lease = await ownLease(c.env, leaseId, c.var.node.id, Date.now())
    const receipts = await readReceiptsOf(c.env.GEOMETRY, lease)
    return c.json({ leaseId, batchId: lease.batchId, receipts }, 200)
  })

/** A lease is never larger than what its node may upload. */
function policyFor({ views }: AskedWork): LeasePolicy {
  const countMax = Math.min(LEASE_POLICY.countMax, assetsThatFit(SHARD_BYTES_MAX, views))
  return { ...LEASE_POLICY, countMin: Math.min(LEASE_POLICY.countMin, countMax), countMax }
}

function newLeaseId(): LeaseId {
  return `lease_${toBase32(crypto.getRandomValues(new Uint8Array(16)))}` as LeaseId
}
