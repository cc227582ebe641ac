import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { concatBytes, toHex } from '../../domain/bytes.ts'
import { CHUNK_ROWS, chunkRoot, formatChunk } from '../../domain/dataset/chunk.ts'
import { packFacets } from '../../domain/dataset/facets.ts'
import { WHOLE_DATASET } from '../../domain/dataset/filter.ts'
import { formatRow, type Row } from '../../domain/dataset/row.ts'
import { type SnapshotRecord, snapshotRoot } from '../../domain/dataset/snapshot.ts'
import { batchId, batchNumber, type LeaseId, sha256Hex } from '../../domain/ids.ts'
import { byteRanges } from '../../domain/license/ranges.ts'
import { utf8Bytes } from '../../domain/log/utf8.ts'
import type { Edge, PageStart } from '../../gpu-client/pull/edge.ts'
import { makePlan } from '../../gpu-client/pull/make-plan.ts'
import { offers } from '../../gpu-client/pull/offers.ts'
import { openPlan } from '../../gpu-client/pull/plan-store.ts'
import { recipeSeeds } from '../../gpu-client/pull/recipe-seeds.ts'
import { sha256 } from '../../signing/sha256.ts'
import type { LicensedShard, RecipeItem } from '../../workers/delivery/schema.ts'
import { someClaims } from '../signing/license-claims.ts'
import { inFolder, NEVER } from './fakes/node.ts'

const BATCH = 256
const ROWS = CHUNK_ROWS + 700
// The first batch is short, so that another one lies across the border of the chunks.
const SHORT = 100

const hashHex = (bytes: Uint8Array) => sha256Hex(toHex(sha256(bytes)))

function rowAt(logIndex: number): Row {
  const [batch, index] =
    logIndex < SHORT
      ? [0, logIndex]
      : [1 + Math.floor((logIndex - SHORT) / BATCH), (logIndex - SHORT) % BATCH]
  return {
    ...{ logIndex, batchNumber: batch, index, sha256: hashHex(utf8Bytes(`${logIndex}`)) },
    ...{ offset: 512 + index * 2_048, bytes: 400, span: 2_048, tags: [] },
    facets: packFacets({
      ...{ family: 0, nsfw: false, kind: 'generated', triangles: '0-999', views: false },
      quality: logIndex % 2 === 0 ? 'low' : 'high',
    }),
  }
}

const ALL = Array.from({ length: ROWS }, (_, at) => rowAt(at))
const LAST_BATCH = ALL.at(-1)?.batchNumber ?? 0
const leaseOf = (batch: number): LeaseId => {
  const digits = batch.toString(5).replaceAll(/./g, (digit) => 'abcde'[Number(digit)] ?? '')
  return `lease_${digits.padStart(26, 'z')}` as LeaseId
}

/** A snapshot of two chunks, without shards. */
function twoChunks() {
  const files = new Map<string, Uint8Array>()
  const chunks = [ALL.slice(0, CHUNK_ROWS), ALL.slice(CHUNK_ROWS)].map((rows, at) => {
    const numbers = [...new Set(rows.map((row) => row.batchNumber))]
    const batches = numbers.map((number) => ({
      ...{ batchNumber: number, leaseId: leaseOf(number), generator: 'piwa-procedural@2' },
      ...{ grid: 32, views: null, shardBytes: 1_000_000, shardSha256: hashHex(utf8Bytes('s')) },
      count: ALL.filter((row) => row.batchNumber === number).length,
      rows: rows.filter((row) => row.batchNumber === number).length,
    }))
    const chunk = { batches, rows: concatBytes(...rows.map(formatRow)) }
    const bytes = formatChunk(chunk)
    const key = `datasets/chunks/${at}.bin`
    files.set(key, bytes)
    return {
      ...{ key, rows: rows.length, bytes: bytes.length, sha256: hashHex(bytes) },
      root: chunkRoot(sha256, chunk),
    }
  })
  const record: SnapshotRecord = {
    ...{ dataset: 'piwa', version: '1.0.0', parent: null, createdAtMs: 1, logOrigin: 'x' },
    ...{ logSize: ROWS, rows: ROWS, bytes: ROWS * 2_048, root: snapshotRoot(sha256, chunks) },
    ...{ families: ['vase'], tags: [], chunks, parts: [] },
  }
  const recordBytes = utf8Bytes(JSON.stringify(record))
  const claims = someClaims({
    filter: { ...WHOLE_DATASET, qualities: ['high'] },
    ...{ count: ROWS / 2, bytes: (ROWS / 2) * 2_048 },
    snapshot: {
      ...{ dataset: 'piwa', version: '1.0.0', root: record.root, sha256: hashHex(recordBytes) },
    },
  })
  return { files, recordBytes, claims }
}

