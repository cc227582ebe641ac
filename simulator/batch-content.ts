import { concatBytes, toHex } from '../domain/bytes.ts'
import type { BatchId, Sha256Hex } from '../domain/ids.ts'
import { sha256Hex } from '../domain/ids.ts'
import type { ViewsRequest } from '../domain/lease/views.ts'
import type { ManifestAsset } from '../domain/shard/asset-record.ts'
import { batchRoot } from '../domain/shard/batch-root.ts'
import { formatManifest, manifestOf } from '../domain/shard/manifest.ts'
import { TAR_END, tarEntry } from '../domain/shard/tar.ts'
import type { GeneratedAsset, RawView } from '../generator/generator.ts'
import { packAsset } from '../gpu-client/batch/asset-files.ts'
import { sha256 } from '../signing/sha256.ts'

export type MadeAsset = GeneratedAsset & { readonly views: readonly RawView[] }

export interface BatchHead {
  readonly batchId: BatchId
  readonly generator: string
  readonly grid: number
  readonly views: ViewsRequest | null
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
  const entries: Uint8Array[] = []
  const assets: ManifestAsset[] = []
  let position = 0
  for (const [index, asset] of made.entries()) {
    const contentHash = sha256Hex(toHex(sha256(asset.glb)))
    const stated = index === 0 ? (lie.statedHash ?? contentHash) : contentHash
    const { record, files } = packAsset(index, position, { ...asset, sha256: stated })
    for (const { name, content } of files) {
      const entry = tarEntry(name, content)
      position += entry.length
      entries.push(entry)
    }
    assets.push(record)
  }
  const manifest = formatManifest(manifestOf(head, assets))
  return {
    shard: concatBytes(...entries, TAR_END),
    manifest: new TextEncoder().encode(manifest),
    root: batchRoot(sha256, assets),
  }
}
