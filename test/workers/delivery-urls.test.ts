import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { concatBytes } from '../../domain/bytes.ts'
import { type Chunk, rowsOf } from '../../domain/dataset/chunk.ts'
import { type Filter, matcherOf, WHOLE_DATASET } from '../../domain/dataset/filter.ts'
import { formatRow, type Row } from '../../domain/dataset/row.ts'
import { batchId } from '../../domain/ids.ts'
import { TAR_BLOCK_BYTES, TAR_END } from '../../domain/shard/tar.ts'
import { readChunk } from '../../r2/snapshot-store.ts'
import { type LicensedShard, ShardPage } from '../../workers/delivery/schema.ts'
import { findShards } from '../../workers/delivery/shards.ts'
import type { LoadedSnapshot } from '../../workers/snapshots/load.ts'
import { askFor, EVERYTHING, licenseFor, type TestLicense } from '../fixtures-license.ts'
import { registeredNode } from '../fixtures-node.ts'
import { publishRegistered, registerBatch } from '../fixtures-snapshot.ts'
import { expectedSignature } from '../r2/signature.ts'

let snapshot: LoadedSnapshot
let chunk: Chunk
beforeAll(async () => {
  const node = await registeredNode()
  for (const count of [6, 4, 1]) await registerBatch(node, count)
  await registerBatch(node, 2, { VIEWS: '2', VIEW_SIZE: '64' })
  snapshot = await publishRegistered()
  chunk = await readChunk(env.GEOMETRY, snapshot.record.chunks[0]?.key ?? '')
}, 60_000)

const filters = (): Filter[] => [
  EVERYTHING,
  ...snapshot.record.families.map((family) => ({ ...EVERYTHING, families: [family] })),
  { ...EVERYTHING, qualities: ['high', 'superior'] },
  { ...EVERYTHING, views: true },
]

async function shardsOf(license: TestLicense, limit: number): Promise<LicensedShard[]> {
  const shards: LicensedShard[] = []
  for (let cursor = ''; ; ) {
    const response = await askFor(license, `shards?limit=${limit}${cursor}`)
    const page = ShardPage.parse(await response.json())
    shards.push(...page.data)
    if (page.cursor === null) return shards
    cursor = `&cursor=${page.cursor}`
  }
}

interface Opened {
  readonly key: string
  readonly from: number
  readonly to: number
}

const isSignedFor = (url: URL, headers: Readonly<Record<string, string>>): boolean =>
  url.searchParams.get('X-Amz-Signature') ===
  expectedSignature(url, { method: 'GET', headers, secret: env.S3_SECRET_ACCESS_KEY })

/** What the URLs of a shard open, by what their signatures bind. */
function openedBy({ url, bytes, ranges }: LicensedShard): Opened[] {
  const keyOf = ({ pathname }: URL): string => {
    const prefix = `${new URL(env.S3_ENDPOINT).pathname}/${env.S3_BUCKET}/`
    expect(pathname.startsWith(prefix)).toBe(true)
    return pathname.slice(prefix.length)
  }
  if (url !== null) {
    expect(isSignedFor(new URL(url), {})).toBe(true)
    return [{ key: keyOf(new URL(url)), from: 0, to: bytes }]
  }
  return ranges.map(({ from, to, url: text }) => {
    const own = new URL(String(text))
    expect(own.searchParams.get('X-Amz-SignedHeaders')).toBe('host;range')
    expect(isSignedFor(own, { range: `bytes=${from}-${to - 1}` })).toBe(true)
    expect(isSignedFor(own, {})).toBe(false)
    return { key: keyOf(own), from, to }
  })
}

/** Whether URLs open all files of a row, and whether they open any byte of them. */
function opennessOf({ batchNumber, offset, span }: Row, opened: readonly Opened[]) {
  const from = offset - TAR_BLOCK_BYTES
  const to = from + span
  const own = opened.filter(({ key }) => key.includes(`/${batchId(batchNumber)}/`))
  return {
    isOpen: own.some((range) => range.from <= from && to <= range.to),
    isTouched: own.some((range) => range.from < to && from < range.to),
  }
}