const SNAPSHOT = twoChunks()
const REQUEST = { claims: SNAPSHOT.claims, narrowing: undefined, recipe: false }

const publicEdge = (asked: string[] = []) => ({
  record: async () => SNAPSHOT.recordBytes,
  file: async (key: string) => {
    asked.push(key)
    const file = SNAPSHOT.files.get(key)
    if (file === undefined) throw new Error(`no ${key}`)
    return file
  },
})

/** Lists by pages of seven, from a chunk on: a batch across the border comes twice. */
function delivery(gaps: ReadonlySet<number> = new Set()) {
  const starts: PageStart[] = []
  const borders = [0, CHUNK_ROWS].flatMap((from, chunk) => {
    const rows = ALL.slice(from, chunk === 0 ? CHUNK_ROWS : undefined)
    return [...new Set(rows.map((row) => row.batchNumber))].map((batch) => ({
      ...{ chunk, batch },
      rows: rows.filter((row) => row.batchNumber === batch && row.logIndex % 2 === 1),
    }))
  })
  const listed = borders.filter(({ batch }) => !gaps.has(batch))
  const page = async <Item>(start: PageStart, make: (entry: (typeof listed)[number]) => Item) => {
    starts.push(start)
    const at =
      'chunk' in start
        ? listed.findIndex(({ chunk }) => chunk >= start.chunk)
        : Number(start.cursor)
    const more = at + 7 < listed.length
    const { version, root } = SNAPSHOT.claims.snapshot
    return {
      ...{ license: SNAPSHOT.claims.jti, snapshot: { version, root }, hasMore: more },
      ...{ cursor: more ? String(at + 7) : null, data: listed.slice(at, at + 7).map(make) },
    }
  }
  const made = { generator: 'piwa-procedural@2', grid: 32, views: null }
  const edge: Pick<Edge, 'shards' | 'recipe'> = {
    shards: (start) =>
      page(
        start,
        ({ batch, rows }): LicensedShard => ({
          ...{ ...made, batch: batchId(batch), lease: leaseOf(batch), bytes: 1_000_000 },
          ...{ sha256: hashHex(utf8Bytes('s')), url: null, expiresAtMs: 1, assets: rows },
          ranges: byteRanges(rows).map(({ from, to }) => ({ from, to, url: 'http://store/x' })),
        }),
      ),
    recipe: (start) =>
      page(
        start,
        ({ batch, rows }): RecipeItem => ({
          ...{ kind: 'assets', ...made, batch: batchId(batch) },
          assets: rows.map(({ index }) => ({ index, seed: '0'.repeat(32) })),
        }),
      ),
  }
  return { edge, starts }
}

async function planned(folder: string) {
  const plan = openPlan(join(folder, 'plan.sqlite'))
  await makePlan({ edge: publicEdge(), plan, report: () => {} }, REQUEST, NEVER)
  return plan
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of source) all.push(item)
  return all
}

describe('a plan', () => {
  test('holds the licensed rows of all chunks, a batch across a border once', () =>
    inFolder(async (folder) => {
      const plan = await planned(folder)
      expect(plan.totals()).toMatchObject({ assets: ROWS / 2, shards: LAST_BATCH + 1 })
      const shards = plan.openChunks().flatMap((chunk) => plan.openShards(chunk))
      const indexes = shards.flatMap(({ rows }) => rows.map(({ logIndex }) => logIndex))
      expect(indexes).toEqual(Array.from({ length: ROWS / 2 }, (_, at) => 2 * at + 1))
      plan.close()
    }))

  test('that was broken off is gone on with at the next chunk', () =>
    inFolder(async (folder) => {
      const plan = openPlan(join(folder, 'plan.sqlite'))
      const asked: string[] = []
      const { record, file } = publicEdge(asked)
      const breaking = async (key: string) => {
        if (key.endsWith('1.bin')) throw new Error('broken off')
        return file(key)
      }
      const deps = { plan, report: () => {} }
      await expect(
        makePlan({ ...deps, edge: { record, file: breaking } }, REQUEST, NEVER),
      ).rejects.toThrow('broken off')
      await makePlan({ ...deps, edge: { record, file } }, REQUEST, NEVER)
      expect(asked).toEqual(['datasets/chunks/0.bin', 'datasets/chunks/1.bin'])
      expect(plan.totals().assets).toBe(ROWS / 2)
      plan.close()
    }))
})

