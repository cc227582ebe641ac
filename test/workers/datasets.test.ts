import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '../../domain/bytes.ts'
import { priceOf } from '../../domain/license/price.ts'
import { readRecord } from '../../r2/snapshot-store.ts'
import { sha256 } from '../../signing/sha256.ts'
import { previewPath } from '../../workers/assets/preview.ts'
import { FAMILIES_ANSWERED_MAX } from '../../workers/datasets/answer.ts'
import type { CountAnswer, Dataset, DatasetDetail } from '../../workers/datasets/schema.ts'
import type { LoadedSnapshot } from '../../workers/snapshots/load.ts'
import { refusalOf, refused, send, urlOf } from '../fixtures-node.ts'
import { type SomeAsset, syntheticSnapshot } from '../fixtures-snapshot.ts'

const get = (path: string): Promise<Response> => send(new Request(urlOf(path)))
const read = async <T>(path: string): Promise<T> => (await get(path)).json<T>()
const count = (query: string, version = '1.0.0'): Promise<CountAnswer> =>
  read<CountAnswer>(`/v1/datasets/${version}/count?${query}`)

const CHAIRS: readonly SomeAsset[] = Array.from({ length: 6 }, (_, i) => ({
  ...{ family: 'chair', tags: ['chair.n.01', 'furniture.n.01'], triangles: 500 + 1_000 * i },
  quality: i < 4 ? ('medium' as const) : ('superior' as const),
}))
const TABLES: readonly SomeAsset[] = Array.from({ length: 4 }, (_, i) => ({
  ...{ family: 'table', tags: ['table.n.02', 'furniture.n.01'], nsfw: i === 0, span: 2_048 },
  quality: 'high' as const,
}))
const TREES: readonly SomeAsset[] = Array.from({ length: 2 }, () => ({
  ...{ family: 'tree', tags: ['tree.n.01'], kind: 'artist' as const, triangles: 60_000 },
}))

let first: LoadedSnapshot
let second: LoadedSnapshot
const early: Response[] = []
beforeAll(async () => {
  early.push(await get('/v1/datasets/latest'), await get('/v1/datasets'))
  first = await syntheticSnapshot([...CHAIRS, ...TABLES, ...TREES])
  second = await syntheticSnapshot([...CHAIRS, ...TABLES, ...TREES, ...CHAIRS], {
    ...{ version: '1.1.0', parent: '1.0.0' },
  })
})

describe('GET /v1/datasets', () => {
  test('lists the versions, latest first', async () => {
    const { data } = await read<{ data: Dataset[] }>('/v1/datasets')
    expect(data.map(({ version, parent, count: assets }) => [version, parent, assets])).toEqual([
      ['1.1.0', '1.0.0', 18],
      ['1.0.0', null, 12],
    ])
    const { root, recordSha256, publishedAtMs } = first.row
    expect(data[1]).toMatchObject({
      ...{ root, recordSha256, publishedAtMs, bytes: 8 * 43_008 + 4 * 2_048 },
      links: { record: urlOf('/v1/datasets/1.0.0/record.json') },
    })
  })
  test('lists as many as are asked for', async () => {
    const { data } = await read<{ data: Dataset[] }>('/v1/datasets?limit=1')
    expect(data.map(({ version }) => version)).toEqual(['1.1.0'])
  })
  test('is empty before anything is published', async () => {
    expect(await early[1]?.json()).toEqual({ data: [] })
  })
  test.each(['limit=0', 'limit=51', 'limit=x'])('refuses %s', async (query) => {
    expect(await refusalOf(await get(`/v1/datasets?${query}`))).toEqual(
      refused(422, 'REQUEST_INVALID', { path: 'limit' }),
    )
  })
  test('may be read by any page', async () => {
    for (const path of ['', '/latest/count', '/9.0.0', '/latest/count?views=perhaps']) {
      const response = await get(`/v1/datasets${path}`)
      expect([path, response.headers.get('access-control-allow-origin')]).toEqual([path, '*'])
    }
  })
})

