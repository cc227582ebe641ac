import { toHex } from '../../domain/bytes.ts'
import { sha256 } from '../../signing/sha256.ts'
import { readStretch } from '../batch/read-file.ts'
import { type HomePaths, manifestPath, shardPath } from '../home/paths.ts'
import { readManifest } from '../home/read-manifest.ts'
import type { HeldReceipt } from '../store/receipt-store.ts'

/** The GLB of a receipt out of its shard, or undefined where the shard was not kept. */
export async function readAsset(
  paths: HomePaths,
  { leaseId, index, sha256: expected }: HeldReceipt,
): Promise<Uint8Array | undefined> {
  const manifest = await readManifest(manifestPath(paths, leaseId))
  const asset = manifest?.assets[index]
  if (asset === undefined) return undefined
  const glb = await readStretch(shardPath(paths, leaseId), asset.offset, asset.bytes)
  const made = toHex(sha256(glb))
  if (made !== expected) throw new Error(`asset ${index} of ${leaseId} is ${made} on the disk`)
  return glb
}
