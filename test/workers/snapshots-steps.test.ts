import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { beforeAll, describe, expect, test } from 'vitest'
import { concatBytes, equalBytes } from '../../domain/bytes.ts'
import { CHUNK_ROWS, chunkRoot, parseChunk, rowsOf } from '../../domain/dataset/chunk.ts'
import { COLUMNS } from '../../domain/dataset/columns.ts'
import {
  type AssetKind,
  packFacets,
  type Quality,
  triangleRangeOf,
} from '../../domain/dataset/facets.ts'
import { formatRow } from '../../domain/dataset/row.ts'
import { type SnapshotRecord, snapshotRoot } from '../../domain/dataset/snapshot.ts'
import type { Sha256Hex } from '../../domain/ids.ts'
import { decodeUtf8, formatRecord } from '../../r2/snapshot-store.ts'
import { sha256 } from '../../signing/sha256.ts'
import { hashOf } from '../../workers/snapshots/put-object.ts'
import { FAMILY_SAMPLES_MAX } from '../../workers/snapshots/samples.ts'
import type { SomeAsset } from '../fixtures-snapshot.ts'
import {
  again,
  buildAll,
  failingAt,
  type MemoryWorld,
  memoryWorld,
  planOf,
  syntheticSource,
} from './snapshots-world.ts'

const QUALITY = ['low', 'medium', 'high'] as const
const assetAt = (logIndex: number): SomeAsset => ({
  family: ['chair', 'table', 'tree'][logIndex % 3] ?? '',
  quality: QUALITY[logIndex % 2] ?? 'low',
  triangles: 500 + 700 * (logIndex % 5),
  materials: logIndex % 7 === 0 ? null : 2,
  tags: logIndex % 4 === 0 ? ['wood', 'furniture.n.01'] : [],
  caption: `number ${logIndex}, "quoted" – é`,
})

interface ParquetRow {
  readonly log_index: bigint
  readonly sha256: Sha256Hex
  readonly kind: AssetKind
  readonly batch: bigint
  readonly index: number
  readonly family: string
  readonly quality: Quality
  readonly nsfw: boolean
  readonly triangles: number
  readonly materials: number | null
  readonly tags: readonly string[]
  readonly caption: string
  readonly bytes: number
  readonly offset: bigint
  readonly span: number
  readonly views_count: number
  readonly registered_at: Date
}

/** All rows of the Parquet files of a version, as any reader of Parquet sees them. */
async function readParquet({ objects }: MemoryWorld, record: SnapshotRecord) {
  const rows: ParquetRow[] = []
  for (const { key, rows: stated } of record.parts) {
    const file = objects.get(key)?.slice().buffer
    if (file === undefined) throw new Error(`no part ${key}`)
    const read = (await parquetReadObjects({ file })) as unknown as ParquetRow[]
    expect(read.length).toBe(stated)
    rows.push(...read)
  }
  return rows.sort((a, b) => Number(a.log_index - b.log_index))
}

function rowOfParquet({ families, tags }: SnapshotRecord, row: ParquetRow): Uint8Array {
  const { kind, quality, nsfw, index, sha256: hash, bytes, span } = row
  return formatRow({
    ...{ logIndex: Number(row.log_index), batchNumber: Number(row.batch), index, sha256: hash },
    ...{ offset: Number(row.offset), bytes, span },
    facets: packFacets({
      ...{ family: families.indexOf(row.family), quality, nsfw, kind },
      ...{ triangles: triangleRangeOf(row.triangles), views: row.views_count > 0 },
    }),
    tags: row.tags.map((tag) => tags.indexOf(tag)),
  })
}

function chunkRows({ objects }: MemoryWorld, record: SnapshotRecord): Uint8Array {
  const chunks = record.chunks.map(({ key }) => {
    const parsed = parseChunk(objects.get(key) ?? new Uint8Array(), decodeUtf8)
    if (parsed.status !== 'parsed') throw new Error(`chunk ${key}: ${parsed.issue}`)
    return parsed.chunk.rows
  })
  return concatBytes(...chunks)
}