describe('GET /v1/datasets/{version}', () => {
  test('names what filters may use, and its files', async () => {
    const detail = await read<DatasetDetail>('/v1/datasets/1.0.0')
    expect(detail.families).toEqual(['chair', 'table', 'tree'])
    expect(detail.tags).toContain('furniture.n.01')
    const [chunk] = detail.files.chunks
    expect(toHex(sha256(await (await send(new Request(chunk?.url ?? ''))).bytes()))).toBe(
      chunk?.sha256,
    )
  })
  test('is the latest one under that name', async () => {
    expect(await read<Dataset>('/v1/datasets/latest')).toMatchObject({
      ...{ version: '1.1.0', root: second.row.root },
    })
  })
  test('is not ready before anything is published', async () => {
    expect(await refusalOf(early[0] as Response)).toEqual(refused(409, 'SNAPSHOT_NOT_READY'))
  })
  test('is not known where it was never published', async () => {
    expect(await refusalOf(await get('/v1/datasets/9.0.0'))).toEqual(
      refused(404, 'SNAPSHOT_UNKNOWN', { version: '9.0.0' }),
    )
  })
  test.each(['v1', '1.0', '01.0.0', 'LATEST', '1.0.0-rc1'])('is not called %s', async (version) => {
    expect(await refusalOf(await get(`/v1/datasets/${version}`))).toEqual(
      refused(422, 'REQUEST_INVALID', { path: 'version' }),
    )
  })
})

describe('GET /v1/datasets/{version}/record.json', () => {
  test('is the stored bytes that licenses name by their hash', async () => {
    const response = await get('/v1/datasets/1.0.0/record.json')
    expect(response.headers.get('content-type')).toContain('application/json')
    expect(response.headers.get('cache-control')).toContain('immutable')
    const bytes = await response.bytes()
    expect(toHex(sha256(bytes))).toBe(first.row.recordSha256)
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(
      await readRecord(env.GEOMETRY, first.row.recordKey),
    )
  })
  test('may not be kept under the name of the latest', async () => {
    const response = await get('/v1/datasets/latest/record.json')
    expect(response.headers.get('cache-control')).toBe('no-cache')
  })
})

