import { type BatchId, isBatchId, isSha256Hex, type Sha256Hex } from '../ids.ts'

/** What a node states of one asset of a batch. Everything here follows from the batch seed. */
export interface ManifestAsset {
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
  readonly parts: number
  readonly vertices: number
  readonly triangles: number
  readonly caption: string
  /** 88 bytes in hex: occupancy, distance histogram, colors. */
  readonly descriptor: string
}

export interface Manifest {
  readonly version: 1
  readonly batchId: BatchId
  readonly generator: string
  readonly grid: number
  readonly count: number
  readonly assets: readonly ManifestAsset[]
}

/** Longest manifest that anyone parses: 256 assets take about 120 KB. */
export const MANIFEST_BYTES_MAX = 1_048_576

/**
 * Longest GLB: the core has room for 15.8 MB at its finest grid. An audit holds one twice, and an
 * isolate has 128 MB for all that it does at once.
 */
export const ASSET_BYTES_MAX = 16_777_216

export type ManifestParse =
  | { readonly status: 'parsed'; readonly manifest: Manifest }
  | { readonly status: 'malformed'; readonly issue: string }

/** One text per manifest: keys in the order of the interfaces, no white space. */
export function formatManifest(manifest: Manifest): string {
  const { version, batchId, generator, grid, count, assets } = manifest
  const head = JSON.stringify({ version, batchId, generator, grid, count })
  return `${head.slice(0, -1)},"assets":[${assets.map(formatAssetRecord).join(',')}]}`
}

/** The JSON that lies beside each GLB in the shard. */
export function formatAssetRecord(asset: ManifestAsset): string {
  const { index, sha256, bytes, offset, family, attempt, parts } = asset
  const { vertices, triangles, caption, descriptor } = asset
  return JSON.stringify({
    ...{ index, sha256, bytes, offset, family, attempt, parts },
    ...{ vertices, triangles, caption, descriptor },
  })
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
  if (!isManifest(value)) return malformed('fields')
  if (value.assets.some((asset, i) => asset.index !== i)) return malformed('asset order')
  if (value.assets.length !== value.count) return malformed('asset count')
  if (formatManifest(value) !== text) return malformed('not canonical')
  return { status: 'parsed', manifest: value }
}

function isManifest(value: unknown): value is Manifest {
  if (!isRecord(value)) return false
  return (
    value.version === 1 &&
    isText(value.batchId, 32) &&
    isBatchId(value.batchId) &&
    isText(value.generator, 64) &&
    isCount(value.grid) &&
    isCount(value.count) &&
    Array.isArray(value.assets) &&
    value.assets.every(isManifestAsset)
  )
}

const COUNTS = ['index', 'bytes', 'offset', 'attempt', 'parts', 'vertices', 'triangles'] as const

function isManifestAsset(value: unknown): value is ManifestAsset {
  if (!isRecord(value)) return false
  const { sha256, family, caption, descriptor } = value
  return (
    COUNTS.every((key) => isCount(value[key])) &&
    Number(value.bytes) <= ASSET_BYTES_MAX &&
    isText(sha256, 64) &&
    isSha256Hex(sha256) &&
    isText(family, 64) &&
    isText(caption, 400) &&
    isText(descriptor, 176) &&
    /^[0-9a-f]{176}$/.test(descriptor)
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown, lengthMax: number): value is string =>
  typeof value === 'string' && value.length <= lengthMax
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
