import { concatBytes } from '../../domain/bytes.ts'
import { type AcceptedAsset, rowOf } from '../../domain/dataset/accepted-asset.ts'
import {
  CHUNK_ROWS,
  type Chunk,
  type ChunkBatch,
  chunkRoot,
  formatChunk,
} from '../../domain/dataset/chunk.ts'
import { cellsOf } from '../../domain/dataset/columns.ts'
import { CubeBuilder } from '../../domain/dataset/cube.ts'
import { GrowingDictionary } from '../../domain/dataset/dictionary.ts'
import { EMPTY_CUBE, mergeCubes } from '../../domain/dataset/merge-cubes.ts'
import { formatRow } from '../../domain/dataset/row.ts'
import type { SnapshotChunk } from '../../domain/dataset/snapshot.ts'
import { chunkKey, readChunk, scatterKey } from '../../r2/snapshot-store.ts'
import { sha256 } from '../../signing/sha256.ts'
import { type BatchRows, takeAssets } from './batch-rows.ts'
import { putByContent } from './put-object.ts'
import { SampleCollector } from './samples.ts'
import { Scatterer } from './scatter.ts'
import type { BuildState } from './state.ts'
import type { BuildPlan, BuildWorld } from './world.ts'

/** Adds the next assets of the log to the last chunk, or begins a new one. */
export async function addRows(
  { bucket, source }: BuildWorld,
  { version, logSize }: BuildPlan,
  state: BuildState,
): Promise<BuildState> {
  const tail = tailOf(state)
  const range = { from: state.next, to: logSize }
  const taken = await takeAssets(source, range, CHUNK_ROWS - (tail?.rows ?? 0))
  const last = taken.at(-1)?.assets.at(-1)
  // Nothing is left of the range but assets that were taken out of the dataset.
  if (last === undefined) return { ...state, next: logSize }

  const grown = growFacts(state, taken)
  const started = tail === undefined ? undefined : await readChunk(bucket, tail.key)
  const position = tail === undefined ? state.chunks.length : state.chunks.length - 1
  const stored = await putChunk(bucket, position, {
    batches: [...(started?.batches ?? []), ...taken.map(chunkBatch)],
    rows: concatBytes(...(started === undefined ? [] : [started.rows]), ...grown.rows),
  })
  const { key } = await putByContent(bucket, grown.scatter.bytes, (hash) =>
    scatterKey(version, position, hash),
  )
  return {
    ...state,
    ...grown.facts,
    ...{ next: last.logIndex + 1, rows: state.rows + grown.rows.length },
    chunks: [...state.chunks.slice(0, position), stored],
    scatters: [...state.scatters, { key, groups: grown.scatter.groups }],
  }
}

/** The last chunk where it has room. */
function tailOf({ chunks }: BuildState): SnapshotChunk | undefined {
  const last = chunks.at(-1)
  return last !== undefined && last.rows < CHUNK_ROWS ? last : undefined
}

/** What new assets add to all that is not a chunk. */
function growFacts(state: BuildState, taken: readonly BatchRows[]) {
  const dictionary = new GrowingDictionary(state)
  const samples = new SampleCollector(state.samples)
  const scatterer = new Scatterer()
  const added = new Map<string, CubeBuilder>([['', new CubeBuilder()]])
  const rows: Uint8Array[] = []
  let bytes = state.bytes
  for (const { batch, assets } of taken) {
    for (const asset of assets) {
      const row = rowOf(batch, asset, dictionary)
      const family = dictionary.family(asset.family)
      rows.push(formatRow(row))
      bytes += row.span
      scatterer.add(family, asset.quality, cellsOf(batch, asset))
      for (const tag of ['', ...asset.tags]) {
        const cube = added.get(tag) ?? new CubeBuilder()
        added.set(tag, cube)
        cube.add(row.facets, 1, row.span)
      }
      if (samples.isWanted(family, asset.sha256)) {
        samples.offer(family, sampleOf(asset, row.facets))
      }
    }
  }
  const cubes = new Map(state.cubes)
  for (const [tag, cube] of added) {
    cubes.set(tag, mergeCubes(cubes.get(tag) ?? EMPTY_CUBE, cube.build()))
  }
  const facts = { ...dictionary.names(), samples: samples.families(), cubes, bytes }
  return { facts, rows, scatter: scatterer.build() }
}

function sampleOf(asset: AcceptedAsset, facets: number) {
  const { logIndex, sha256: hash, family, caption, tags, triangles, bytes } = asset
  return { logIndex, sha256: hash, facets, family, caption, tags, triangles, bytes }
}

function chunkBatch({ batch, assets }: BatchRows): ChunkBatch {
  const { batchNumber, leaseId, generator, grid, views, count, shardSha256, shardBytes } = batch
  return {
    ...{ batchNumber, leaseId, generator, grid, views, count, shardSha256, shardBytes },
    rows: assets.length,
  }
}

async function putChunk(
  bucket: BuildWorld['bucket'],
  position: number,
  chunk: Chunk,
): Promise<SnapshotChunk> {
  const rows = chunk.batches.reduce((sum, batch) => sum + batch.rows, 0)
  const stored = await putByContent(bucket, formatChunk(chunk), (hash) => chunkKey(position, hash))
  return { ...stored, rows, root: chunkRoot(sha256, chunk) }
}
