import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../domain/dataset/chunk.ts'
import { type Filter, matcherOf, WHOLE_DATASET } from '../../domain/dataset/filter.ts'
import { batchId } from '../../domain/ids.ts'
import { formatCursor } from '../../domain/license/cursor.ts'
import { readChunk } from '../../r2/snapshot-store.ts'
import { RecipePage, SHARDS_MAX, ShardPage } from '../../workers/delivery/schema.ts'
import type { Problem } from '../../workers/oracle/schema.ts'
import type { LoadedSnapshot } from '../../workers/snapshots/load.ts'
import { askFor, licenseFor, type TestLicense } from '../fixtures-license.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

const ROWS = 36_000
/** So that a batch lies in two chunks. */
const BATCH_COUNT = 100
const PAGES_MAX = 400

const family = (name: string): Filter => ({ ...WHOLE_DATASET, families: [name] })

/** Vases are at the end only; every third batch is all tables; lamps are among chairs. */
function familyAt(at: number): string {
  if (at >= ROWS - 50) return 'vase'
  if (Math.floor(at / BATCH_COUNT) % 3 === 0) return 'table'
  return at % 7 === 0 ? 'lamp' : 'chair'
}

let snapshot: LoadedSnapshot
beforeAll(async () => {
  snapshot = await syntheticSnapshot(
    Array.from({ length: ROWS }, (_, at) => ({ family: familyAt(at) })),
    { batchCount: BATCH_COUNT },
  )
})

/** Every licensed asset by batch and position, in the order of rows. */
async function selectionOf(filter: Filter): Promise<string[]> {
  const matches = matcherOf(filter, snapshot.record)
  const chunks = await Promise.all(
    snapshot.record.chunks.map(({ key }) => readChunk(env.GEOMETRY, key)),
  )
  return chunks.flatMap((chunk) =>
    [...rowsOf(chunk)]
      .filter(({ row }) => matches(row.facets, row.tags))
      .map(({ row }) => `${batchId(row.batchNumber)} ${row.index}`),
  )
}

async function pagesOf<Page extends ShardPage | RecipePage>(
  license: TestLicense,
  schema: { parse(value: unknown): Page },
  path: (cursor: string) => string,
): Promise<Page[]> {
  const pages: Page[] = []
  for (let cursor = ''; pages.length < PAGES_MAX; ) {
    const response = await askFor(license, path(cursor))
    expect(response.status).toBe(200)
    const page = schema.parse(await response.json())
    expect(page.hasMore).toBe(page.cursor !== null)
    pages.push(page)
    if (page.cursor === null) return pages
    cursor = `&cursor=${page.cursor}`
  }
  throw new Error('the pages do not end')
}

const shardPages = (license: TestLicense, limit: number, first = '') =>
  pagesOf(license, ShardPage, (cursor) => `shards?limit=${limit}${cursor || first}`)
const recipePages = (license: TestLicense) =>
  pagesOf(license, RecipePage, (cursor) => `recipe?${cursor}`)

const assetsOf = (pages: readonly ShardPage[]): string[] =>
  pages.flatMap(({ data }) =>
    data.flatMap(({ batch, assets }) => assets.map(({ index }) => `${batch} ${index}`)),
  )

describe('pages of shards', () => {
  test('together are the whole selection in its order, whatever their size', async () => {
    const selections = new Map<string, string[]>()
    for (const name of ['lamp', 'table', 'vase', 'sofa']) {
      selections.set(name, await selectionOf(family(name)))
    }
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...selections.keys()),
        fc.integer({ min: 1, max: SHARDS_MAX }),
        async (name, limit) => {
          const pages = await shardPages(await licenseFor(snapshot, family(name)), limit)
          expect(assetsOf(pages)).toEqual(selections.get(name))
          expect(pages.every(({ data }) => data.length <= limit)).toBe(true)
        },
      ),
      { numRuns: 12, examples: [['vase', 1]] },
    )
  })
  test('have no more assets than one chunk and one batch have', async () => {
    const pages = await shardPages(await licenseFor(snapshot, WHOLE_DATASET), SHARDS_MAX)
    expect(assetsOf(pages)).toHaveLength(ROWS)
    for (const page of pages) expect(assetsOf([page]).length).toBeLessThan(16_384 + BATCH_COUNT)
  })
  test('hold a batch twice that lies in two chunks', async () => {
    const pages = await shardPages(await licenseFor(snapshot, WHOLE_DATASET), SHARDS_MAX)
    const cut = pages.flatMap(({ data }) => data).filter(({ batch }) => batch === 'batch_163')
    expect(cut.map(({ assets }) => assets.length)).toEqual([84, 16])
    expect(cut.map(({ ranges }) => ranges.length)).toEqual([1, 1])
    expect(cut[0]?.ranges[0]?.to).toBe(cut[1]?.ranges[0]?.from)
  })
  test('start at the chunk that is asked for', async () => {
    const license = await licenseFor(snapshot, family('lamp'))
    const all = assetsOf(await shardPages(license, 200))
    const rest = assetsOf(await shardPages(license, 200, '&chunk=1'))
    const before = 16_384
    const skipped = Array.from({ length: before }, (_, at) => familyAt(at)).filter(
      (name) => name === 'lamp',
    )
    expect(rest).toEqual(all.slice(skipped.length))
  })
  test('may be empty before the last, where the first chunks have nothing licensed', async () => {
    const far = await syntheticSnapshot(
      Array.from({ length: 2 * 16_384 + 5 }, (_, at) => ({
        family: at < 2 * 16_384 ? 'door' : 'gate',
      })),
      { version: '7.0.0', batchCount: 256 },
    )
    const license = await licenseFor(far, family('gate'))
    const pages = await shardPages(license, 10)
    expect(pages.map(({ data }) => data.length)).toEqual([0, 1])
    // Chunks that the isolate still has cost little, so that more of them are looked through.
    expect((await shardPages(license, 10)).map(({ data }) => data.length)).toEqual([1])
  })
})

