import type { LostOutcome, UnsettledBatch } from '../store/batch-store.ts'
import type { BatchDependencies } from './deps.ts'
import { removeShard } from './shard-files.ts'

/** Records that a batch came to nothing, and why. */
export async function loseBatch(
  { store, paths, report }: BatchDependencies,
  batch: UnsettledBatch,
  outcome: LostOutcome,
  reason: string,
): Promise<void> {
  store.batches.lose(batch.requestKey, outcome, reason)
  if (batch.state === 'requested') {
    report({ event: 'lost', batchId: '', assets: 0, outcome, reason })
    return
  }
  await removeShard(paths, batch.lease.leaseId)
  const { batchId, count } = batch.lease
  report({ event: 'lost', batchId, assets: count, outcome, reason })
}
