import { isSha256Hex, type Sha256Hex } from '../ids.ts'
import { isCount, isPlainText, isRecord, isText } from './json-checks.ts'

interface CommonRecord {
  readonly index: number
  /** SHA-256 of the GLB. */
  readonly sha256: Sha256Hex
  /** Length of the GLB. */
  readonly bytes: number
  /** Where the GLB starts in the shard, so that it can be read by a range request. */
  readonly offset: number
  readonly family: string
  /** How many recipes the core rejected before this one. */
  readonly attempt: number
  readonly vertices: number
  readonly triangles: number
  readonly caption: string
  /** 88 bytes in hex: occupancy, distances, colors. */
  readonly descriptor: string
}

/** What a manifest of version 1 states of an asset; `parts` is a number of primitives. */
export interface AssetRecordV1 extends CommonRecord {
  readonly parts: number
}

/** What a manifest of version 2 states of an asset. */
export interface AssetRecordV2 extends CommonRecord {
  /** In the order of the `_PART` attribute. */
  readonly parts: readonly { readonly name: string; readonly material: string }[]
  readonly tags: readonly string[]
  /** Hash of the views (`viewsHash`), there when the batch has views. */
  readonly views?: Sha256Hex
  /** SHA-256 of the GLB that this asset was made from, there when it was made from one. */
  readonly parent?: Sha256Hex
}

/** Everything but place, bytes and hashes follows from the asset's seed. */
export type ManifestAsset = AssetRecordV1 | AssetRecordV2

/**
 * Longest GLB: the core has room for 15.8 MB at its finest grid. An audit holds one twice, and an
 * isolate has 128 MB for all that it does at once.
 */
export const ASSET_BYTES_MAX = 16_777_216

export const PARTS_MAX = 64
export const TAGS_MAX = 16
/** Of a part, a material, a tag. */
export const NAME_LENGTH_MAX = 40
export const FAMILY_LENGTH_MAX = 64
export const CAPTION_LENGTH_MAX = { 1: 400, 2: 600 } as const

/** The JSON that lies beside each GLB in the shard: keys in this order, no white space. */
export function formatAssetRecord(asset: ManifestAsset): string {
  const { index, sha256, bytes, offset, family, attempt } = asset
  const { vertices, triangles, caption, descriptor } = asset
  const head = { index, sha256, bytes, offset, family, attempt }
  if (!isSecondVersion(asset)) {
    const { parts } = asset
    return JSON.stringify({ ...head, parts, vertices, triangles, caption, descriptor })
  }
  const { tags, views, parent } = asset
  const parts = asset.parts.map(({ name, material }) => ({ name, material }))
  return JSON.stringify({
    ...{ ...head, parts, vertices, triangles, caption, tags, descriptor },
    // Left out by JSON where it is undefined.
    ...{ views, parent },
  })
}

function isSecondVersion(asset: ManifestAsset): asset is AssetRecordV2 {
  return typeof asset.parts !== 'number'
}

export function isAssetRecordV1(value: unknown): value is AssetRecordV1 {
  if (!isRecord(value)) return false
  const { parts, family, caption } = value
  return (
    hasCommonFields(value) &&
    isCount(parts) &&
    isText(family, FAMILY_LENGTH_MAX) &&
    isText(caption, CAPTION_LENGTH_MAX[1])
  )
}

export function isAssetRecordV2(value: unknown): value is AssetRecordV2 {
  if (!isRecord(value)) return false
  const { parts, tags, family, caption, views, parent } = value
  return (
    hasCommonFields(value) &&
    isList(parts, PARTS_MAX, isPart) &&
    isList(tags, TAGS_MAX, isName) &&
    isPlainText(family, FAMILY_LENGTH_MAX) &&
    isPlainText(caption, CAPTION_LENGTH_MAX[2]) &&
    (views === undefined || isHash(views)) &&
    (parent === undefined || isHash(parent))
  )
}

const COUNTS = ['index', 'bytes', 'offset', 'attempt', 'vertices', 'triangles'] as const

function hasCommonFields(value: Record<string, unknown>): boolean {
  const { bytes, sha256, descriptor } = value
  return (
    COUNTS.every((key) => isCount(value[key])) &&
    Number(bytes) <= ASSET_BYTES_MAX &&
    isHash(sha256) &&
    isText(descriptor, 176) &&
    /^[0-9a-f]{176}$/.test(descriptor)
  )
}

const isHash = (value: unknown): boolean => isText(value, 64) && isSha256Hex(value)
const isName = (value: unknown): boolean => isPlainText(value, NAME_LENGTH_MAX)
const isPart = (value: unknown): boolean =>
  isRecord(value) && isName(value.name) && isName(value.material)

function isList(value: unknown, lengthMax: number, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= lengthMax && value.every(isItem)
}