describe('pages of the recipe', () => {
  test.each(['table', 'lamp', 'vase', 'sofa'])('together are all of %s', async (name) => {
    const pages = await recipePages(await licenseFor(snapshot, family(name)))
    const assets = pages.flatMap(({ data }) =>
      data.flatMap((item) => {
        if (item.kind === 'assets') return item.assets.map(({ index }) => `${item.batch} ${index}`)
        const first = Number(item.firstBatch.slice('batch_'.length))
        return item.counts.flatMap((count, at) =>
          Array.from({ length: count }, (_, index) => `${batchId(first + at)} ${index}`),
        )
      }),
    )
    expect(assets.sort()).toEqual((await selectionOf(family(name))).sort())
  })
  test('hold few nodes where everything is licensed', async () => {
    const pages = await recipePages(await licenseFor(snapshot, WHOLE_DATASET))
    expect(pages).toHaveLength(snapshot.record.chunks.length)
    for (const { data } of pages) {
      const ranges = data.filter(({ kind }) => kind === 'range')
      expect(ranges).toHaveLength(1)
      const nodes = ranges.flatMap((item) => (item.kind === 'range' ? item.nodes : []))
      expect(nodes.length).toBeLessThanOrEqual(80)
    }
  })
})

describe('a page is refused', () => {
  const refusal = async (license: TestLicense, path: string) => {
    const response = await askFor(license, path)
    const { code, context } = await response.json<Problem>()
    return [response.status, code, context.path]
  }

  test('for a cursor of another license, list or version', async () => {
    const [one, two] = [await licenseFor(snapshot), await licenseFor(snapshot)]
    const [first] = await shardPages(one, 100)
    const cursor = String(first?.cursor)
    const refused = [422, 'REQUEST_INVALID', 'cursor']
    expect(await refusal(two, `shards?cursor=${cursor}`)).toEqual(refused)
    expect(await refusal(one, `recipe?cursor=${cursor}`)).toEqual(refused)
    const other = {
      list: 'shards',
      licenseId: one.id,
      version: '9.0.0',
      chunk: 0,
      batch: 0,
    } as const
    expect(await refusal(one, `shards?cursor=${formatCursor(other)}`)).toEqual(refused)
    const beyond = { ...other, version: snapshot.record.version, chunk: 3 }
    expect(await refusal(one, `shards?cursor=${formatCursor(beyond)}`)).toEqual(refused)
    for (const text of ['', 'AAAA', cursor.slice(1), `${cursor}A`, 'a'.repeat(300), '%00']) {
      expect(await refusal(one, `shards?cursor=${text}`)).toEqual(refused)
    }
  })
  test.each([
    ['shards?chunk=3', 'chunk'],
    ['recipe?chunk=-1', 'chunk'],
    ['shards?chunk=x', 'chunk'],
    ['shards?limit=0', 'limit'],
    ['shards?limit=201', 'limit'],
  ])('for %s', async (path, field) => {
    const license = await licenseFor(snapshot)
    expect(await refusal(license, path)).toEqual([422, 'REQUEST_INVALID', field])
  })
  test('for a cursor together with a chunk', async () => {
    const license = await licenseFor(snapshot)
    const [first] = await shardPages(license, 100)
    const path = `shards?cursor=${first?.cursor}&chunk=0`
    expect(await refusal(license, path)).toEqual([422, 'REQUEST_INVALID', 'chunk'])
  })
})
