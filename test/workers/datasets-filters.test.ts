import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../domain/dataset/chunk.ts'
import { indexBytes, indexCube } from '../../domain/dataset/count-cube.ts'
import { type Filter, matcherOf, WHOLE_DATASET } from '../../domain/dataset/filter.ts'
import type { Row } from '../../domain/dataset/row.ts'
import { Refusal } from '../../domain/errors.ts'
import { readChunk } from '../../r2/snapshot-store.ts'
import { countMatching } from '../../workers/datasets/count.ts'
import { createCubeCache } from '../../workers/datasets/cubes.ts'
import { FilterBody } from '../../workers/datasets/filter-schema.ts'
import type { CountAnswer } from '../../workers/datasets/schema.ts'
import type { LoadedSnapshot } from '../../workers/snapshots/load.ts'
import { cubeOf, SOME_FAMILIES, someContent, someFilter } from '../domain/dataset/some-assets.ts'
import { send, urlOf } from '../fixtures-node.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

let snapshot: LoadedSnapshot
let rows: Row[]
beforeAll(async () => {
  const assets = fc.sample(someContent, { numRuns: 400, seed: 7 })
  const named = SOME_FAMILIES.map((family) => ({ family }))
  snapshot = await syntheticSnapshot([...named, ...assets])
  const chunks = await Promise.all(
    snapshot.record.chunks.map(({ key }) => readChunk(env.GEOMETRY, key)),
  )
  rows = chunks.flatMap((chunk) => [...rowsOf(chunk)].map(({ row }) => row))
})

/** The filter as a query string, by its letter. */
function queryOf({ nsfw, views, tag, ...lists }: Filter): string {
  const query = new URLSearchParams({ nsfw, views: String(views ?? ''), tag: tag ?? '' })
  for (const [field, values] of Object.entries(lists)) query.set(field, values.join(','))
  return query.toString()
}

describe('the count of a filter', () => {
  test('is what the rows say, for any filter', async () => {
    await fc.assert(
      fc.asyncProperty(someFilter, async (filter) => {
        const matches = matcherOf(filter, snapshot.record)
        const wanted = rows.filter(({ facets, tags }) => matches(facets, tags))
        const response = await send(
          new Request(urlOf(`/v1/datasets/latest/count?${queryOf(filter)}`)),
        )
        const answer = await response.json<CountAnswer>()
        expect(answer.count).toBe(wanted.length)
        expect(answer.bytes).toBe(wanted.reduce((sum, { span }) => sum + span, 0))
        const shown = new Set(wanted.map(({ sha256 }) => sha256))
        expect(answer.samples.filter(({ sha256 }) => !shown.has(sha256))).toEqual([])
        expect(answer.samples).toHaveLength(Math.min(10, wanted.length))
      }),
      { numRuns: 100 },
    )
  })
})

describe('a filter as JSON', () => {
  test('is the filter in canonical form, with every field optional', () => {
    expect(FilterBody.parse({})).toEqual(WHOLE_DATASET)
    expect(
      FilterBody.parse({ qualities: ['high', 'low', 'high'], views: false, tag: null }),
    ).toEqual({ ...WHOLE_DATASET, qualities: ['low', 'high'], views: false })
  })
  test('is refused for a value that a field cannot have', () => {
    const context = { field: 'kinds', value: 'ai', allowed: 'generated, artist, learned' }
    expect(() => FilterBody.parse({ kinds: ['artist', 'ai'] })).toThrow(
      new Refusal('FILTER_INVALID', context),
    )
  })
  test.each([{ family: ['chair'] }, { families: 'chair' }, { views: 'true' }, { tag: 7 }])(
    'is malformed as %j',
    (body) => {
      expect(FilterBody.safeParse(body).success).toBe(false)
    },
  )
})

describe('the cubes that an isolate keeps', () => {
  test('are read once', async () => {
    const filter = { ...WHOLE_DATASET, tag: 'wooden' }
    const before = await countMatching(env, snapshot.record, filter)
    await env.CATALOG.prepare("DELETE FROM cube_page WHERE tag = 'wooden'").run()
    expect(await countMatching(env, snapshot.record, filter)).toEqual(before)
  })
  test('make room for others, the least recently used first', () => {
    const cubeOfCells = (cells: number) =>
      indexCube(cubeOf(Array.from({ length: cells }, (_, facets) => ({ facets, span: 512 }))), 1)
    const cache = createCubeCache(3 * indexBytes(cubeOfCells(2)))
    const kept = () => ['a', 'b', 'c', 'd', 'e'].filter((key) => cache.get(key))
    cache.add('a', cubeOfCells(2))
    cache.add('b', cubeOfCells(2))
    cache.add('c', cubeOfCells(2))
    cache.get('a')
    cache.add('a', cubeOfCells(2))
    cache.add('d', cubeOfCells(2))
    expect(kept()).toEqual(['a', 'c', 'd'])
    cache.add('e', cubeOfCells(4_000))
    expect(kept()).toEqual(['a', 'c', 'd'])
    cache.add('e', cubeOfCells(500))
    expect(kept()).toEqual(['d', 'e'])
  })
})
