import { createHmac } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { concatBytes, toHex } from '../../../domain/bytes.ts'
import { type ChunkBatch, chunkRoot, formatChunk } from '../../../domain/dataset/chunk.ts'
import { packFacets, QUALITIES, triangleRangeOf } from '../../../domain/dataset/facets.ts'
import { type Filter, matcherOf, WHOLE_DATASET } from '../../../domain/dataset/filter.ts'
import { formatRow, type Row } from '../../../domain/dataset/row.ts'
import { type SnapshotRecord, snapshotRoot } from '../../../domain/dataset/snapshot.ts'
import { batchId, type LeaseId, sha256Hex } from '../../../domain/ids.ts'
import type { LicenseClaims } from '../../../domain/license/claims.ts'
import { utf8Bytes } from '../../../domain/log/utf8.ts'
import { batchSeed, type ChildOf } from '../../../domain/seed/seed-tree.ts'
import { parseManifest } from '../../../domain/shard/manifest.ts'
import { TAR_BLOCK_BYTES, TAR_END } from '../../../domain/shard/tar.ts'
import { LATEST_GENERATOR } from '../../../generator/versions.ts'
import type { Backend } from '../../../gpu-client/backend/backend.ts'
import { packShard } from '../../../gpu-client/batch/pack-shard.ts'
import { homePaths, manifestPath, shardPath } from '../../../gpu-client/home/paths.ts'
import { signLicense } from '../../../signing/license-jws.ts'
import { sha256 } from '../../../signing/sha256.ts'
import { someClaims } from '../../signing/license-claims.ts'
import { NEVER } from './node.ts'

export const SEED_ROOT = new Uint8Array(32).fill(9)
export const SIGNING_SEED = '42'.repeat(32)

export const childOf: ChildOf = (parent, bit) =>
  new Uint8Array(createHmac('sha256', parent).update(Uint8Array.of(bit)).digest())

const hashHex = (bytes: Uint8Array) => sha256Hex(toHex(sha256(bytes)))

export interface FakeBatch {
  readonly head: Omit<ChunkBatch, 'rows'>
  readonly rows: readonly Row[]
  readonly shard: Uint8Array
}

/** A small snapshot with its shards, as they come from nodes. */
export interface FakeDataset {
  readonly record: SnapshotRecord
  readonly recordBytes: Uint8Array
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly batches: readonly FakeBatch[]
  /** A license of the filter that runs for thirty days from the time. */
  license(
    filter?: Partial<Filter>,
    changes?: Partial<LicenseClaims>,
  ): Promise<{ readonly claims: LicenseClaims; readonly text: string }>
}

export interface DatasetRequest {
  readonly folder: string
  readonly backend: Backend
  readonly grid?: number
  readonly generator?: string
  readonly views?: { readonly count: number; readonly size: number }
  /** Assets of each batch. */
  readonly counts: readonly number[]
  readonly firstBatch?: number
}

export async function fakeDataset(request: DatasetRequest): Promise<FakeDataset> {
  const packed: { head: Omit<ChunkBatch, 'rows'>; assets: Packed[]; shard: Uint8Array }[] = []
  for (const [at, count] of request.counts.entries()) {
    packed.push(await pack(request, (request.firstBatch ?? 4) + at, count))
  }
  const families = [...new Set(packed.flatMap(({ assets }) => assets.map(({ family }) => family)))]
  const tags = [...new Set(packed.flatMap(({ assets }) => assets.flatMap((asset) => asset.tags)))]
  let logIndex = 0
  const batches = packed.map(({ head, assets, shard }): FakeBatch => {
    const rows = assets.map((asset, index): Row => {
      const facets = packFacets({
        ...{ family: families.indexOf(asset.family), nsfw: false, kind: 'generated' },
        quality: QUALITIES[logIndex % QUALITIES.length] ?? 'low',
        ...{ triangles: triangleRangeOf(asset.triangles), views: head.views !== null },
      })
      const { sha256: hash, offset, bytes, span } = asset
      const place = { logIndex, batchNumber: head.batchNumber, index }
      logIndex += 1
      const tagPlaces = asset.tags.map((tag) => tags.indexOf(tag))
      return { ...place, sha256: hash, offset, bytes, span, facets, tags: tagPlaces }
    })
    return { head, rows, shard }
  })
  return snapshotOf(batches, { families, tags })
}

