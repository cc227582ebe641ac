import type { Cube, CubeTotals } from './cube.ts'
import {
  ASSET_KINDS,
  type AssetKind,
  FACET_BITS,
  familyOf,
  hasViews,
  isNsfw,
  kindIndexOf,
  QUALITIES,
  type Quality,
  qualityIndexOf,
  TRIANGLE_RANGES,
  type TriangleRange,
  triangleIndexOf,
} from './facets.ts'
import { type Dictionary, type Filter, facetMatcherOf } from './filter.ts'

/** Of each facet, how many assets there would be of each value without the filter's word on it. */
export interface FacetCounts {
  readonly families: ReadonlyMap<number, number>
  readonly qualities: Readonly<Record<Quality, number>>
  readonly nsfw: Readonly<Record<'unmarked' | 'marked', number>>
  readonly kinds: Readonly<Record<AssetKind, number>>
  readonly triangles: Readonly<Record<TriangleRange, number>>
  readonly views: Readonly<Record<'without' | 'with', number>>
}

export interface CubeCounts extends CubeTotals {
  readonly facets: FacetCounts
}

/** Sums by all facets but the family, which are so few that they are a position in a short list. */
interface Sums {
  readonly counts: Float64Array
  readonly bytes: Float64Array
  /** Of each family, assets that the other facets allow. */
  readonly families: Float64Array
}

const RANGE_IDS = TRIANGLE_RANGES.map(({ id }) => id)

/**
 * What the cells add up to that a filter allows, and what they would without one of its fields, in
 * one pass. The filter's tag is left out: it chooses the cube.
 */
export function countCube(
  cube: Cube,
  filter: Filter,
  { families }: Pick<Dictionary, 'families'>,
): CubeCounts {
  // Cells are in order, and families are their first bits.
  if (familyOf(cube.facets.at(-1) ?? 0) >= families.length && cube.facets.length > 0) {
    throw new RangeError('the cube has families that the snapshot does not name')
  }
  const wanted = new Set(filter.families)
  const isWanted = Uint8Array.from(families, (name) =>
    Number(wanted.size === 0 || wanted.has(name)),
  )
  const sums = sumCells(cube, isWanted, facetTable(filter))
  const counted = (changes: Partial<Filter> = {}) => countsOf(sums, { ...filter, ...changes })
  const all = counted()
  const ofFamilies = [...sums.families.entries()].filter(([, assets]) => assets > 0)
  return {
    ...{ count: all.count, bytes: all.bytes },
    families: new Map(ofFamilies.filter(([family]) => isWanted[family] === 1)),
    ...{ qualities: all.qualities, kinds: all.kinds, triangles: all.triangles },
    facets: {
      families: new Map(ofFamilies),
      qualities: counted({ qualities: [] }).qualities,
      nsfw: counted({ nsfw: 'include' }).nsfw,
      kinds: counted({ kinds: [] }).kinds,
      triangles: counted({ triangles: [] }).triangles,
      views: counted({ views: null }).views,
    },
  }
}

/** For each combination of the facets other than the family, 1 where the filter allows it. */
export function facetTable(filter: Filter): Uint8Array {
  const matches = facetMatcherOf({ ...filter, families: [] }, { families: [''] })
  return Uint8Array.from({ length: 1 << FACET_BITS }, (_, facets) => Number(matches(facets)))
}

/** Runs over every cell: nothing may be made or looked up here but by position. */
function sumCells(cube: Cube, isWanted: Uint8Array, isAllowed: Uint8Array): Sums {
  const counts = new Float64Array(isAllowed.length)
  const bytes = new Float64Array(isAllowed.length)
  const families = new Float64Array(isWanted.length)
  const cells = cube.facets.length
  const lowBits = isAllowed.length - 1
  for (let at = 0; at < cells; at += 1) {
    const facets = cube.facets[at] ?? 0
    const family = familyOf(facets)
    const low = facets & lowBits
    const assets = cube.counts[at] ?? 0
    if (isAllowed[low] === 1) families[family] = (families[family] ?? 0) + assets
    if (isWanted[family] === 1) {
      counts[low] = (counts[low] ?? 0) + assets
      bytes[low] = (bytes[low] ?? 0) + (cube.bytes[at] ?? 0)
    }
  }
  return { counts, bytes, families }
}

function countsOf({ counts, bytes }: Sums, filter: Filter) {
  const isAllowed = facetTable(filter)
  const kept = counts.map((assets, facets) => (isAllowed[facets] === 1 ? assets : 0))
  const keptBytes = bytes.map((sum, facets) => (isAllowed[facets] === 1 ? sum : 0))
  const histogram = <Name extends string>(
    names: readonly Name[],
    positionOf: (facets: number) => number,
  ): Record<Name, number> => {
    const sums = new Float64Array(1 << FACET_BITS)
    for (const [facets, assets] of kept.entries()) {
      const position = positionOf(facets)
      sums[position] = (sums[position] ?? 0) + assets
    }
    const entries = names.map((name, position): [Name, number] => [name, sums[position] ?? 0])
    return Object.fromEntries(entries) as Record<Name, number>
  }
  return {
    ...{ count: kept.reduce(add, 0), bytes: keptBytes.reduce(add, 0) },
    qualities: histogram(QUALITIES, qualityIndexOf),
    nsfw: histogram(['unmarked', 'marked'], (facets) => Number(isNsfw(facets))),
    kinds: histogram(ASSET_KINDS, kindIndexOf),
    triangles: histogram(RANGE_IDS, triangleIndexOf),
    views: histogram(['without', 'with'], (facets) => Number(hasViews(facets))),
  }
}

const add = (one: number, other: number): number => one + other
