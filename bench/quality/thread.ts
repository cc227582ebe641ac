import { parentPort, workerData } from 'node:worker_threads'
import { createGenerator, type GeneratedAsset, type Generator } from '../../generator/generator.ts'
import { goldenSeed } from '../../generator/golden-seeds.ts'
import { findNeighbors, type Neighbors } from './duplicates.ts'
import { measureAsset } from './measure-asset.ts'
import { OCCUPANCY_WORDS } from './occupancy.ts'
import type { Chunk, SampledAsset, Task, ThreadData } from './sample.ts'
import { vendiOfSolids } from './vendi.ts'

/** Undefined when the generator rejects every attempt, its one RangeError for a seed of 16 bytes. */
function tryGenerate(generator: Generator, seed: number): GeneratedAsset | undefined {
  try {
    return generator.generate(goldenSeed(seed))
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

async function measureSeeds(generator: Generator, from: number, until: number): Promise<Chunk> {
  const assets: SampledAsset[] = []
  const occupancies = new Uint32Array((until - from) * OCCUPANCY_WORDS)
  let rejectedSeeds = 0
  for (let seed = from; seed < until; seed += 1) {
    const asset = tryGenerate(generator, seed)
    if (asset === undefined) {
      rejectedSeeds += 1
      continue
    }
    if (family !== undefined && asset.facts.family !== family) continue
    const { measures, occupancy } = await measureAsset(asset, grid)
    occupancies.set(occupancy, assets.length * OCCUPANCY_WORDS)
    assets.push({ ...measures, seed })
  }
  return {
    assets,
    rejectedSeeds,
    occupancies: occupancies.slice(0, assets.length * OCCUPANCY_WORDS),
  }
}

const { generator: id, module, grid, family } = workerData as ThreadData
const generator = createGenerator(id, module, grid)

async function answer(task: Task): Promise<Chunk | Neighbors | number> {
  if (task.kind === 'measure') return measureSeeds(generator, task.from, task.until)
  if (task.kind === 'neighbors') return findNeighbors(task.occupancies, task)
  return vendiOfSolids(task.occupancies, task.count)
}

parentPort?.on('message', async (task: Task) => {
  parentPort?.postMessage(await answer(task))
})
