import { env } from 'cloudflare:workers'
import { createHash, createHmac } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { concatBytes, fromHex } from '../../domain/bytes.ts'
import { rowsOf } from '../../domain/dataset/chunk.ts'
import { type Filter, matcherOf } from '../../domain/dataset/filter.ts'
import { batchId, batchNumber } from '../../domain/ids.ts'
import { assetSeed } from '../../domain/seed/asset-seed.ts'
import { type ChildOf, SEED_TREE_DEPTH, seedBelow } from '../../domain/seed/seed-tree.ts'
import { TAR_END } from '../../domain/shard/tar.ts'
import { VIEW_PLANES, viewImageName } from '../../domain/shard/views-files.ts'
import { readChunk } from '../../r2/snapshot-store.ts'
import { sha256 } from '../../signing/sha256.ts'
import { generatorFor } from '../../workers/audit/generators.ts'
import {
  type LicensedRange,
  type LicensedShard,
  type RecipeItem,
  RecipePage,
  ShardPage,
} from '../../workers/delivery/schema.ts'
import type { Lease } from '../../workers/oracle/schema.ts'
import type { LoadedSnapshot } from '../../workers/snapshots/load.ts'
import { audit } from '../fixtures-audit.ts'
import { generateAssets, leaseAs, pack, stateOf, submit } from '../fixtures-batch.ts'
import { askFor, EVERYTHING, licenseFor } from '../fixtures-license.ts'
import { registeredNode } from '../fixtures-node.ts'
import { publishRegistered, registerBatch } from '../fixtures-snapshot.ts'
import { readTar } from './tar-reader.ts'

const VIEWS = { VIEWS: '2', VIEW_SIZE: '64' }

let snapshot: LoadedSnapshot
let accepted: readonly Lease[]
/** A batch that was refused and one that nobody committed, between those that were accepted. */
let others: readonly Lease[]
beforeAll(async () => {
  const node = await registeredNode()
  const first = await registerBatch(node, 4)
  const second = await registerBatch(node, 3)
  const rejected = await leaseAs(node, 3)
  const [made, ...rest] = generateAssets(rejected)
  if (made === undefined) throw new Error('no asset')
  const damaged = { ...made, glb: made.glb.map((byte, i) => (i === 900 ? byte ^ 1 : byte)) }
  await submit(node, rejected, pack(rejected, [damaged, ...rest]))
  await audit(rejected)
  expect(await stateOf(node, rejected)).toMatchObject({ status: 'rejected' })
  const open = await leaseAs(node, 3)
  const seen = await registerBatch(node, 2, VIEWS)
  const old = await registerBatch(node, 3, { GENERATOR: 'piwa-procedural@1' })
  accepted = [first, second, seen, old]
  others = [rejected, open]
  snapshot = await publishRegistered()
}, 60_000)

interface Expected {
  readonly batch: string
  readonly index: number
  readonly sha256: string
  readonly bytes: number
}

/** What the public rows say is licensed. */
async function selectionOf(filter: Filter): Promise<Expected[]> {
  const matches = matcherOf(filter, snapshot.record)
  const [named] = snapshot.record.chunks
  const chunk = await readChunk(env.GEOMETRY, named?.key ?? '')
  return [...rowsOf(chunk)]
    .filter(({ row }) => matches(row.facets, row.tags))
    .map(({ row: { batchNumber, index, sha256, bytes } }) => ({
      ...{ batch: batchId(batchNumber), index, sha256, bytes },
    }))
}

/** Licenses of everything, of one family and of what has views. */
async function filters(): Promise<[name: string, filter: Filter][]> {
  const [family = ''] = snapshot.record.families
  return [
    ['everything', EVERYTHING],
    ['one family', { ...EVERYTHING, families: [family] }],
    ['what has views', { ...EVERYTHING, views: true }],
  ]
}

async function shardsFor(filter: Filter): Promise<LicensedShard[]> {
  const response = await askFor(await licenseFor(snapshot, filter), 'shards')
  const page = ShardPage.parse(await response.json())
  expect(page.hasMore).toBe(false)
  return page.data
}