const counted = (world: MemoryWorld, version: string, tag: string): number =>
  world.cubes.get(`${version} ${tag}`)?.counts.reduce((sum, count) => sum + count, 0) ?? 0

describe('a version of more than one chunk, and the one after it', () => {
  // Batches that a chunk cuts: 16,384 is no multiple of 250.
  const counts = Array.from({ length: 70 }, () => 250)
  const before = 68 * 250
  const world = memoryWorld(syntheticSource(counts, assetAt))
  let first: SnapshotRecord
  let firstObjects: Map<string, Uint8Array>
  let second: SnapshotRecord
  beforeAll(async () => {
    first = await buildAll(world, planOf(before))
    firstObjects = new Map(world.objects)
    const plan = planOf(70 * 250, { version: '1.1.0', parent: '1.0.0', extendsParent: true })
    second = await buildAll(world, plan)
  })

  test('has every asset once, in the order of the log', () => {
    for (const record of [first, second]) {
      const indexes = record.chunks.flatMap(({ key }) => {
        const parsed = parseChunk(world.objects.get(key) ?? new Uint8Array(), decodeUtf8)
        return parsed.status === 'parsed'
          ? [...rowsOf(parsed.chunk)].map(({ row }) => row.logIndex)
          : []
      })
      expect(indexes).toEqual(Array.from({ length: record.rows }, (_, i) => i))
    }
    expect([first.rows, second.rows]).toEqual([before, 70 * 250])
  })
  test('takes full chunks over, and goes on with the incomplete one', () => {
    expect(first.chunks.map(({ rows }) => rows)).toEqual([CHUNK_ROWS, before - CHUNK_ROWS])
    expect(second.chunks.map(({ rows }) => rows)).toEqual([CHUNK_ROWS, 70 * 250 - CHUNK_ROWS])
    expect(second.chunks[0]).toEqual(first.chunks[0])
    expect(second.chunks[1]?.key).not.toBe(first.chunks[1]?.key)
  })
  test('takes Parquet files over and adds some for the new rows', () => {
    expect(second.parts.slice(0, first.parts.length)).toEqual(first.parts)
    const added = second.parts.slice(first.parts.length)
    expect(added.reduce((sum, { rows }) => sum + rows, 0)).toBe(500)
  })
  test('never writes an object that an earlier version has anew', () => {
    const changed = [...firstObjects].filter(
      ([key, bytes]) => !equalBytes(world.objects.get(key) ?? new Uint8Array(), bytes),
    )
    expect(changed.map(([key]) => key)).toEqual([])
  })
  test('extends the rows of the version before it', () => {
    const rows = chunkRows(world, first)
    expect(equalBytes(chunkRows(world, second).subarray(0, rows.length), rows)).toBe(true)
  })
  test('is the same as if it had been built at once', async () => {
    const fresh = memoryWorld(world.source)
    const plan = planOf(70 * 250, { version: '1.1.0', parent: '1.0.0' })
    const whole = await buildAll(fresh, plan)
    expect({ ...whole, parts: [] }).toEqual({ ...second, parts: [] })
    expect(fresh.cubes).toEqual(
      new Map([...world.cubes].filter(([key]) => key.startsWith('1.1.0 '))),
    )
  })
  test('states hashes and lengths of the objects that there are', () => {
    for (const { key, bytes, sha256: hash } of [...second.chunks, ...second.parts]) {
      const object = world.objects.get(key) ?? new Uint8Array()
      expect([object.length, hashOf(object)]).toEqual([bytes, hash])
      expect(key).toContain(hash)
    }
  })
  test('has the root that its Parquet files give', async () => {
    for (const record of [first, second]) {
      const rows = (await readParquet(world, record)).map((row) => rowOfParquet(record, row))
      const chunks = []
      for (let at = 0; at < rows.length; at += CHUNK_ROWS) {
        const part = rows.slice(at, at + CHUNK_ROWS)
        chunks.push({ rows: part.length, root: chunkRoot(sha256, { rows: concatBytes(...part) }) })
      }
      expect(snapshotRoot(sha256, chunks)).toBe(record.root)
    }
  })
  test('keeps texts, lists, nulls and times in Parquet', async () => {
    const [asset] = (await readParquet(world, first)).slice(28, 29)
    expect(asset).toMatchObject({
      ...{ log_index: 28n, caption: 'number 28, "quoted" – é', materials: null },
      tags: ['wood', 'furniture.n.01'],
      registered_at: new Date(1_700_000_000_000),
    })
  })
  test('has Parquet files of one family and quality, with all columns and small row groups', () => {
    for (const { key, family, quality, rows } of second.parts) {
      expect(key).toContain(`/family=${family}/quality=${quality}/`)
      expect(rows).toBeLessThanOrEqual(CHUNK_ROWS)
      const metadata = parquetMetadata(world.objects.get(key)?.slice().buffer ?? new ArrayBuffer())
      const names = metadata.schema.filter(
        ({ name }) => !['root', 'list', 'element'].includes(name),
      )
      expect(names.map(({ name }) => name)).toEqual(COLUMNS.map(({ name }) => name))
      expect(metadata.row_groups.every(({ num_rows }) => num_rows <= 4_096n)).toBe(true)
    }
  })
  test('counts every asset in its cube, and in those of its tags', () => {
    expect(counted(world, '1.0.0', '')).toBe(before)
    expect(counted(world, '1.1.0', '')).toBe(17_500)
    expect(counted(world, '1.1.0', 'wood')).toBe(17_500 / 4)
    expect([...world.cubes.keys()].filter((key) => key.startsWith('1.1.0'))).toHaveLength(3)
  })
  test('has a bounded number of samples of each family', () => {
    expect(world.samples.size).toBeGreaterThanOrEqual(3 * FAMILY_SAMPLES_MAX)
    expect(world.samples.size).toBeLessThanOrEqual(6 * FAMILY_SAMPLES_MAX)
  })
})

