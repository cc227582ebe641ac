/** Rendered views of each asset that a lease asks for: how many, and how wide and high in pixels. */
export interface ViewsRequest {
  readonly count: number
  readonly size: number
}

export const VIEW_COUNT_MAX = 32
export const VIEW_SIZE_MIN = 64
export const VIEW_SIZE_MAX = 512
/** The core renders squares of tiles this wide. */
export const VIEW_SIZE_STEP = 8

export function isViewsRequest(value: unknown): value is ViewsRequest {
  if (typeof value !== 'object' || value === null) return false
  const { count, size } = value as Partial<Record<keyof ViewsRequest, unknown>>
  const fits = isWithin(size, VIEW_SIZE_MIN, VIEW_SIZE_MAX) && Number(size) % VIEW_SIZE_STEP === 0
  return fits && isWithin(count, 1, VIEW_COUNT_MAX)
}

export function sameViews(a: ViewsRequest | null, b: ViewsRequest | null): boolean {
  return a?.count === b?.count && a?.size === b?.size
}

function isWithin(value: unknown, min: number, max: number): boolean {
  return Number.isInteger(value) && Number(value) >= min && Number(value) <= max
}

/** Planned for a mesh and its record. Those of grid 64 have half of it, those of 128 twice. */
const MESH_BYTES = 1_048_576
/** Planned for the images of one pixel. Measured: 1.2. */
const BYTES_PER_PIXEL = 3

/** How many assets a shard of so many bytes has room for. */
export function assetsThatFit(shardBytes: number, views: ViewsRequest | null): number {
  const imageBytes = views === null ? 0 : BYTES_PER_PIXEL * views.count * views.size ** 2
  const assetBytes = MESH_BYTES + imageBytes
  return (shardBytes - (shardBytes % assetBytes)) / assetBytes
}