async function recipeFor(filter: Filter): Promise<RecipeItem[]> {
  const response = await askFor(await licenseFor(snapshot, filter), 'recipe')
  return RecipePage.parse(await response.json()).data
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** What the URL gives: tests have no S3 endpoint, and the bucket is behind it. */
async function fetchRange(url: string, from: number, to: number): Promise<Uint8Array> {
  const prefix = `${new URL(env.S3_ENDPOINT).pathname}/${env.S3_BUCKET}/`
  const { pathname } = new URL(url)
  expect(pathname.startsWith(prefix)).toBe(true)
  const range = { offset: from, length: to - from }
  const object = await env.GEOMETRY.get(pathname.slice(prefix.length), { range })
  if (object === null) throw new Error(`nothing under ${url}`)
  return new Uint8Array(await object.arrayBuffer())
}

/** The URL that opens a range of a shard. */
function urlFor(shard: LicensedShard, range: LicensedRange): string {
  const url = shard.url ?? range.url
  if (url === null) throw new Error(`no URL for ${shard.batch}`)
  return url
}

async function archiveOf(shard: LicensedShard): Promise<Uint8Array> {
  const parts = await Promise.all(
    shard.ranges.map((range) => fetchRange(urlFor(shard, range), range.from, range.to)),
  )
  return concatBytes(...parts, TAR_END)
}

/** The assets of an archive as WebDataset groups its files: by what precedes the first dot. */
function samplesOf(batch: string, archive: Uint8Array): Expected[] {
  const files = readTar(archive)
  const keys = Map.groupBy(files, ({ name }) => name.slice(0, name.indexOf('.')))
  return [...keys].map(([key, [glb, record]]) => {
    expect([glb?.name, record?.name]).toEqual([`${key}.glb`, `${key}.json`])
    const content = glb?.content ?? new Uint8Array()
    return { batch, index: Number(key), sha256: hashOf(content), bytes: content.length }
  })
}

describe('the byte ranges of shards', () => {
  test('are archives with exactly the licensed assets', async () => {
    for (const [, filter] of await filters()) {
      const shards = await shardsFor(filter)
      const samples = shards.map(async (shard) => samplesOf(shard.batch, await archiveOf(shard)))
      expect((await Promise.all(samples)).flat()).toEqual(await selectionOf(filter))
    }
  })
  test('hold the rendered views of assets that have them', async () => {
    const [shard, ...rest] = await shardsFor({ ...EVERYTHING, views: true })
    expect(rest).toEqual([])
    if (shard === undefined) throw new Error('no shard')
    expect(shard.views).toEqual({ count: 2, size: 64 })
    const names = readTar(await archiveOf(shard)).map(({ name }) => name)
    const images = [0, 1].flatMap((index) =>
      [0, 1].flatMap((view) => VIEW_PLANES.map((plane) => viewImageName(index, plane, view))),
    )
    expect(names).toEqual(expect.arrayContaining(images))
    expect(names).toHaveLength(images.length + 2 * ['glb', 'json', 'transforms'].length)
  })
  test('come with the hash and the length of the whole shard', async () => {
    for (const { url, bytes, sha256: hash } of await shardsFor(EVERYTHING)) {
      expect(hashOf(await fetchRange(String(url), 0, bytes))).toBe(hash)
    }
  })
  test('are whole shards but for their end where everything is licensed', async () => {
    for (const { bytes, ranges } of await shardsFor(EVERYTHING)) {
      expect(ranges).toEqual([{ from: 0, to: bytes - TAR_END.length, url: null }])
    }
  })
})

const childOf: ChildOf = (parent, bit) =>
  new Uint8Array(createHmac('sha256', parent).update(Uint8Array.of(bit)).digest())

/** Batches below the nodes of a range, found from the nodes alone. */
const leavesOf = (item: RecipeItem) =>
  item.kind === 'assets'
    ? []
    : item.nodes.flatMap(({ level, position, seed }) => {
        const width = 2 ** (SEED_TREE_DEPTH - level)
        return Array.from({ length: width }, (_, i) => {
          const number = position * width + i
          const own = seedBelow(childOf, fromHex(seed), { level, position }, number)
          return { number, seed: own }
        })
      })

interface Seeded {
  readonly batch: string
  readonly index: number
  readonly seed: Uint8Array
}

function seededBy(item: RecipeItem): Seeded[] {
  if (item.kind === 'assets') {
    return item.assets.map(({ index, seed }) => ({ batch: item.batch, index, seed: fromHex(seed) }))
  }
  const first = batchNumber(item.firstBatch)
  return leavesOf(item).flatMap(({ number, seed }) =>
    Array.from({ length: item.counts[number - first] ?? 0 }, (_, index) => ({
      ...{ batch: batchId(number), index, seed: assetSeed(sha256, seed, index) },
    })),
  )
}

describe('the recipe', () => {
  test('regenerates exactly the licensed assets, byte for byte', async () => {
    for (const [, filter] of await filters()) {
      const made = (await recipeFor(filter)).flatMap((item) =>
        seededBy(item).map(({ batch, index, seed }) => {
          const { glb } = generatorFor(item.generator, item.grid).generate(seed)
          return { batch, index, sha256: hashOf(glb), bytes: glb.length }
        }),
      )
      const inOrder = (a: Expected, b: Expected) =>
        a.batch === b.batch ? a.index - b.index : a.batch < b.batch ? -1 : 1
      expect(made.sort(inOrder)).toEqual((await selectionOf(filter)).sort(inOrder))
    }
  })
  test('gives the seeds of whole batches that are made alike together', async () => {
    const items = await recipeFor(EVERYTHING)
    const [first, second, seen, old] = accepted.map((lease) => lease.batchId)
    expect(items).toMatchObject([
      { kind: 'range', firstBatch: first, lastBatch: second, counts: [4, 3], views: null },
      { kind: 'range', firstBatch: seen, lastBatch: seen, views: { count: 2, size: 64 } },
      { kind: 'range', firstBatch: old, lastBatch: old, generator: 'piwa-procedural@1' },
    ])
  })
  test('gives what the leases gave, and nothing of those that were not accepted', async () => {
    const leaves = (await recipeFor(EVERYTHING)).flatMap(leavesOf)
    const seeds = accepted.map(({ batchId: id, seed }) => ({
      ...{ number: batchNumber(id), seed: fromHex(seed) },
    }))
    expect(leaves).toEqual(seeds)
    const numbers = new Set(leaves.map(({ number }) => number))
    for (const { batchId: id } of others) expect(numbers.has(batchNumber(id))).toBe(false)
  })
  test('gives single seeds of a batch that is licensed in part', async () => {
    const [, [, filter] = []] = await filters()
    if (filter === undefined) throw new Error('no filter')
    const whole = (await selectionOf(EVERYTHING)).length
    expect((await selectionOf(filter)).length).toBeLessThan(whole)
    expect((await recipeFor(filter)).some(({ kind }) => kind === 'assets')).toBe(true)
  })
})
