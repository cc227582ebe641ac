import type { BatchId, LeaseId } from '../../domain/ids.ts'
import { type ManifestAsset, parseManifest } from '../../domain/shard/manifest.ts'
import { manifestKey } from '../../r2/geometry-store.ts'
import { readReceiptsOf } from '../oracle/receipts.ts'
import type { Receipt } from '../oracle/schema.ts'

export interface BatchAsset {
  readonly receipt: Receipt
  readonly asset: ManifestAsset
}

/** The assets of a registered batch in order, with what the network gave for each. */
export async function readBatchAssets(
  bucket: R2Bucket,
  batchId: BatchId,
  leaseId: LeaseId,
): Promise<BatchAsset[]> {
  const [receipts, object] = await Promise.all([
    readReceiptsOf(bucket, { batchId, leaseId }),
    bucket.get(manifestKey(batchId, leaseId)),
  ])
  if (object === null) throw new Error(`the manifest of ${leaseId} is missing`)
  const parsed = parseManifest(await object.text())
  if (parsed.status === 'malformed') throw new Error(`malformed manifest of ${leaseId}`)
  return receipts.map((receipt) => {
    const asset = parsed.manifest.assets[receipt.index]
    if (asset === undefined) throw new Error(`${leaseId} has no asset ${receipt.index}`)
    return { receipt, asset }
  })
}
