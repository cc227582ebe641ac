import type { UnsettledBatch } from '../store/batch-store.ts'
import type { BatchDependencies } from './deps.ts'
import { assertOpen } from './lease-check.ts'
import { packShard } from './pack-shard.ts'

/** Generates the assets of a lease into a shard on the disk. */
export async function generateBatch(
  deps: BatchDependencies,
  { requestKey, lease }: Extract<UnsettledBatch, { state: 'leased' }>,
  signal: AbortSignal,
): Promise<void> {
  const { store, report } = deps
  const { batchId } = lease
  await assertOpen(deps, lease, signal)
  const packed = (): void => report({ event: 'asset', batchId })
  const commitment = await deps.generating(signal, () =>
    packShard({ ...deps, packed }, lease, signal),
  )
  store.batches.generated(requestKey, commitment)
  report({ event: 'generated', batchId, assets: lease.count, bytes: commitment.shard.bytes })
}