/** A snapshot of one chunk. */
export function snapshotOf(
  batches: readonly FakeBatch[],
  dictionary: Pick<SnapshotRecord, 'families' | 'tags'>,
): FakeDataset {
  const all = batches.flatMap(({ rows }) => rows)
  const rows = concatBytes(...all.map(formatRow))
  const listed = batches.map((batch) => ({ ...batch.head, rows: batch.rows.length }))
  const chunk = { batches: listed, rows }
  const bytes = formatChunk(chunk)
  const entry = {
    key: `datasets/chunks/000000-${hashHex(bytes)}.bin`,
    ...{ rows: all.length, bytes: bytes.length, sha256: hashHex(bytes) },
    root: chunkRoot(sha256, chunk),
  }
  const record: SnapshotRecord = {
    ...{ dataset: 'piwa', version: '1.0.0', parent: null, createdAtMs: 1 },
    ...{ logOrigin: 'log.test.example/piwa', logSize: all.length, rows: all.length },
    bytes: all.reduce((sum, row) => sum + row.span, 0),
    root: snapshotRoot(sha256, [entry]),
    ...{ ...dictionary, chunks: [entry], parts: [] },
  }
  const recordBytes = utf8Bytes(JSON.stringify(record))
  return {
    ...{ record, recordBytes, batches, files: new Map([[entry.key, bytes]]) },
    license: async (filter = {}, changes = {}) => {
      const wanted = { ...WHOLE_DATASET, ...filter }
      const matches = matcherOf(wanted, record)
      const licensed = all.filter((row) => matches(row.facets, row.tags))
      const now = Math.floor(Date.now() / 1000)
      const claims = someClaims({
        ...{ nbf: now - 60, iat: now - 60, exp: now + 86_400 * 30, filter: wanted },
        count: licensed.length,
        bytes: licensed.reduce((sum, row) => sum + row.span, 0),
        snapshot: {
          ...{ dataset: 'piwa', version: record.version, root: record.root },
          sha256: hashHex(recordBytes),
        },
        ...changes,
      })
      return { claims, text: `${await signLicense(SIGNING_SEED, claims)}\n` }
    },
  }
}

interface Packed extends Pick<Row, 'sha256' | 'offset' | 'bytes' | 'span'> {
  readonly family: string
  readonly triangles: number
  readonly tags: readonly string[]
}

async function pack(request: DatasetRequest, batch: number, count: number) {
  const { generator = LATEST_GENERATOR, grid = 32, views = null } = request
  const paths = homePaths(join(request.folder, 'node'))
  await mkdir(paths.shards, { recursive: true })
  const leaseId = `lease_${String(batch)
    .padStart(26, 'a')
    .replace(/[0189]/g, 'b')}` as LeaseId
  const lease = {
    ...{ leaseId, batchId: batchId(batch), generator, grid, count, views, expiresAtMs: 1 },
    seed: toHex(batchSeed(childOf, SEED_ROOT, batch)),
  }
  const deps = { paths, backend: request.backend, pace: async () => {}, packed: () => {} }
  const commitment = await packShard(deps, lease, NEVER)
  const parsed = parseManifest(await readFile(manifestPath(paths, leaseId), 'utf8'))
  if (parsed.status !== 'parsed') throw new Error(parsed.issue)
  const { assets } = parsed.manifest
  const end = commitment.shard.bytes - TAR_END.length
  return {
    head: {
      ...{ batchNumber: batch, leaseId, generator, grid, views, count },
      ...{ shardSha256: commitment.shard.sha256, shardBytes: commitment.shard.bytes },
    },
    shard: await readFile(shardPath(paths, leaseId)),
    assets: assets.map((asset, at): Packed => {
      const next = assets[at + 1]?.offset ?? end + TAR_BLOCK_BYTES
      const { sha256: hash, offset, bytes, family, triangles } = asset
      const tags = 'tags' in asset ? asset.tags : []
      return { sha256: hash, offset, bytes, span: next - offset, family, triangles, tags }
    }),
  }
}
