import { env } from 'cloudflare:workers'
import { putCubes, putSamples } from '../d1/snapshot-catalog.ts'
import { addBuilding, markPublished } from '../d1/snapshots.ts'
import { concatBytes, toHex } from '../domain/bytes.ts'
import { type AcceptedAsset, type AcceptedBatch, rowOf } from '../domain/dataset/accepted-asset.ts'
import { CHUNK_ROWS, type ChunkBatch, chunkRoot, formatChunk } from '../domain/dataset/chunk.ts'
import { CubeBuilder } from '../domain/dataset/cube.ts'
import { formatRow, type Row } from '../domain/dataset/row.ts'
import {
  type SnapshotChunk,
  type SnapshotRecord,
  snapshotRoot,
} from '../domain/dataset/snapshot.ts'
import { type Sha256Hex, sha256Hex, type Wallet } from '../domain/ids.ts'
import { chunkKey, formatRecord, recordKey } from '../r2/snapshot-store.ts'
import { sha256 } from '../signing/sha256.ts'
import type { Lease } from '../workers/oracle/schema.ts'
import { buildWorld } from '../workers/snapshots/build.ts'
import { deleteBuildObjects } from '../workers/snapshots/build-objects.ts'
import { type LoadedSnapshot, loadSnapshot } from '../workers/snapshots/load.ts'
import { readPlan, startBuild } from '../workers/snapshots/start.ts'
import { beginBuild, runStep } from '../workers/snapshots/steps.ts'
import { audit } from './fixtures-audit.ts'
import { type AskedVariables, generateAssets, leaseAs, pack, submit } from './fixtures-batch.ts'
import { registeredNode, type TestNode } from './fixtures-node.ts'
import { someLeaseId, someNodeId } from './fixtures-queue.ts'

const hashOf = (bytes: Uint8Array): Sha256Hex => sha256Hex(toHex(sha256(bytes)))
const hashOfText = (text: string): Sha256Hex => hashOf(new TextEncoder().encode(text))

/** What a test says of a made-up asset; the rest is made up for it. */
export type SomeAsset = Partial<AcceptedAsset>

export interface SyntheticOptions {
  readonly version?: string
  readonly parent?: string | null
  /** Assets of one batch. */
  readonly batchCount?: number
  readonly views?: AcceptedBatch['views']
  readonly generator?: string
}

export function someAcceptedAsset(logIndex: number, changes: SomeAsset = {}): AcceptedAsset {
  return {
    ...{ logIndex, index: 0, sha256: hashOfText(`asset ${logIndex}`) },
    ...{ offset: 512, bytes: 40_000, span: 43_008, kind: 'generated', family: 'chair' },
    ...{ quality: 'medium', nsfw: false, triangles: 1_500, vertices: 900, parts: 3, materials: 2 },
    ...{ tags: ['chair.n.01'], caption: `a chair number ${logIndex}`, descriptor: '00'.repeat(88) },
    ...changes,
  }
}

export function someAcceptedBatch(changes: Partial<AcceptedBatch> = {}): AcceptedBatch {
  const leaseId = changes.leaseId ?? someLeaseId()
  return {
    ...{ batchNumber: 0, leaseId, generator: 'piwa-procedural@2', grid: 64, views: null },
    ...{ count: 64, duplicates: 0, firstLogIndex: 0, manifestSha256: hashOfText('manifest') },
    ...{ shardKey: `shards/${leaseId}.tar`, shardSha256: hashOfText(leaseId) },
    ...{ shardBytes: 10_000_000, node: someNodeId(), registeredAtMs: 1_700_000_000_000 },
    uploader: 'So11111111111111111111111111111111111111112' as Wallet,
    ...changes,
  }
}

/**
 * Publishes a version whose rows are made up, without shards or Parquet: for tests of what is counted,
 * found and priced.
 */
