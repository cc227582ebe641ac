import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import type { GeneratorId } from '../../generator/versions.ts'
import type { WasmModule } from '../../generator/web-assembly.ts'
import { mergeNeighbors, type Neighbors } from './duplicates.ts'
import type { AssetMeasures } from './measure-asset.ts'
import { OCCUPANCY_WORDS } from './occupancy.ts'

export interface SampleRequest {
  readonly generator: GeneratorId
  readonly grid: number
  /** Assets wanted. */
  readonly assets: number
  /** Only assets of this family are measured and counted. */
  readonly family: string | undefined
}

export interface SampledAsset extends AssetMeasures {
  /** Number of the golden seed. */
  readonly seed: number
}

export interface Sample {
  readonly assets: readonly SampledAsset[]
  /** Seeds that the generator gave no asset for. */
  readonly rejectedSeeds: number
  readonly occupancies: Uint32Array
}

export interface ThreadData extends Pick<SampleRequest, 'generator' | 'grid' | 'family'> {
  readonly module: WasmModule
}

export type Task =
  | { readonly kind: 'measure'; readonly from: number; readonly until: number }
  | {
      readonly kind: 'neighbors'
      readonly occupancies: Uint32Array
      readonly index: number
      readonly of: number
    }
  | { readonly kind: 'vendi'; readonly occupancies: Uint32Array; readonly count: number }

/** What one thread says of some seeds: the assets, and their occupancies one after the other. */
export type Chunk = Sample

const SEEDS_PER_TASK = 20
/** A family that fewer of the seeds give is not looked for. */
const SEEDS_PER_ASSET_MAX = 400

export interface Threads {
  readonly count: number
  ask(thread: number, task: Task): Promise<unknown>
  close(): Promise<void>
}

export async function startThreads(request: SampleRequest): Promise<Threads> {
  const { generator, grid, family } = request
  const module = await loadGeneratorModule(generator)
  const workerData: ThreadData = { generator, grid, family, module }
  const file = new URL('./thread.ts', import.meta.url)
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(file, { workerData }),
  )
  return {
    count: workers.length,
    ask(thread, task) {
      const worker = workers[thread]
      if (worker === undefined) throw new RangeError(`There is no thread ${thread}`)
      return new Promise((resolve, reject) => {
        worker.once('error', reject)
        worker.once('message', (answer) => {
          worker.off('error', reject)
          resolve(answer)
        })
        worker.postMessage(task)
      })
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

/** Golden seeds in their order, until there are enough assets. */
export async function drawSample(request: SampleRequest, threads: Threads): Promise<Sample> {
  const chunks: Chunk[] = []
  const seedsMax = request.assets * (request.family === undefined ? 1 : SEEDS_PER_ASSET_MAX)
  let nextTask = 0
  let found = 0
  const work = async (thread: number): Promise<void> => {
    while (found < request.assets && nextTask * SEEDS_PER_TASK < seedsMax) {
      const task = nextTask
      nextTask += 1
      const from = task * SEEDS_PER_TASK
      const until = Math.min(from + SEEDS_PER_TASK, seedsMax)
      const chunk = (await threads.ask(thread, { kind: 'measure', from, until })) as Chunk
      chunks[task] = chunk
      found += chunk.assets.length
    }
  }
  await Promise.all(Array.from({ length: threads.count }, (_, thread) => work(thread)))
  return joinChunks(chunks, request.assets)
}

/** Shared memory, so that every thread of a search reads the same copy. */
function joinChunks(chunks: readonly Chunk[], assetsMax: number): Sample {
  const assets = chunks.flatMap((chunk) => chunk.assets).slice(0, assetsMax)
  const words = assets.length * OCCUPANCY_WORDS
  const occupancies = new Uint32Array(new SharedArrayBuffer(words * Uint32Array.BYTES_PER_ELEMENT))
  let at = 0
  for (const chunk of chunks) {
    occupancies.set(chunk.occupancies.subarray(0, words - at), at)
    at = Math.min(at + chunk.occupancies.length, words)
  }
  return {
    assets,
    rejectedSeeds: chunks.reduce((sum, chunk) => sum + chunk.rejectedSeeds, 0),
    occupancies,
  }
}

export async function searchNeighbors(sample: Sample, threads: Threads): Promise<Neighbors> {
  const { occupancies } = sample
  const of = threads.count
  const parts = await Promise.all(
    Array.from({ length: of }, (_, index) =>
      threads.ask(index, { kind: 'neighbors', occupancies, index, of }),
    ),
  )
  return mergeNeighbors(parts as Neighbors[])
}

/** Vendi scores of the first assets, as many as each of `sizes` says. */
export async function scoreDiversity(
  { occupancies }: Sample,
  sizes: readonly number[],
  threads: Threads,
): Promise<number[]> {
  const scores: number[] = []
  const queue = [...sizes.entries()]
  const work = async (thread: number): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const [index, count] = next
      scores[index] = (await threads.ask(thread, { kind: 'vendi', occupancies, count })) as number
    }
  }
  await Promise.all(Array.from({ length: threads.count }, (_, thread) => work(thread)))
  return scores
}
