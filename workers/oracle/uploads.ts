import { Refusal } from '../../domain/errors.ts'
import type { QueuedLease } from '../../durable-objects/work-queue-schema.ts'
import { manifestKey, shardKey } from '../../r2/geometry-keys.ts'
import { isStored, joinParts } from '../../r2/geometry-store.ts'
import { createRouter, type NodeEnv } from '../router.ts'
import { completeUpload, requestUploads } from './routes.ts'
import { UploadRequest } from './schema.ts'
import { planUploads } from './upload-plan.ts'
import { ownLease, refuseLease, workQueue } from './work-queue.ts'

export const uploads = createRouter<NodeEnv>()
  .openapi(requestUploads, async (c) => {
    const { leaseId } = c.req.valid('param')
    const { shard, manifest } = c.req.valid('json')
    const result = await workQueue(c.env).declare({
      leaseId,
      nodeId: c.var.node.id,
      declaration: JSON.stringify({ shard, manifest }),
      nowMs: Date.now(),
    })
    if (result.status !== 'declared') return refuseLease(result.status, leaseId)
    return c.json(await planUploads(c.env, result.lease, { shard, manifest }), 200)
  })
  .openapi(completeUpload, async (c) => {
    const { leaseId } = c.req.valid('param')
    const { uploadId, parts } = c.req.valid('json')
    const lease = await ownLease(c.env, leaseId, c.var.node.id, Date.now())
    if (lease.declaration === null || lease.uploadId !== uploadId) {
      throw new Refusal('UPLOAD_INCOMPLETE', { leaseId, issue: 'no such upload' })
    }
    const { shard } = UploadRequest.parse(JSON.parse(lease.declaration))
    const key = shardKey(lease.batchId, leaseId)
    if (await isStored(c.env.GEOMETRY, key, shard.bytes))
      return c.json({ kind: 'stored' as const }, 200)

    const joined = await joinParts(c.env.GEOMETRY, { key, uploadId, parts })
    if (await isStored(c.env.GEOMETRY, key, shard.bytes))
      return c.json({ kind: 'stored' as const }, 200)
    const issue = joined ? 'the parts have another length' : 'the parts are not those uploaded'
    throw new Refusal('UPLOAD_INCOMPLETE', { leaseId, issue })
  })

/** Whether both objects of a lease are there with the lengths that were declared. */
export async function areUploaded(
  bucket: R2Bucket,
  lease: Pick<QueuedLease, 'batchId' | 'leaseId'>,
  { shard, manifest }: UploadRequest,
): Promise<boolean> {
  const { batchId, leaseId } = lease
  return (
    (await isStored(bucket, shardKey(batchId, leaseId), shard.bytes)) &&
    (await isStored(bucket, manifestKey(batchId, leaseId), manifest.bytes))
  )
}
