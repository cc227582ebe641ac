import { utf8Bytes } from '../../domain/log/utf8.ts'
import { formatAssetRecord, type ManifestAsset } from '../../domain/shard/asset-record.ts'
import { glbName, nextGlbOffset, recordName } from '../../domain/shard/layout.ts'
import { recordOf } from '../../domain/shard/record-of.ts'
import { viewDigests, viewsHash } from '../../domain/shard/views-hash.ts'
import { sha256 } from '../../signing/sha256.ts'
import type { HashedAsset } from '../backend/backend.ts'
import { viewFiles } from './asset-views.ts'

export interface AssetFile {
  readonly name: string
  readonly content: Uint8Array
}

export interface PackedAsset {
  /** What the manifest states of the asset. */
  readonly record: ManifestAsset
  /** In the order in which the shard holds them. */
  readonly files: readonly AssetFile[]
}

/** All that a shard of `shardBytes` bytes holds of its next asset. */
export function packAsset(
  index: number,
  shardBytes: number,
  { glb, facts, sha256: hash, views }: HashedAsset,
): PackedAsset {
  const place = { index, sha256: hash, bytes: glb.length, offset: nextGlbOffset(shardBytes) }
  const digests = viewDigests(sha256, views)
  const viewsSha256 = views.length === 0 ? undefined : viewsHash(sha256, digests)
  const record = recordOf(place, facts, viewsSha256)
  return {
    record,
    files: [
      { name: glbName(index), content: glb },
      { name: recordName(index), content: utf8Bytes(formatAssetRecord(record)) },
      ...viewFiles(index, views, digests),
    ],
  }
}
