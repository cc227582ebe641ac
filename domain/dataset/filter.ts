import {
  ASSET_KINDS,
  type AssetKind,
  familyOf,
  hasViews,
  isNsfw,
  kindIndexOf,
  QUALITIES,
  type Quality,
  qualityIndexOf,
  TRIANGLE_RANGE_IDS,
  type TriangleRange,
  triangleIndexOf,
} from './facets.ts'

/** What a filter says of unsuitable assets: without them, with them, nothing but them. */
export const NSFW_RULES = ['exclude', 'include', 'only'] as const

/** Of a family or a tag. */
export const FILTER_NAME_LENGTH_MAX = 64

/**
 * Which assets of a snapshot are meant. Values of one list are alternatives, different fields all
 * hold; an empty list, or null, allows everything.
 */
export interface Filter {
  readonly families: readonly string[]
  readonly qualities: readonly Quality[]
  readonly nsfw: (typeof NSFW_RULES)[number]
  readonly kinds: readonly AssetKind[]
  readonly triangles: readonly TriangleRange[]
  readonly views: boolean | null
  readonly tag: string | null
}

export const WHOLE_DATASET: Filter = {
  ...{ families: [], qualities: [], nsfw: 'exclude', kinds: [], triangles: [] },
  ...{ views: null, tag: null },
}

/** What names stand for in one snapshot: positions in these lists are what rows hold. */
export interface Dictionary {
  readonly families: readonly string[]
  readonly tags: readonly string[]
}

/** Whether a row is meant, by its packed facets and the tags of its asset. */
export type RowFilter = (facets: number, tags: ArrayLike<number>) => boolean

/** The filter with lists sorted, without repetitions: equal filters have one text. */
export function canonicalFilter(filter: Filter): Filter {
  const inOrder = <T extends string>(values: readonly T[], order: readonly T[]): T[] =>
    order.filter((value) => values.includes(value))
  return {
    families: [...new Set(filter.families)].sort(),
    qualities: inOrder(filter.qualities, QUALITIES),
    nsfw: filter.nsfw,
    kinds: inOrder(filter.kinds, ASSET_KINDS),
    triangles: inOrder(filter.triangles, TRIANGLE_RANGE_IDS),
    ...{ views: filter.views, tag: filter.tag },
  }
}

/** One text for all spellings of a filter: keys in the order of the interface, no white space. */
export function formatFilter(filter: Filter): string {
  return JSON.stringify(canonicalFilter(filter))
}

/** A tag that the snapshot does not know is on none of its assets. */
export function matcherOf(filter: Filter, dictionary: Dictionary): RowFilter {
  const facetsMatch = facetMatcherOf(filter, dictionary)
  if (filter.tag === null) return facetsMatch
  const tag = dictionary.tags.indexOf(filter.tag)
  if (tag < 0) return () => false
  return (facets, tags) => facetsMatch(facets) && includes(tags, tag)
}

/** The part of a filter that packed facets decide; its tag is left out. */
export function facetMatcherOf(
  filter: Filter,
  { families }: Pick<Dictionary, 'families'>,
): (facets: number) => boolean {
  const isFamily = membership(filter.families, families)
  const isQuality = membership(filter.qualities, QUALITIES)
  const isKind = membership(filter.kinds, ASSET_KINDS)
  const isRange = membership(filter.triangles, TRIANGLE_RANGE_IDS)
  const { nsfw, views } = filter
  return (facets) =>
    isFamily[familyOf(facets)] === 1 &&
    isQuality[qualityIndexOf(facets)] === 1 &&
    isKind[kindIndexOf(facets)] === 1 &&
    isRange[triangleIndexOf(facets)] === 1 &&
    (nsfw === 'include' || isNsfw(facets) === (nsfw === 'only')) &&
    (views === null || hasViews(facets) === views)
}

/** One byte a value: whether it is allowed. */
function membership(wanted: readonly string[], values: readonly string[]): Uint8Array {
  return Uint8Array.from(values, (value) => Number(wanted.length === 0 || wanted.includes(value)))
}

function includes(values: ArrayLike<number>, wanted: number): boolean {
  for (let i = 0; i < values.length; i += 1) if (values[i] === wanted) return true
  return false
}
