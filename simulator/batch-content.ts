import { concatBytes, toHex } from '../domain/bytes.ts'
import type { BatchId, Sha256Hex } from '../domain/ids.ts'
import { sha256Hex } from '../domain/ids.ts'
import { batchRoot } from '../domain/shard/batch-root.ts'
import { glbName, nextGlbOffset, recordName } from '../domain/shard/layout.ts'
import { formatAssetRecord, formatManifest, type ManifestAsset } from '../domain/shard/manifest.ts'
import { TAR_END, tarEntry } from '../domain/shard/tar.ts'
import type { AssetFacts } from '../generator/generator.ts'
import { sha256 } from '../signing/sha256.ts'

export interface MadeAsset {
  readonly glb: Uint8Array
  readonly facts: AssetFacts
}

export interface BatchHead {
  readonly batchId: BatchId
  readonly generator: string
  readonly grid: number
}

/** Everything that a node uploads and commits for one batch. */
export interface BatchContent {
  readonly shard: Uint8Array
  readonly manifest: Uint8Array
  readonly root: string
  /** Differs from the shard's own hash only where somebody cheats. */
  readonly committedShardSha256?: Sha256Hex
}

/** Packs a whole batch in memory. `statedHash` replaces the hash that is listed for the first asset. */
export function assembleBatch(
  head: BatchHead,
  made: readonly MadeAsset[],
  lie: { readonly statedHash?: Sha256Hex } = {},
): BatchContent {
  const files: Uint8Array[] = []
  const assets: ManifestAsset[] = []
  let position = 0
  for (const [index, { glb, facts }] of made.entries()) {
    const contentHash = sha256Hex(toHex(sha256(glb)))
    const stated = index === 0 ? (lie.statedHash ?? contentHash) : contentHash
    const offset = nextGlbOffset(position)
    const asset = { index, sha256: stated, bytes: glb.length, offset, ...facts }
    const record = new TextEncoder().encode(formatAssetRecord(asset))
    const entries = [tarEntry(glbName(index), glb), tarEntry(recordName(index), record)]
    for (const entry of entries) position += entry.length
    files.push(...entries)
    assets.push(asset)
  }
  const manifest = formatManifest({ version: 1, ...head, count: assets.length, assets })
  return {
    shard: concatBytes(...files, TAR_END),
    manifest: new TextEncoder().encode(manifest),
    root: batchRoot(sha256, assets),
  }
}
