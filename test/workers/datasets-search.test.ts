import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { SearchAnswer } from '../../workers/datasets/schema.ts'
import { refusalOf, refused, send, urlOf } from '../fixtures-node.ts'
import { type SomeAsset, syntheticSnapshot } from '../fixtures-snapshot.ts'

const get = (path: string): Promise<Response> => send(new Request(urlOf(path)))
const searchPath = (q: string, filter = '') =>
  `/v1/datasets/1.0.0/search?q=${encodeURIComponent(q)}&${filter}`
const search = async (q: string, filter?: string): Promise<SearchAnswer> =>
  (await get(searchPath(q, filter))).json<SearchAnswer>()
const found = async (q: string, filter?: string): Promise<string[]> =>
  (await search(q, filter)).data.map(({ caption }) => caption).sort()

const ASSETS: readonly SomeAsset[] = [
  { caption: 'a wooden chair with four legs', family: 'chair', quality: 'high' },
  { caption: 'a red chair', family: 'chair', tags: ['armchair.n.01'], nsfw: true },
  { caption: 'a wooden table', family: 'table', tags: ['table.n.02'] },
  { caption: 'a café table, NOT a chair', family: 'table', tags: ['table.n.02'] },
]

beforeAll(async () => {
  await syntheticSnapshot(ASSETS)
  // The same index holds the samples of all versions.
  await syntheticSnapshot([...ASSETS, ...ASSETS], { version: '1.1.0', parent: '1.0.0' })
})

describe('the search in a version', () => {
  test('finds captions that have all words, in any order and case', async () => {
    expect(await found('CHAIR wooden')).toEqual(['a wooden chair with four legs'])
  })
  test('finds tags, and the beginning of the last word', async () => {
    expect(await found('table.n.02')).toEqual(['a café table, NOT a chair', 'a wooden table'])
    expect(await found('wooden cha')).toEqual(['a wooden chair with four legs'])
    expect(await found('woo chair')).toEqual([])
  })
  test('finds letters with and without accents', async () => {
    expect(await found('cafe')).toEqual(['a café table, NOT a chair'])
    expect(await found('Café')).toEqual(['a café table, NOT a chair'])
  })
  test('says in how large a sample it looked', async () => {
    expect(await search('chair')).toMatchObject({ version: '1.0.0', sampleSize: 4 })
  })
  test('is narrowed by a filter, which leaves out what is unsuitable', async () => {
    expect(await found('chair', 'families=chair')).toEqual(['a wooden chair with four legs'])
    expect(await found('chair', 'families=chair&nsfw=only')).toEqual(['a red chair'])
    expect(await found('chair', 'nsfw=include&tag=armchair.n.01')).toEqual(['a red chair'])
    expect(await found('wooden', 'qualities=high')).toEqual(['a wooden chair with four legs'])
  })
  test('ends at fifty assets', async () => {
    const many = Array.from({ length: 60 }, () => ({ caption: 'a pebble' }))
    await syntheticSnapshot(many, { version: '2.0.0' })
    const answer = await get('/v1/datasets/2.0.0/search?q=pebble')
    expect((await answer.json<SearchAnswer>()).data).toHaveLength(50)
  })
  test.each(['', '   ', '"', '***', '-- ;', '()', '\u0000'])(
    'finds nothing for %j, which has no words',
    async (q) => {
      expect(await found(q)).toEqual([])
    },
  )
  test.each([
    ['chair NOT red', 'nsfw=include', ['a café table, NOT a chair']],
    ['wooden OR red', 'nsfw=include', []],
    ['caption:chair', '', []],
    ['chair" OR "table', '', []],
    ['NEAR(wooden chair)', '', []],
    ['wooden*', '', ['a wooden chair with four legs', 'a wooden table']],
    ["'; DROP TABLE sample; --", '', []],
  ])('takes %j for words, not for operators', async (q, filter, expected) => {
    const captions = await found(q, filter)
    expect(captions.filter((caption) => !expected.includes(caption))).toEqual([])
  })
  test('answers whatever is asked for', async () => {
    const texts = fc.oneof(
      fc.string({ maxLength: 40, unit: 'binary' }),
      fc.string({ maxLength: 40, unit: fc.constantFrom(...'"*^(){}:+-,. aOR\'\\\u0000é𞤀') }),
    )
    await fc.assert(
      fc.asyncProperty(texts, async (q) => {
        expect((await get(searchPath(q))).status).toBe(200)
      }),
      { numRuns: 150 },
    )
  })
  test('is refused without words, with too many of them, and with what a filter cannot be', async () => {
    const path = '/v1/datasets/1.0.0/search'
    expect(await refusalOf(await get(path))).toEqual(refused(422, 'REQUEST_INVALID', { path: 'q' }))
    expect(await refusalOf(await get(`${path}?q=${'a'.repeat(201)}`))).toEqual(
      refused(422, 'REQUEST_INVALID', { path: 'q' }),
    )
    expect(await refusalOf(await get(`${path}?q=a&nsfw=maybe`))).toEqual(
      refused(422, 'FILTER_INVALID', { field: 'nsfw' }),
    )
    expect(await refusalOf(await get(`${path}?q=a&families=lamp`))).toEqual(
      refused(422, 'FILTER_INVALID', { field: 'families', value: 'lamp' }),
    )
    expect(await refusalOf(await get('/v1/datasets/7.0.0/search?q=a'))).toEqual(
      refused(404, 'SNAPSHOT_UNKNOWN'),
    )
  })
})
