import type { AcceptedAsset, AcceptedBatch } from '../../domain/dataset/accepted-asset.ts'
import { acceptedAssets } from '../../domain/dataset/batch-assets.ts'
import { batchId } from '../../domain/ids.ts'
import { isCount, isRecord } from '../../domain/shard/json-checks.ts'
import { type Manifest, parseManifest } from '../../domain/shard/manifest.ts'
import { manifestKey, registrationKey } from '../../r2/geometry-keys.ts'
import { decodeUtf8, readObject, type SnapshotBucket } from '../../r2/snapshot-store.ts'
import { hashOf } from './put-object.ts'

type Objects = Pick<SnapshotBucket, 'get'>

/** The assets of a registered batch. What is missing, or is not what was audited, is an outage. */
export async function readAssets(
  bucket: Objects,
  batch: AcceptedBatch,
): Promise<readonly AcceptedAsset[]> {
  const [{ assets }, logIndexes] = await Promise.all([
    readManifest(bucket, batch),
    readLogIndexes(bucket, batch),
  ])
  return acceptedAssets(assets, logIndexes, batch.shardBytes)
}

async function readManifest(bucket: Objects, batch: AcceptedBatch): Promise<Manifest> {
  const { batchNumber, leaseId, manifestSha256 } = batch
  const bytes = await readObject(bucket, manifestKey(batchId(batchNumber), leaseId))
  if (hashOf(bytes) !== manifestSha256) throw new Error(`the manifest of ${leaseId} has changed`)
  const parsed = parseManifest(decodeUtf8(bytes))
  if (parsed.status === 'parsed') return parsed.manifest
  throw new Error(`the manifest of ${leaseId} is malformed: ${parsed.issue}`)
}

/** Of each asset of the batch; null of a duplicate. Only batches with duplicates have to be asked. */
async function readLogIndexes(
  bucket: Objects,
  { batchNumber, leaseId, count, duplicates, firstLogIndex }: AcceptedBatch,
): Promise<(number | null)[]> {
  if (duplicates === 0) return Array.from({ length: count }, (_, index) => firstLogIndex + index)
  const bytes = await readObject(bucket, registrationKey(batchId(batchNumber), leaseId))
  const receipts: unknown = JSON.parse(decodeUtf8(bytes))
  if (!Array.isArray(receipts)) throw new Error(`the registration of ${leaseId} is malformed`)
  return receipts.map((receipt: unknown, index) => {
    if (!isRecord(receipt) || receipt.index !== index) {
      throw new Error(`the registration of ${leaseId} is malformed at ${index}`)
    }
    return isCount(receipt.logIndex) ? receipt.logIndex : null
  })
}
