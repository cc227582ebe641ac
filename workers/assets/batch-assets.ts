import type { BatchId, LeaseId } from '../../domain/ids.ts'
import type { ManifestAsset } from '../../domain/shard/asset-record.ts'
import { readAcceptedManifest } from '../audit/accepted-manifest.ts'
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
  const [receipts, manifest] = await Promise.all([
    readReceiptsOf(bucket, { batchId, leaseId }),
    readAcceptedManifest(bucket, batchId, leaseId),
  ])
  return receipts.map((receipt) => {
    const asset = manifest.assets[receipt.index]
    if (asset === undefined) throw new Error(`${leaseId} has no asset ${receipt.index}`)
    return { receipt, asset }
  })
}
