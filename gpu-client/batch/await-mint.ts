import type { UnsettledBatch } from '../store/batch-store.ts'
import type { BatchDependencies } from './deps.ts'
import { createPolling } from './polling.ts'
import { removeShard } from './shard-files.ts'

/** Waits until every asset of the batch has its cNFT, and keeps which. */
export async function awaitMint(
  deps: BatchDependencies,
  { requestKey, lease }: Extract<UnsettledBatch, { commitment: unknown }>,
  signal: AbortSignal,
): Promise<void> {
  const { leaseId, batchId } = lease
  const { oracle, store } = deps
  const pause = createPolling(deps)
  while ((await oracle.leaseState(leaseId, signal)).status !== 'minted') {
    await pause(signal)
  }
  const { receipts } = await oracle.receipts(leaseId, signal)
  store.receipts.settle(requestKey, leaseId, receipts)
  if (!deps.keepShards) await removeShard(deps.paths, leaseId)
  const assets = receipts.filter(({ cnft }) => cnft !== null).length
  deps.report({ event: 'minted', batchId, assets })
}
