import { type BatchId, isBatchId } from '../ids.ts'
import { isViewsRequest, type ViewsRequest } from '../lease/views.ts'
import {
  type AssetRecordV1,
  type AssetRecordV2,
  formatAssetRecord,
  isAssetRecordV1,
  isAssetRecordV2,
  type ManifestAsset,
} from './asset-record.ts'
import { isCount, isRecord, isText } from './json-checks.ts'

interface CommonManifest {
  readonly batchId: BatchId
  readonly generator: string
  readonly grid: number
  readonly count: number
}

/** What a node states of a batch of the generator's version 1. */
export interface ManifestV1 extends CommonManifest {
  readonly version: 1
  readonly assets: readonly AssetRecordV1[]
}

/** What a node states of a batch of later versions, with parts, tags and views. */
export interface ManifestV2 extends CommonManifest {
  readonly version: 2
  readonly views: ViewsRequest | null
  readonly assets: readonly AssetRecordV2[]
}

export type Manifest = ManifestV1 | ManifestV2

/** Longest manifest that anyone parses: 256 of the longest records take 2.3 MB. */
export const MANIFEST_BYTES_MAX = 2_621_440

export type ManifestParse =
  | { readonly status: 'parsed'; readonly manifest: Manifest }
  | { readonly status: 'malformed'; readonly issue: string }

/** The version of the manifest in which the assets of a generator are stated. */
export function manifestVersionOf(generator: string): Manifest['version'] {
  return generator === 'piwa-procedural@1' ? 1 : 2
}

/** The manifest of assets in the order of their indexes. Throws RangeError for records of another version. */
export function manifestOf(
  head: Omit<CommonManifest, 'count'> & { readonly views: ViewsRequest | null },
  assets: readonly ManifestAsset[],
): Manifest {
  const { batchId, generator, grid, views } = head
  const common = { batchId, generator, grid, count: assets.length }
  const version = manifestVersionOf(generator)
  if (version === 1 && assets.every(isAssetRecordV1)) return { version, ...common, assets }
  if (version === 2 && assets.every(isAssetRecordV2)) return { version, ...common, views, assets }
  throw new RangeError(`not the assets of ${generator}`)
}

/** One text per manifest: keys in the order of the interfaces, no white space. */
export function formatManifest(manifest: Manifest): string {
  const assets = manifest.assets.map(formatAssetRecord)
  return `${formatHead(manifest).slice(0, -1)},"assets":[${assets.join(',')}]}`
}

function formatHead(manifest: Manifest): string {
  const { version, batchId, generator, grid, count } = manifest
  if (version === 1) return JSON.stringify({ version, batchId, generator, grid, count })
  const views = manifest.views && { count: manifest.views.count, size: manifest.views.size }
  return JSON.stringify({ version, batchId, generator, grid, views, count })
}

/** Accepts exactly what `formatManifest` writes: any other spelling of the same facts is malformed. */
export function parseManifest(text: string): ManifestParse {
  const malformed = (issue: string): ManifestParse => ({ status: 'malformed', issue })
  if (text.length > MANIFEST_BYTES_MAX) return malformed('too long')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return malformed('not JSON')
  }
  if (!isManifestV1(value) && !isManifestV2(value)) return malformed('fields')
  if (value.assets.some((asset, i) => asset.index !== i)) return malformed('asset order')
  if (value.assets.length !== value.count) return malformed('asset count')
  if (formatManifest(value) !== text) return malformed('not canonical')
  return { status: 'parsed', manifest: value }
}

function isManifestV1(value: unknown): value is ManifestV1 {
  return isRecord(value) && value.version === 1 && isManifestOf(value, isAssetRecordV1)
}

function isManifestV2(value: unknown): value is ManifestV2 {
  if (!isRecord(value) || value.version !== 2) return false
  const { views } = value
  if (views !== null && !isViewsRequest(views)) return false
  return isManifestOf(
    value,
    (asset) => isAssetRecordV2(asset) && (asset.views !== undefined) === (views !== null),
  )
}

function isManifestOf(
  value: Record<string, unknown>,
  isAsset: (asset: unknown) => boolean,
): boolean {
  return (
    isText(value.batchId, 32) &&
    isBatchId(value.batchId) &&
    isText(value.generator, 64) &&
    isCount(value.grid) &&
    isCount(value.count) &&
    Array.isArray(value.assets) &&
    value.assets.every(isAsset)
  )
}
