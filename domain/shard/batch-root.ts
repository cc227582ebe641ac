import { concatBytes, fromHex, toHex } from '../bytes.ts'
import type { Sha256 } from '../hash.ts'
import type { Sha256Hex } from '../ids.ts'
import { leafHash, treeRoot } from '../log/merkle.ts'
import { uint32BigEndian } from '../seed/asset-seed.ts'

/** RFC 6962 root over the assets of a batch; a leaf is the index (uint32 big-endian) and the GLB's SHA-256. */
export function batchRoot(
  sha256: Sha256,
  assets: readonly { readonly index: number; readonly sha256: Sha256Hex }[],
): string {
  const leaves = assets.map((asset) =>
    leafHash(sha256, concatBytes(uint32BigEndian(asset.index), fromHex(asset.sha256))),
  )
  return toHex(treeRoot(sha256, leaves))
}
