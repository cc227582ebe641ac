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
  TRIANGLE_RANGE_IDS,
  type TriangleRange,
  triangleIndexOf,
} from './facets.ts'
import { type Filter, facetMatcherOf } from './filter.ts'

/** Of each facet, how many assets there would be of each value without the filter's word on it. */
export interface FacetCounts {
  readonly families: Float64Array
  readonly qualities: Readonly<Record<Quality, number>>
  readonly nsfw: Readonly<Record<'unmarked' | 'marked', number>>
  readonly kinds: Readonly<Record<AssetKind, number>>
  readonly triangles: Readonly<Record<TriangleRange, number>>
  readonly views: Readonly<Record<'without' | 'with', number>>
}

export interface CubeCounts extends CubeTotals {
  readonly facets: FacetCounts
}

/** Combinations of the facets but the family. They are so few that sums of each are a short list. */
const COMBINATIONS = 1 << FACET_BITS

interface Sums {
  readonly counts: Float64Array
  readonly bytes: Float64Array
}

/** A cube laid out for counting: the cells of a family follow each other. */
export interface CubeIndex {
  /** Where the cells of each family start, and where the last ones end. */
  readonly starts: Uint32Array
  /** Of each cell, its facets but the family. */
  readonly combinations: Uint16Array
  readonly counts: Uint32Array
  readonly bytes: Float64Array
  /** Of all families together, by combination. */
  readonly whole: Sums
}

/** How much memory an index takes. */
export const indexBytes = ({ starts, combinations, counts, bytes, whole }: CubeIndex): number =>
  [starts, combinations, counts, bytes, whole.counts, whole.bytes].reduce(
    (sum, { byteLength }) => sum + byteLength,
    0,
  )

/** Throws RangeError for cells of families that are not among so many. */
export function indexCube({ facets, counts, bytes }: Cube, families: number): CubeIndex {
  // Cells are in order, and families are their first bits.
  if (facets.length > 0 && familyOf(facets.at(-1) ?? 0) >= families) {
    throw new RangeError('the cube has families that the snapshot does not name')
  }
  const starts = new Uint32Array(families + 1)
  for (const packed of facets) {
    const next = familyOf(packed) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let family = 1; family <= families; family += 1) {
    starts[family] = (starts[family] ?? 0) + (starts[family - 1] ?? 0)
  }
  const combinations = new Uint16Array(facets.length)
  for (let at = 0; at < facets.length; at += 1) {
    combinations[at] = (facets[at] ?? 0) & (COMBINATIONS - 1)
  }
  const whole = { counts: new Float64Array(COMBINATIONS), bytes: new Float64Array(COMBINATIONS) }
  const index = { starts, combinations, counts, bytes, whole }
  addCells(whole, index, { from: 0, to: facets.length })
  return index
}

/**
 * What the cells add up to that a filter allows, and what they would without one of its fields.
 * `places` are the families' positions. The filter's tag is left out: it chooses the cube.
 */
export function countCube(
  index: CubeIndex,
  filter: Filter,
  places: ReadonlyMap<string, number>,
): CubeCounts {
  const wanted = filter.families.flatMap((name) => places.get(name) ?? [])
  const sums = filter.families.length === 0 ? index.whole : sumFamilies(index, wanted)
  const counted = (changes: Partial<Filter> = {}) => countsOf(sums, { ...filter, ...changes })
  const { count, bytes, qualities, kinds, triangles } = counted()
  const families = countFamilies(index, facetTable(filter))
  return {
    ...{ count, bytes, qualities, kinds, triangles },
    families: filter.families.length === 0 ? families : only(families, wanted),
    facets: {
      families,
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
  return Uint8Array.from({ length: COMBINATIONS }, (_, facets) => Number(matches(facets)))
}

function sumFamilies(index: CubeIndex, families: readonly number[]): Sums {
  const sums = { counts: new Float64Array(COMBINATIONS), bytes: new Float64Array(COMBINATIONS) }
  for (const family of families) {
    const { [family]: from = 0, [family + 1]: to = 0 } = index.starts
    addCells(sums, index, { from, to })
  }
  return sums
}

function addCells(
  sums: Sums,
  { combinations, counts, bytes }: Pick<CubeIndex, 'combinations' | 'counts' | 'bytes'>,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  for (let at = from; at < to; at += 1) {
    const combination = combinations[at] ?? 0
    sums.counts[combination] = (sums.counts[combination] ?? 0) + (counts[at] ?? 0)
    sums.bytes[combination] = (sums.bytes[combination] ?? 0) + (bytes[at] ?? 0)
  }
}

/** Runs over every cell: nothing may be made here, and no branch depends on what a cell holds. */
function countFamilies(index: CubeIndex, isAllowed: Uint8Array): Float64Array {
  const { starts, combinations, counts } = index
  const families = new Float64Array(starts.length - 1)
  for (let family = 0; family < families.length; family += 1) {
    const end = starts[family + 1] ?? 0
    let assets = 0
    for (let at = starts[family] ?? 0; at < end; at += 1) {
      assets += (counts[at] ?? 0) * (isAllowed[combinations[at] ?? 0] ?? 0)
    }
    families[family] = assets
  }
  return families
}

function only(families: Float64Array, wanted: readonly number[]): Float64Array {
  const kept = new Float64Array(families.length)
  for (const family of wanted) kept[family] = families[family] ?? 0
  return kept
}

function countsOf({ counts, bytes }: Sums, filter: Filter) {
  const isAllowed = facetTable(filter)
  const kept = counts.map((assets, facets) => assets * (isAllowed[facets] ?? 0))
  const keptBytes = bytes.map((sum, facets) => sum * (isAllowed[facets] ?? 0))
  const histogram = <Name extends string>(
    names: readonly Name[],
    positionOf: (facets: number) => number,
  ): Record<Name, number> => {
    const sums = new Float64Array(COMBINATIONS)
    for (let facets = 0; facets < COMBINATIONS; facets += 1) {
      const position = positionOf(facets)
      sums[position] = (sums[position] ?? 0) + (kept[facets] ?? 0)
    }
    const entries = names.map((name, position): [Name, number] => [name, sums[position] ?? 0])
    return Object.fromEntries(entries) as Record<Name, number>
  }
  return {
    ...{ count: kept.reduce(add, 0), bytes: keptBytes.reduce(add, 0) },
    qualities: histogram(QUALITIES, qualityIndexOf),
    nsfw: histogram(['unmarked', 'marked'], (facets) => Number(isNsfw(facets))),
    kinds: histogram(ASSET_KINDS, kindIndexOf),
    triangles: histogram(TRIANGLE_RANGE_IDS, triangleIndexOf),
    views: histogram(['without', 'with'], (facets) => Number(hasViews(facets))),
  }
}

const add = (one: number, other: number): number => one + other