describe('GET /v1/datasets/{version}/count', () => {
  test('counts all that is suitable where no filter is given', async () => {
    const answer = await count('')
    expect(answer).toMatchObject({
      ...{ version: '1.0.0', root: first.row.root, count: 11, bytes: 8 * 43_008 + 3 * 2_048 },
      ...{ publishedAtMs: first.row.publishedAtMs, familyCount: 3 },
      histograms: {
        families: { chair: 6, table: 3, tree: 2 },
        qualities: { low: 0, medium: 6, high: 3, superior: 2 },
        kinds: { generated: 9, artist: 2, learned: 0 },
      },
    })
    expect(answer.histograms.triangles).toMatchObject({ '0-999': 1, '50000-99999': 2 })
  })
  test('states the filter in canonical form', async () => {
    const { filter } = await count('qualities=superior,medium&families=tree&families=chair&tag=')
    expect(filter).toEqual({
      ...{ families: ['chair', 'tree'], qualities: ['medium', 'superior'], nsfw: 'exclude' },
      ...{ kinds: [], triangles: [], views: null, tag: null },
    })
  })
  test.each([
    ['families=chair', 6],
    ['families=chair,table', 9],
    ['families=chair&qualities=superior', 2],
    ['nsfw=include', 12],
    ['nsfw=only', 1],
    ['kinds=artist', 2],
    ['triangles=0-999,1000-1999', 5],
    ['views=true', 0],
    ['views=false', 11],
    ['tag=furniture.n.01', 9],
    ['tag=furniture.n.01&families=table&nsfw=include', 4],
    ['tag=unheard-of', 0],
    ['families=tree&kinds=generated', 0],
  ])('counts %s', async (query, expected) => {
    expect((await count(query)).count).toBe(expected)
  })
  test('tells of each field what other values would give', async () => {
    const { facets, histograms } = await count('families=chair&qualities=superior')
    expect(histograms.families).toEqual({ chair: 2 })
    expect(facets.families).toEqual({ chair: 2 })
    expect(facets.qualities).toEqual({ low: 0, medium: 4, high: 0, superior: 2 })
    expect(facets.kinds).toEqual({ generated: 2, artist: 0, learned: 0 })
    expect(facets.nsfw).toEqual({ unmarked: 2, marked: 0 })
    expect(facets.views).toEqual({ without: 2, with: 0 })
  })
  test('shows a family that is asked for even where it has nothing', async () => {
    const { facets } = await count('families=tree&qualities=superior')
    expect(facets.families).toEqual({ chair: 2, tree: 0 })
  })
  test('has a price for each tier and term, in digits', async () => {
    const { prices } = await count('families=chair')
    expect(prices?.version).toBe(1)
    expect(prices?.list).toHaveLength(6)
    for (const { tier, termDays, priceAtoms } of prices?.list ?? []) {
      const { atoms } = priceOf({ count: 6, tier, termDays, atMs: Date.now() })
      expect(priceAtoms).toBe(String(atoms))
    }
  })
  test('has no price and no samples where nothing matches', async () => {
    const answer = await count('families=tree&kinds=generated')
    expect(answer).toMatchObject({ count: 0, bytes: 0, prices: null, samples: [] })
  })
  test('shows ten assets that match, of as many families as there are', async () => {
    const { samples } = await count('')
    expect(samples).toHaveLength(10)
    expect(samples.slice(0, 3).map(({ family }) => family)).toEqual(['chair', 'table', 'tree'])
    expect(samples.every(({ nsfw }) => !nsfw)).toBe(true)
    const [sample] = samples
    expect(sample).toMatchObject({
      ...{ quality: 'medium', kind: 'generated', views: false, triangles: 500, bytes: 40_000 },
      ...{
        tags: ['chair.n.01', 'furniture.n.01'],
        previewUrl: previewPath(sample?.logIndex ?? -1),
      },
    })
  })
  test('shows only assets that match', async () => {
    const { samples } = await count(
      'tag=furniture.n.01&qualities=superior,high&triangles=1000-1999',
    )
    expect(samples.map(({ family, quality }) => [family, quality])).toEqual(
      Array.from({ length: 3 }, () => ['table', 'high']),
    )
  })
  test.each([
    ['qualities=best', 'qualities', 'best', 'low, medium, high, superior'],
    ['qualities=high,,best', 'qualities', 'best', 'low, medium, high, superior'],
    ['nsfw=yes', 'nsfw', 'yes', 'exclude, include, only'],
    ['nsfw=only,include', 'nsfw', 'include', 'exclude, include, only'],
    ['kinds=scanned', 'kinds', 'scanned', 'generated, artist, learned'],
    ['views=1', 'views', '1', 'true, false'],
    ['families=chair,chiar', 'families', 'chiar', 'chair, table, tree'],
    ['tag=a&tag=b', 'tag', 'b', ''],
    [`tag=${'a'.repeat(65)}`, 'tag', 'a'.repeat(65), ''],
    ['triangles=0-500', 'triangles', '0-500', '0-999, 1000-1999'],
  ])('refuses %s and says what is allowed', async (query, field, value, allowed) => {
    const response = await get(`/v1/datasets/1.0.0/count?${query}`)
    expect(await refusalOf(response)).toEqual(
      refused(422, 'FILTER_INVALID', {
        ...{ field, value },
        allowed: expect.stringContaining(allowed),
      }),
    )
  })
  test('refuses a field that filters do not have', async () => {
    const response = await get('/v1/datasets/1.0.0/count?quality=high')
    expect(await refusalOf(response)).toEqual(
      refused(422, 'REQUEST_INVALID', { issue: expect.stringContaining('quality') }),
    )
  })
  test('refuses more families than a filter may name', async () => {
    const names = Array.from({ length: 101 }, (_, i) => `f${i}`).join(',')
    const response = await get(`/v1/datasets/1.0.0/count?families=${names}`)
    expect(await refusalOf(response)).toEqual(
      refused(422, 'FILTER_INVALID', { field: 'families', value: 'f100' }),
    )
  })
  test('names the largest of many families, and those that the filter names', async () => {
    const many = Array.from({ length: 250 }, (_, i) => ({ family: `family ${i}` }))
    await syntheticSnapshot([...many, ...many.slice(240)], { version: '0.2.0' })
    const whole = await count('', '0.2.0')
    expect(Object.keys(whole.histograms.families)).toHaveLength(FAMILIES_ANSWERED_MAX)
    expect(Object.entries(whole.histograms.families)[0]).toEqual(['family 240', 2])
    expect([whole.familyCount, whole.count]).toEqual([250, 260])
    const { facets } = await count('families=family 239', '0.2.0')
    expect(Object.keys(facets.families)).toHaveLength(FAMILIES_ANSWERED_MAX)
    expect(facets.families['family 239']).toBe(1)
  })
  test('is a fault, and no count of zero, where the cube is missing', async () => {
    await syntheticSnapshot(TREES, { version: '0.1.0' })
    await env.CATALOG.prepare("DELETE FROM cube_page WHERE version = '0.1.0'").run()
    expect((await get('/v1/datasets/0.1.0/count')).status).toBe(500)
  })
})
