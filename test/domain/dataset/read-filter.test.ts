import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalFilter, type Filter, WHOLE_DATASET } from '../../../domain/dataset/filter.ts'
import { parseFilter } from '../../../domain/dataset/parse-filter.ts'
import { type FilterWords, readFilter } from '../../../domain/dataset/read-filter.ts'
import { someFilter } from './some-assets.ts'

const inWords = ({ nsfw, views, tag, ...lists }: Filter): FilterWords => ({
  ...lists,
  nsfw: [nsfw],
  views: views === null ? [] : [String(views)],
  tag: tag === null ? [] : [tag],
})

describe('a filter in words', () => {
  test('is the filter in canonical form, whatever the order of its words', () => {
    fc.assert(
      fc.property(someFilter, (filter) => {
        const { families = [], qualities = [], ...words } = inWords(filter)
        const shuffled = {
          families: [...families, ...families].reverse(),
          qualities: [...qualities].reverse(),
        }
        const reading = readFilter({ ...words, ...shuffled })
        expect(reading).toEqual({ status: 'read', filter: canonicalFilter(filter) })
        if (reading.status === 'read') expect(parseFilter(reading.filter)).toEqual(reading.filter)
      }),
    )
  })
  test('is the whole dataset, but what is unsuitable, where nothing is said', () => {
    expect(readFilter({})).toEqual({ status: 'read', filter: WHOLE_DATASET })
    const silent = { families: [], qualities: [], nsfw: [], kinds: [], triangles: [], views: [] }
    expect(readFilter({ ...silent, tag: [] })).toEqual({ status: 'read', filter: WHOLE_DATASET })
  })
  test.each<[string, FilterWords, string]>([
    ['qualities', { qualities: ['high', 'High'] }, 'High'],
    ['nsfw', { nsfw: ['none'] }, 'none'],
    ['nsfw', { nsfw: ['only', 'exclude'] }, 'exclude'],
    ['kinds', { kinds: ['__proto__'] }, '__proto__'],
    ['triangles', { triangles: ['100000'] }, '100000'],
    ['views', { views: ['TRUE'] }, 'TRUE'],
    ['tag', { tag: [''] }, ''],
    ['families', { families: ['x'.repeat(65)] }, 'x'.repeat(65)],
  ])('names the first value that %s may not have', (field, words, value) => {
    expect(readFilter(words)).toEqual({ status: 'invalid', field, value })
  })
})