describe('the URLs of a license', () => {
  test.each([1, 200])('open its assets and no byte of others, %i a page', async (limit) => {
    const parts = new Set<boolean>()
    for (const filter of filters()) {
      const matches = matcherOf(filter, snapshot.record)
      const shards = await shardsOf(await licenseFor(snapshot, filter), limit)
      for (const { url } of shards) parts.add(url === null)
      const opened = shards.flatMap(openedBy)
      for (const { row } of rowsOf(chunk)) {
        const isLicensed = matches(row.facets, row.tags)
        expect(opennessOf(row, opened)).toEqual({ isOpen: isLicensed, isTouched: isLicensed })
      }
    }
    expect(parts.size).toBe(2)
  })

  test('are counted one by one', async () => {
    for (const filter of filters()) {
      const license = await licenseFor(snapshot, filter)
      const urls = (await shardsOf(license, 200)).flatMap(openedBy).length
      const { days } = await (await askFor(license, 'access')).json<{ days: { urls: number }[] }>()
      expect(days.reduce((sum, day) => sum + day.urls, 0)).toBe(urls)
    }
  })
})

const COUNT = 256
const SPAN = 1_024

/** Batches of whose assets some are in the snapshot, the others being duplicates, or of another chunk. */
function batchesOf(present: readonly (readonly number[])[], changes: { shardBytes?: number } = {}) {
  const [[some] = []] = [[...rowsOf(chunk)]]
  if (some === undefined) throw new Error('no row')
  const batches = present.map((indexes, batchNumber) => ({
    ...some.batch,
    ...{ batchNumber, count: COUNT, shardBytes: COUNT * SPAN + TAR_END.length, ...changes },
    rows: indexes.length,
  }))
  const rows = present.flatMap((indexes, batchNumber) =>
    indexes.map((index): Row => {
      const place = { offset: TAR_BLOCK_BYTES + index * SPAN, span: SPAN, bytes: 300 }
      return { ...some.row, ...place, logIndex: batchNumber * COUNT + index, batchNumber, index }
    }),
  )
  const made: Chunk = { batches, rows: concatBytes(...rows.map(formatRow)) }
  const matches = matcherOf(WHOLE_DATASET, snapshot.record)
  const record = { ...snapshot.record, chunks: snapshot.record.chunks.slice(0, 1) }
  return { record, matches, readChunk: async () => made }
}

const START = { chunk: 0, batch: 0 }
const ALL = Array.from({ length: COUNT }, (_, index) => index)

describe('a shard is handed out as a whole', () => {
  const isWhole = async (licensed: ReturnType<typeof batchesOf>) =>
    (await findShards(licensed, START, 10)).batches.map((batch) => batch.isWhole)

  test('where every asset of it is licensed', async () => {
    expect(await isWhole(batchesOf([ALL]))).toEqual([true])
  })
  test('but not where one is a duplicate, or lies in another chunk', async () => {
    expect(await isWhole(batchesOf([ALL.slice(1), ALL.slice(0, -1), ALL]))).toEqual([
      ...[false, false, true],
    ])
  })
  test('but not where it holds bytes that no row names', async () => {
    const shardBytes = COUNT * SPAN + TAR_END.length + SPAN
    expect(await isWhole(batchesOf([ALL], { shardBytes }))).toEqual([false])
  })
})

test('a page ends before its URLs are more than a thousand', async () => {
  const everyOther = ALL.filter((index) => index % 2 === 0)
  const licensed = batchesOf(Array.from({ length: 20 }, () => everyOther))
  const pages = []
  for (let start: typeof START | undefined = START; start !== undefined; ) {
    const page = await findShards(licensed, start, 200)
    pages.push(page)
    start = page.next
  }
  expect(pages.map(({ urls }) => urls)).toEqual([896, 896, 768])
  expect(pages.flatMap(({ batches }) => batches.map(({ place }) => place))).toEqual(
    Array.from({ length: 20 }, (_, place) => place),
  )
})
