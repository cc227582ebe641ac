import type { BatchId, LeaseId } from '../../domain/ids.ts'
import { type Manifest, parseManifest } from '../../domain/shard/manifest.ts'
import { manifestKey } from '../../r2/geometry-keys.ts'

/** The manifest of a batch that has passed its audit. Throws where it is missing: that is an outage. */
export async function readAcceptedManifest(
  bucket: R2Bucket,
  batchId: BatchId,
  leaseId: LeaseId,
): Promise<Manifest> {
  const object = await bucket.get(manifestKey(batchId, leaseId))
  if (object === null) throw new Error(`the manifest of ${leaseId} is missing`)
  const parsed = parseManifest(await object.text())
  if (parsed.status === 'parsed') return parsed.manifest
  throw new Error(`the accepted manifest of ${leaseId} is malformed: ${parsed.issue}`)
}
