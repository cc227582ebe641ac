import type { AssetRecordV1, AssetRecordV2, ManifestAsset } from '../shard/asset-record.ts'
import { TAR_BLOCK_BYTES, TAR_END } from '../shard/tar.ts'
import type { AcceptedAsset } from './accepted-asset.ts'
import { machineQuality } from './quality.ts'

/**
 * The assets of a batch that are in the log, in its order. `logIndexes` has the place of each asset of
 * the manifest, or null for a duplicate.
 */
export function acceptedAssets(
  assets: readonly ManifestAsset[],
  logIndexes: readonly (number | null)[],
  shardBytes: number,
): AcceptedAsset[] {
  if (logIndexes.length !== assets.length) throw new RangeError('a log index for each asset')
  return assets.flatMap((asset, place) => {
    const logIndex = logIndexes[place] ?? null
    if (logIndex === null) return []
    // An asset's files follow each other, so it ends where the next one's first header starts.
    const next = assets[place + 1]?.offset ?? shardBytes - TAR_END.length + TAR_BLOCK_BYTES
    return [acceptedAsset(asset, logIndex, next - asset.offset)]
  })
}

function acceptedAsset(asset: ManifestAsset, logIndex: number, span: number): AcceptedAsset {
  const { index, sha256, offset, bytes, family, triangles, vertices, caption, descriptor } = asset
  const details = isFirstVersion(asset) ? detailsOfFirst(asset) : detailsOf(asset)
  const quality = machineQuality({ ...details, triangles })
  return {
    ...{ logIndex, index, sha256, offset, bytes, span, kind: 'generated', family, quality },
    ...{ nsfw: false, triangles, vertices, ...details, caption, descriptor },
  }
}

type Details = Pick<AcceptedAsset, 'parts' | 'materials' | 'tags'>

const isFirstVersion = (asset: ManifestAsset): asset is AssetRecordV1 =>
  typeof asset.parts === 'number'

const detailsOfFirst = ({ parts }: AssetRecordV1): Details => ({ parts, materials: null, tags: [] })

const detailsOf = ({ parts, tags }: AssetRecordV2): Details => ({
  parts: parts.length,
  materials: new Set(parts.map(({ material }) => material)).size,
  // No name at all would be taken for the cube of all assets.
  tags: [...new Set(tags)].filter((tag) => tag !== ''),
})
