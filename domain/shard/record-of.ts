import type { Sha256Hex } from '../ids.ts'
import type { AssetRecordV1, AssetRecordV2, ManifestAsset } from './asset-record.ts'

/** Where an asset is and which bytes it has. */
export type AssetPlace = Pick<ManifestAsset, 'index' | 'sha256' | 'bytes' | 'offset'>

/** What the generator says of an asset, by its version. */
export type StatedFacts =
  | Omit<AssetRecordV1, keyof AssetPlace>
  | Omit<AssetRecordV2, keyof AssetPlace | 'views' | 'parent'>

/** The manifest's entry of an asset; `views` is the hash of its views where the lease asks for them. */
export function recordOf(
  { index, sha256, bytes, offset }: AssetPlace,
  facts: StatedFacts,
  views?: Sha256Hex,
): ManifestAsset {
  const place = { index, sha256, bytes, offset }
  return views === undefined ? { ...place, ...facts } : { ...place, ...facts, views }
}