export async function syntheticSnapshot(
  assets: readonly SomeAsset[],
  options: SyntheticOptions = {},
): Promise<LoadedSnapshot> {
  const { version = '1.0.0', parent = null, batchCount = 64, views = null } = options
  const { generator = 'piwa-procedural@2' } = options
  const families: string[] = []
  const tags: string[] = []
  const place = (names: string[], name: string) =>
    names.includes(name) ? names.indexOf(name) : names.push(name) - 1
  const cubes = new Map([['', new CubeBuilder()]])
  const rows: { readonly row: Row; readonly batch: AcceptedBatch }[] = []
  const samples = []
  let batch = someAcceptedBatch({ count: batchCount, views, generator })
  for (const [logIndex, changes] of assets.entries()) {
    const index = logIndex % batchCount
    if (index === 0 && logIndex > 0) {
      batch = someAcceptedBatch({ ...batch, ...newBatch(batch.batchNumber + 1) })
    }
    const offset = 512 + index * 43_008
    const asset = someAcceptedAsset(logIndex, { index, offset, ...changes })
    const row = rowOf(batch, asset, {
      family: (name) => place(families, name),
      tag: (name) => place(tags, name),
    })
    rows.push({ row, batch })
    for (const tag of ['', ...asset.tags]) {
      const cube = cubes.get(tag) ?? new CubeBuilder()
      cube.add(row.facets, 1, row.span)
      cubes.set(tag, cube)
    }
    const { family, caption, triangles, bytes } = asset
    samples.push({
      ...{ version, logIndex, sha256: row.sha256, facets: row.facets, family, caption, triangles },
      ...{ tags: JSON.stringify(asset.tags), bytes },
    })
  }
  const chunks = await putChunks(rows)
  const startedAtMs = Date.now()
  const record: SnapshotRecord = {
    ...{ dataset: 'piwa', version, parent, createdAtMs: startedAtMs, logOrigin: env.LOG_ORIGIN },
    ...{ logSize: rows.length, rows: rows.length, families, tags },
    bytes: rows.reduce((sum, { row }) => sum + row.span, 0),
    ...{ root: snapshotRoot(sha256, chunks), chunks, parts: [] },
  }
  await addBuilding(env.CATALOG, { version, startedAtMs, logSize: rows.length })
  await putCubes(
    env.CATALOG,
    version,
    [...cubes].map(([tag, cube]) => [tag, cube.build()] as const),
  )
  await putSamples(env.CATALOG, samples.slice(0, 1_000))
  const text = formatRecord(record)
  await env.GEOMETRY.put(recordKey(version), text)
  await markPublished(env.CATALOG, version, {
    ...{ publishedAtMs: startedAtMs, assetCount: rows.length, bytes: record.bytes },
    ...{ root: record.root, recordKey: recordKey(version), recordSha256: hashOf(text) },
  })
  return loadSnapshot(env, version)
}

/** Registers honest batches of these numbers of assets and publishes a version with them, as a build does. */
export async function publishBatches(
  counts: readonly number[],
  variables: Partial<AskedVariables> = {},
): Promise<PublishedBatches> {
  const node = await registeredNode()
  const leases: Lease[] = []
  for (const count of counts) leases.push(await registerBatch(node, count, variables))
  return { ...(await publishRegistered()), node, leases }
}

export interface PublishedBatches extends LoadedSnapshot {
  readonly node: TestNode
  readonly leases: readonly Lease[]
}

/** Registers one honest batch. */
export async function registerBatch(
  node: TestNode,
  count: number,
  variables: Partial<AskedVariables> = {},
): Promise<Lease> {
  const lease = await leaseAs(node, count, variables)
  await submit(node, lease, pack(lease, generateAssets(lease)))
  await audit(lease)
  return lease
}

/** Publishes what is registered, by the steps of a build but without its workflow. */
export async function publishRegistered(): Promise<LoadedSnapshot> {
  const { version } = await beginRegistered()
  const world = buildWorld(env)
  const plan = await readPlan(env, version)
  if (plan === undefined) throw new Error('nothing is being built')
  await beginBuild(world, plan)
  for (let step = 0; (await runStep(world, plan, step)) !== 'done'; step += 1);
  await deleteBuildObjects(env.GEOMETRY, version)
  return loadSnapshot(env, version)
}

/** Begins a version that no workflow builds. */
export async function beginRegistered(): Promise<{ readonly version: string }> {
  const snapshots = { create: () => Promise.resolve() }
  const world = { ...env, SNAPSHOTS: snapshots as unknown as Env['SNAPSHOTS'] }
  const started = await startBuild(world, Date.now())
  if (started?.status !== 'building') throw new Error('nothing is new')
  return started
}

const newBatch = (batchNumber: number) => {
  const leaseId = someLeaseId()
  return { batchNumber, leaseId, shardKey: `shards/${leaseId}`, shardSha256: hashOfText(leaseId) }
}

async function putChunks(
  rows: readonly { readonly row: Row; readonly batch: AcceptedBatch }[],
): Promise<SnapshotChunk[]> {
  const chunks: SnapshotChunk[] = []
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    const part = rows.slice(from, from + CHUNK_ROWS)
    const batches: ChunkBatch[] = [...Map.groupBy(part, ({ batch }) => batch)].map(
      ([{ batchNumber, leaseId, generator, grid, views, count, ...batch }, { length }]) => ({
        ...{ batchNumber, leaseId, generator, grid, views, count },
        ...{ shardSha256: batch.shardSha256, shardBytes: batch.shardBytes, rows: length },
      }),
    )
    const chunk = { batches, rows: concatBytes(...part.map(({ row }) => formatRow(row))) }
    const bytes = formatChunk(chunk)
    const key = chunkKey(chunks.length, hashOf(bytes))
    await env.GEOMETRY.put(key, bytes)
    const root = chunkRoot(sha256, chunk)
    chunks.push({ key, rows: part.length, bytes: bytes.length, sha256: hashOf(bytes), root })
  }
  return chunks
}