describe('offers', () => {
  test('are taken of each shard once, chunk by chunk, across borders and pages', () =>
    inFolder(async (folder) => {
      const plan = await planned(folder)
      const { edge, starts } = delivery()
      const all = await collect(offers(edge, plan, NEVER))
      expect(all.every(({ status }) => status === 'offered')).toBe(true)
      const batches = all.map((each) => ('offer' in each ? each.offer.shard.batch : -1))
      expect(batches).toEqual(Array.from({ length: LAST_BATCH + 1 }, (_, batch) => batch))
      expect(starts.filter((start) => 'chunk' in start)).toEqual([{ chunk: 0 }, { chunk: 1 }])
      plan.close()
    }))

  test('of a batch across a border have the URLs of both its parts', () =>
    inFolder(async (folder) => {
      const plan = await planned(folder)
      const all = await collect(offers(delivery().edge, plan, NEVER))
      for (const each of all) {
        if (each.status !== 'offered') throw new Error(each.issue)
        const { shard, sources } = each.offer
        expect(sources.map(({ opens, isExact }) => ({ ...opens, isExact }))).toEqual(
          byteRanges(shard.rows).map((range) => ({ ...range, isExact: true })),
        )
      }
      plan.close()
    }))

  test('are renewed to the last of their page, on however many pages that comes', () =>
    inFolder(async (folder) => {
      const plan = await planned(folder)
      const { edge } = delivery()
      let asked = 0
      const oneByOne: Edge['shards'] = async (start, signal) => {
        asked += 1
        const page = await edge.shards(start, signal)
        const at = 'cursor' in start ? Number(start.cursor) : 0
        const ranges = page.data[0]?.ranges.map((range) => ({ ...range, url: 'http://new/x' }))
        const data = page.data.slice(0, 1).map((item) => ({ ...item, ranges: ranges ?? [] }))
        return { ...page, data, hasMore: true, cursor: String(at + 1) }
      }
      let now = edge.shards
      const found = offers({ shards: (start, signal) => now(start, signal) }, plan, NEVER)
      const page = []
      for (let i = 0; i < 7; i += 1) page.push((await found.next()).value)
      now = oneByOne
      const sources = page.flatMap((each) => (each?.status === 'offered' ? each.offer.sources : []))
      await sources[0]?.renew('http://store/x', NEVER)
      expect(new Set(sources.map((source) => source.url()))).toEqual(new Set(['http://new/x']))
      expect(asked).toBe(7)
      await found.return(undefined)
      plan.close()
    }))

  test('are asked for only where something is missing', () =>
    inFolder(async (folder) => {
      const plan = await planned(folder)
      for (const { batch } of plan.openShards(0)) {
        plan.whole(batch, { bytes: 1, sha256: '0'.repeat(64), places: [] })
      }
      const { edge, starts } = delivery()
      await collect(offers(edge, plan, NEVER))
      expect(starts).toEqual([{ chunk: 1 }])
      plan.close()
    }))

  test('that do not come name the shard, and end the search behind its chunk', () =>
    inFolder(async (folder) => {
      const plan = await planned(folder)
      const { edge, starts } = delivery(new Set([3]))
      const all = await collect(offers(edge, plan, NEVER))
      const withheld = all.flatMap((each) => (each.status === 'withheld' ? [each.shard.batch] : []))
      expect(withheld).toEqual([3])
      expect(starts.length).toBeLessThan(14)
      plan.close()
    }))

  test('of another lease are not taken', () =>
    inFolder(async (folder) => {
      const plan = await planned(folder)
      const { edge } = delivery()
      const other: Pick<Edge, 'shards'> = {
        shards: async (start, signal) => {
          const page = await edge.shards(start, signal)
          const change = (item: LicensedShard): LicensedShard =>
            batchNumber(item.batch as never) === 2 ? { ...item, lease: leaseOf(99) } : item
          return { ...page, data: page.data.map(change) }
        },
      }
      const all = await collect(offers(other, plan, NEVER))
      expect(all.filter(({ status }) => status === 'withheld')).toMatchObject([
        { shard: { batch: 2 } },
      ])
      plan.close()
    }))
})

describe('seeds', () => {
  test('come for each shard once, across borders and pages', () =>
    inFolder(async (folder) => {
      const plan = await planned(folder)
      const all = await collect(recipeSeeds(delivery().edge, plan, NEVER))
      expect(all.map(({ shard }) => shard.batch)).toEqual(
        Array.from({ length: LAST_BATCH + 1 }, (_, batch) => batch),
      )
      for (const each of all) {
        expect(each.status === 'seeded' && each.seeds.length).toBe(each.shard.rows.length)
      }
      plan.close()
    }))
})
