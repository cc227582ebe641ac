import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CubeCounts, countCube, indexCube } from '../../../domain/dataset/count-cube.ts'
import type { Cube } from '../../../domain/dataset/cube.ts'
import {
  familyOf,
  packFacets,
  triangleRangeOf,
  unpackFacets,
} from '../../../domain/dataset/facets.ts'
import { type Filter, matcherOf, WHOLE_DATASET } from '../../../domain/dataset/filter.ts'
import { cubeOf, SOME_FAMILIES, SOME_TAGS, someContent, someFilter } from './some-assets.ts'

const DICTIONARY = { families: SOME_FAMILIES, tags: SOME_TAGS }

const someRow = fc
  .tuple(someContent, fc.boolean())
  .map(([{ family, quality, nsfw, kind, triangles, tags, span }, views]) => ({
    facets: packFacets({
      ...{ family: SOME_FAMILIES.indexOf(family as (typeof SOME_FAMILIES)[number]), quality, nsfw },
      ...{ kind, triangles: triangleRangeOf(triangles), views },
    }),
    tags: tags.map((tag) => SOME_TAGS.indexOf(tag as (typeof SOME_TAGS)[number])),
    span,
  }))
const someRows = fc.array(someRow, { maxLength: 120 })
type SomeRow = typeof someRow extends fc.Arbitrary<infer R> ? R : never

const matching = (rows: readonly SomeRow[], filter: Filter): SomeRow[] => {
  const matches = matcherOf(filter, DICTIONARY)
  return rows.filter(({ facets, tags }) => matches(facets, tags))
}

/** As a tag chooses the cube. */
const counted = (rows: readonly SomeRow[], filter: Filter): CubeCounts =>
  countOf(cubeOf(matching(rows, { ...EVERYTHING, tag: filter.tag })), filter)

const PLACES = new Map<string, number>(SOME_FAMILIES.map((family, place) => [family, place]))
const countOf = (cube: Cube, filter: Filter): CubeCounts =>
  countCube(indexCube(cube, SOME_FAMILIES.length), filter, PLACES)

const byPlace = (sums: Float64Array) => present(Object.fromEntries(sums.entries()))

const EVERYTHING: Filter = { ...WHOLE_DATASET, nsfw: 'include' }

const tally = <K extends string | number>(rows: readonly SomeRow[], keyOf: (facets: number) => K) =>
  Object.fromEntries(
    [...Map.groupBy(rows, ({ facets }) => keyOf(facets))].map(([key, { length }]) => [key, length]),
  )

const present = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))

describe('the counts of a cube', () => {
  test('are those of the rows that the filter means', () => {
    fc.assert(
      fc.property(someRows, someFilter, (rows, filter) => {
        const wanted = matching(rows, filter)
        const counts = counted(rows, filter)
        expect(counts.count).toBe(wanted.length)
        expect(counts.bytes).toBe(wanted.reduce((sum, { span }) => sum + span, 0))
        expect(byPlace(counts.families)).toEqual(tally(wanted, familyOf))
        const facetsOf = (facets: number) => unpackFacets(facets)
        expect(present(counts.qualities)).toEqual(tally(wanted, (f) => facetsOf(f).quality))
        expect(present(counts.kinds)).toEqual(tally(wanted, (f) => facetsOf(f).kind))
        expect(present(counts.triangles)).toEqual(tally(wanted, (f) => facetsOf(f).triangles))
      }),
      { numRuns: 300 },
    )
  })

  test('tell of each facet what the rows are without the word on it', () => {
    fc.assert(
      fc.property(someRows, someFilter, (rows, filter) => {
        const { facets } = counted(rows, filter)
        const open = (changes: Partial<Filter>) => matching(rows, { ...filter, ...changes })
        expect(byPlace(facets.families)).toEqual(tally(open({ families: [] }), familyOf))
        expect(present(facets.qualities)).toEqual(
          tally(open({ qualities: [] }), (packed) => unpackFacets(packed).quality),
        )
        expect(present(facets.kinds)).toEqual(
          tally(open({ kinds: [] }), (packed) => unpackFacets(packed).kind),
        )
        expect(present(facets.triangles)).toEqual(
          tally(open({ triangles: [] }), (packed) => unpackFacets(packed).triangles),
        )
        expect(present(facets.nsfw)).toEqual(
          tally(open({ nsfw: 'include' }), (packed) =>
            unpackFacets(packed).nsfw ? 'marked' : 'unmarked',
          ),
        )
        expect(present(facets.views)).toEqual(
          tally(open({ views: null }), (packed) =>
            unpackFacets(packed).views ? 'with' : 'without',
          ),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('add up to the whole over the values of any facet', () => {
    fc.assert(
      fc.property(someRows, someFilter, (rows, filter) => {
        const { count, families, ...histograms } = counted(rows, filter)
        const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0)
        expect(sum(families)).toBe(count)
        const { qualities, kinds, triangles } = histograms
        for (const histogram of [qualities, kinds, triangles]) {
          expect(sum(Object.values(histogram))).toBe(count)
        }
      }),
    )
  })

  test('keep counts and bytes exact beyond 32 bits', () => {
    const cube = cubeOf([{ facets: 0, span: 512 }])
    const large = {
      ...cube,
      counts: Uint32Array.of(4_000_000_000),
      bytes: Float64Array.of(2 ** 52),
    }
    const { count, bytes } = countOf(large, WHOLE_DATASET)
    expect([count, bytes]).toEqual([4_000_000_000, 2 ** 52])
  })

  test('do not exist for a cube of families that have no name', () => {
    const cube = cubeOf([{ facets: packFacets({ ...unpackFacets(0), family: 9 }), span: 512 }])
    expect(() => countOf(cube, WHOLE_DATASET)).toThrow(RangeError)
  })
})
