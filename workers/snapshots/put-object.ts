import { toHex } from '../../domain/bytes.ts'
import { type Sha256Hex, sha256Hex } from '../../domain/ids.ts'
import type { SnapshotBucket } from '../../r2/snapshot-store.ts'
import { sha256 } from '../../signing/sha256.ts'

export const hashOf = (bytes: Uint8Array): Sha256Hex => sha256Hex(toHex(sha256(bytes)))

/** Stores an object under a key that names its content; whoever repeats it stores the same bytes. */
export async function putByContent(
  bucket: SnapshotBucket,
  bytes: Uint8Array,
  keyOf: (sha256: Sha256Hex) => string,
): Promise<{ readonly key: string; readonly bytes: number; readonly sha256: Sha256Hex }> {
  const hash = hashOf(bytes)
  const key = keyOf(hash)
  await bucket.put(key, bytes, {
    sha256: hash,
    httpMetadata: { contentType: 'application/octet-stream' },
  })
  return { key, bytes: bytes.length, sha256: hash }
}
