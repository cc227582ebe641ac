import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packFacets, unpackFacets } from '../../../domain/dataset/facets.ts'
import {
  canonicalFilter,
  type Filter,
  formatFilter,
  matcherOf,
  WHOLE_DATASET,
} from '../../../domain/dataset/filter.ts'
import { someFacets, someFilter } from './arbitraries.ts'

const DICTIONARY = { families: ['table', 'chair', 'é"'], tags: ['wood', 'chair.n.01'] }
const someKnownFacets = someFacets.map((facets) => ({ ...facets, family: facets.family % 3 }))

/** What a filter says, read field by field. */
function means(filter: Filter, facets: number, tags: readonly number[]): boolean {
  const { family, quality, nsfw, kind, triangles, views } = unpackFacets(facets)
  const allows = <T>(values: readonly T[], value: T) =>
    values.length === 0 || values.includes(value)
  return (
    allows<string | undefined>(filter.families, DICTIONARY.families[family]) &&
    allows(filter.qualities, quality) &&
    allows(filter.kinds, kind) &&
    allows(filter.triangles, triangles) &&
    { exclude: !nsfw, include: true, only: nsfw }[filter.nsfw] &&
    (filter.views === null || filter.views === views) &&
    (filter.tag === null || tags.some((tag) => DICTIONARY.tags[tag] === filter.tag))
  )
}

describe('a filter', () => {
  test('matches exactly what its fields say', () => {
    const someTags = fc.uniqueArray(fc.nat(1))
    fc.assert(
      fc.property(someFilter, someKnownFacets, someTags, (filter, facets, tags) => {
        const packed = packFacets(facets)
        expect(matcherOf(filter, DICTIONARY)(packed, tags)).toBe(means(filter, packed, tags))
      }),
    )
  })
  test('has one text, whatever the order and the repetitions of its lists', () => {
    fc.assert(
      fc.property(someFilter, (filter) => {
        const twisted = {
          ...filter,
          families: [...filter.families, ...filter.families].reverse(),
          qualities: [...filter.qualities].reverse(),
          kinds: [...filter.kinds, ...filter.kinds],
          triangles: [...filter.triangles].reverse(),
        }
        expect(formatFilter(twisted)).toBe(formatFilter(filter))
      }),
    )
  })
  test('in its canonical form is the same filter, and stays as it is', () => {
    fc.assert(
      fc.property(someFilter, someKnownFacets, (filter, facets) => {
        const canonical = canonicalFilter(filter)
        expect(canonicalFilter(canonical)).toEqual(canonical)
        expect(JSON.parse(formatFilter(filter))).toEqual(canonical)
        const packed = packFacets(facets)
        const matches = matcherOf(filter, DICTIONARY)(packed, [0])
        expect(matcherOf(canonical, DICTIONARY)(packed, [0])).toBe(matches)
      }),
    )
  })
  test('of the whole dataset leaves out what is marked NSFW', () => {
    fc.assert(
      fc.property(someKnownFacets, (facets) => {
        const matches = matcherOf(WHOLE_DATASET, DICTIONARY)(packFacets(facets), [])
        expect(matches).toBe(!facets.nsfw)
      }),
    )
  })
  test('of a family or a tag that the snapshot does not know matches nothing', () => {
    const facets = packFacets(unpackFacets(0))
    const unknownFamily = { ...WHOLE_DATASET, families: ['sofa'] }
    expect(matcherOf(unknownFamily, DICTIONARY)(facets, [])).toBe(false)
    const unknownTag = { ...WHOLE_DATASET, tag: 'sofa.n.01' }
    expect(matcherOf(unknownTag, DICTIONARY)(facets, [0, 1])).toBe(false)
  })
})
