import { manifestKey, shardKey } from '../../r2/geometry-keys.ts'
import { workQueue } from '../oracle/work-queue.ts'

/**
 * How long the objects of an expired or rejected lease are kept: a rejected shard is the evidence of
 * its verdict. No upload URL lives as long, and R2 itself ends unfinished multipart uploads by then.
 */
const RETENTION_MS = 7 * 24 * 3_600_000
const ROWS_MAX = 500

/** Deletes what was uploaded for nothing. What one run does not reach, the next one does. */
export async function sweepObjects(env: Env, scheduledAtMs: number): Promise<void> {
  const queue = workQueue(env)
  const abandoned = await queue.listAbandoned(scheduledAtMs - RETENTION_MS, ROWS_MAX)
  for (const { batchId, leaseId } of abandoned) {
    await env.GEOMETRY.delete([shardKey(batchId, leaseId), manifestKey(batchId, leaseId)])
    await queue.markSwept(leaseId)
  }
}
