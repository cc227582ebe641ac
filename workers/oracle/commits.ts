import { addSubmission, findSubmission } from '../../d1/submissions.ts'
import { Refusal } from '../../domain/errors.ts'
import type { QueuedLease } from '../../durable-objects/work-queue-schema.ts'
import { createRouter, type NodeEnv } from '../router.ts'
import { leaseState } from './lease-state.ts'
import { commitBatch } from './routes.ts'
import { CommitRequest } from './schema.ts'
import { areUploaded } from './uploads.ts'
import { ownLease, refuseLease, workQueue } from './work-queue.ts'

export const commits = createRouter<NodeEnv>().openapi(commitBatch, async (c) => {
  const { leaseId } = c.req.valid('param')
  const { batchId, shard, manifest, root } = c.req.valid('json')
  const nowMs = Date.now()
  const lease = await ownLease(c.env, leaseId, c.var.node.id, nowMs)
  if (lease.batchId !== batchId) throw new Refusal('COMMIT_CONFLICT', { leaseId, batchId })
  if (lease.status === 'open' && !(await areUploaded(c.env.GEOMETRY, lease, { shard, manifest }))) {
    throw new Refusal('UPLOAD_INCOMPLETE', { leaseId, issue: 'an object is missing' })
  }

  const result = await workQueue(c.env).commit({
    leaseId,
    nodeId: c.var.node.id,
    commit: JSON.stringify({ batchId, shard, manifest, root }),
    nowMs,
  })
  if (result.status !== 'committed' && result.status !== 'already_committed') {
    return refuseLease(result.status, leaseId)
  }
  await submitForAudit(c.env, result.lease)
  const submission = await findSubmission(c.env.CATALOG, leaseId)
  return c.json(leaseState(result.lease, submission), 202)
})

/** Enters a committed lease in the catalog and asks for its audit. Repeating it changes nothing. */
export async function submitForAudit(env: Env, lease: QueuedLease): Promise<void> {
  if (lease.commit === null || lease.committedAtMs === null) {
    throw new Error(`lease ${lease.leaseId} is not committed`)
  }
  const { shard, manifest, root } = CommitRequest.parse(JSON.parse(lease.commit))
  await addSubmission(env.CATALOG, {
    ...{ leaseId: lease.leaseId, batchNumber: lease.batchNumber, nodeId: lease.nodeId },
    ...{ generator: lease.generator, grid: lease.grid, assetCount: lease.count, root },
    ...{ viewCount: lease.views?.count ?? 0, viewSize: lease.views?.size ?? 0 },
    ...{ shardSha256: shard.sha256, shardBytes: shard.bytes },
    ...{ manifestSha256: manifest.sha256, manifestBytes: manifest.bytes },
    committedAtMs: lease.committedAtMs,
  })
  await env.AUDITS.send({ leaseId: lease.leaseId })
}
