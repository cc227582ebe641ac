import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getHeapStatistics } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { CELL_BYTES } from '../../domain/dataset/cube.ts'
import type { SnapshotRecord } from '../../domain/dataset/snapshot.ts'
import { beginBuild, runStep } from '../../workers/snapshots/steps.ts'
import type { BuildPlan, BuildWorld } from '../../workers/snapshots/world.ts'
import { folderBucket } from './folder-bucket.ts'
import { syntheticSource, threadCpuMs } from './synthetic-batches.ts'

/** What a build did, as its thread tells it. */
export interface BuildFigures {
  readonly [name: string]: number
}

export interface BuildOrder {
  readonly folder: string
  readonly rows: number
}

const BYTES_PER_MEGABYTE = 1e6

async function build({ folder, rows }: BuildOrder): Promise<BuildFigures> {
  let peakBytes = 0
  let cubeBytes = 0
  let samples = 0
  let published: SnapshotRecord | undefined
  const watch = (): void => {
    const { used_heap_size: heap, external_memory: external } = getHeapStatistics()
    peakBytes = Math.max(peakBytes, heap + external)
  }
  const source = await syntheticSource(rows)
  const world: BuildWorld = {
    bucket: folderBucket(folder, watch),
    source,
    catalog: {
      async putCubes(_, cubes) {
        for (const [, { facets }] of cubes) cubeBytes += facets.length * CELL_BYTES
        watch()
      },
      async putSamples(_, added) {
        samples += added.length
        watch()
      },
      async publish(record) {
        published = record
      },
    },
  }
  const plan: BuildPlan = {
    ...{ version: '1.0.0', parent: null, extendsParent: false, startedAtMs: 1_700_000_000_000 },
    ...{ logOrigin: 'bench/log', logSize: rows, assets: rows },
  }
  const startMs = performance.now()
  const startCpuMs = threadCpuMs()
  await beginBuild(world, plan)
  let steps = 0
  let stepMsMax = 0
  let phase = 'rows'
  while (phase !== 'done') {
    const [stepMs, madeMs] = [performance.now(), source.making().ms]
    phase = await runStep(world, plan, steps)
    const ownMs = performance.now() - stepMs - (source.making().ms - madeMs)
    stepMsMax = Math.max(stepMsMax, ownMs)
    steps += 1
  }
  const making = source.making()
  const seconds = (performance.now() - startMs - making.ms) / 1_000
  const cpuSeconds = (threadCpuMs() - startCpuMs - making.cpuMs) / 1_000
  if (published === undefined) throw new Error('the build published nothing')
  const { chunks, parts } = published
  const bytesOf = (files: readonly { readonly bytes: number }[]): number =>
    files.reduce((sum, { bytes }) => sum + bytes, 0)
  const record = await readFile(join(folder, 'datasets/records/1.0.0.json'))
  return {
    rows,
    seconds,
    rowsPerSecond: rows / seconds,
    cpuSeconds,
    steps,
    stepSecondsMax: stepMsMax / 1_000,
    stepPeakMegabytes: peakBytes / BYTES_PER_MEGABYTE,
    chunkBytesPerAsset: bytesOf(chunks) / rows,
    parquetBytesPerAsset: bytesOf(parts) / rows,
    indexBytesPerAsset: (bytesOf(chunks) + cubeBytes + record.length) / rows,
    cubeBytes,
    ...{ recordBytes: record.length, chunks: chunks.length, parts: parts.length, samples },
  }
}

parentPort?.postMessage(await build(workerData as BuildOrder))