describe('a build that is cut off', () => {
  const counts = [3, 2, 4]
  const source = syntheticSource(counts, assetAt)
  let whole: MemoryWorld
  let calls = 0
  beforeAll(async () => {
    const counting = failingAt(memoryWorld(source), 0, 'before')
    whole = counting.world
    await buildAll(whole, planOf(9))
    calls = counting.calls()
  })

  test.each(['before', 'after'] as const)(
    'at any call, %s it had its effect, ends with the same bytes',
    async (moment) => {
      expect(calls).toBeGreaterThan(20)
      for (let failing = 1; failing <= calls; failing += 1) {
        const { world } = failingAt(memoryWorld(source), failing, moment)
        const record = await buildAll(world, planOf(9), again)
        expect(formatRecord(record)).toEqual(formatRecord(whole.published[0] ?? record))
        expect(world.objects).toEqual(whole.objects)
        expect([world.cubes, world.samples]).toEqual([whole.cubes, whole.samples])
      }
    },
  )
  test('and begun anew by another workflow goes on to the same bytes', async () => {
    const world = memoryWorld(source)
    await buildAll(world, planOf(9))
    await buildAll(world, planOf(9))
    expect(world.objects).toEqual(whole.objects)
  })
})

describe('a build', () => {
  test('of batches of one asset stays within the objects that a step may read', async () => {
    const counts = Array.from({ length: 2_100 }, () => 1)
    const world = memoryWorld(syntheticSource(counts, assetAt))
    const record = await buildAll(world, planOf(2_100))
    expect(record.chunks.map(({ rows }) => rows)).toEqual([2_100])
    expect(record.rows).toBe(2_100)
  })
  test('that ends with fewer rows than there are assets publishes nothing', async () => {
    const world = memoryWorld(syntheticSource([3], assetAt))
    const plan = planOf(4, { logSize: 3 })
    const failed = await buildAll(world, plan).then(null, (error: unknown) => error)
    expect(failed).toMatchObject({ message: expect.stringContaining('3 rows of 4 assets') })
    expect(world.published).toEqual([])
  })
})
