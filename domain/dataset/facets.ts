/** Classes of an asset's quality, from Objaverse++; what a machine judged until labelers have spoken. */
export const QUALITIES = ['low', 'medium', 'high', 'superior'] as const
export type Quality = (typeof QUALITIES)[number]

export const ASSET_KINDS = ['generated', 'artist', 'learned'] as const
export type AssetKind = (typeof ASSET_KINDS)[number]

/** Ranges of triangle counts, in order and without gaps: a filter names whole ranges. */
export const TRIANGLE_RANGES = [
  { id: '0-999', from: 0 },
  { id: '1000-1999', from: 1_000 },
  { id: '2000-4999', from: 2_000 },
  { id: '5000-9999', from: 5_000 },
  { id: '10000-19999', from: 10_000 },
  { id: '20000-49999', from: 20_000 },
  { id: '50000-99999', from: 50_000 },
  { id: '100000-', from: 100_000 },
] as const
export type TriangleRange = (typeof TRIANGLE_RANGES)[number]['id']
export const TRIANGLE_RANGE_IDS: readonly TriangleRange[] = TRIANGLE_RANGES.map(({ id }) => id)

/** What assets are counted and filtered by; `family` is a position in the snapshot's dictionary. */
export interface Facets {
  readonly family: number
  readonly quality: Quality
  readonly nsfw: boolean
  readonly kind: AssetKind
  readonly triangles: TriangleRange
  readonly views: boolean
}

export const FAMILIES_MAX = 65_536

// The order of the bits is part of the snapshot format: quality 2, NSFW 1, kind 2, triangles 3,
// views 1, seven spare, family 16.
const NSFW_AT = 2
const KIND_AT = 3
const TRIANGLES_AT = 5
const VIEWS_AT = 8
const FAMILY_AT = 16

/** How many of the lowest bits hold all facets but the family. */
export const FACET_BITS = VIEWS_AT + 1

/** The facets as an unsigned number of 32 bits. */
export function packFacets(facets: Facets): number {
  if (!Number.isInteger(facets.family) || facets.family < 0 || facets.family >= FAMILIES_MAX) {
    throw new RangeError(`not a family of the dictionary: ${facets.family}`)
  }
  const packed =
    QUALITIES.indexOf(facets.quality) |
    (Number(facets.nsfw) << NSFW_AT) |
    (ASSET_KINDS.indexOf(facets.kind) << KIND_AT) |
    (TRIANGLE_RANGES.findIndex(({ id }) => id === facets.triangles) << TRIANGLES_AT) |
    (Number(facets.views) << VIEWS_AT)
  return ((facets.family << FAMILY_AT) | packed) >>> 0
}

/** Throws RangeError for a number that `packFacets` does not make. */
export function unpackFacets(packed: number): Facets {
  const kind = ASSET_KINDS[kindIndexOf(packed)]
  const quality = QUALITIES[qualityIndexOf(packed)]
  const triangles = TRIANGLE_RANGES[triangleIndexOf(packed)]?.id
  if (kind === undefined || quality === undefined || triangles === undefined) {
    throw new RangeError(`not packed facets: ${packed}`)
  }
  const facets = {
    ...{ family: familyOf(packed), quality, nsfw: isNsfw(packed), kind, triangles },
    views: hasViews(packed),
  }
  if (packFacets(facets) !== packed) throw new RangeError(`not packed facets: ${packed}`)
  return facets
}

export const qualityIndexOf = (packed: number): number => packed & 3
export const isNsfw = (packed: number): boolean => ((packed >>> NSFW_AT) & 1) === 1
export const kindIndexOf = (packed: number): number => (packed >>> KIND_AT) & 3
export const triangleIndexOf = (packed: number): number => (packed >>> TRIANGLES_AT) & 7
export const hasViews = (packed: number): boolean => ((packed >>> VIEWS_AT) & 1) === 1
export const familyOf = (packed: number): number => packed >>> FAMILY_AT

/** The range that a number of triangles lies in. */
export function triangleRangeOf(triangles: number): TriangleRange {
  const range = TRIANGLE_RANGES.findLast(({ from }) => triangles >= from)
  if (range === undefined) throw new RangeError(`not a number of triangles: ${triangles}`)
  return range.id
}
