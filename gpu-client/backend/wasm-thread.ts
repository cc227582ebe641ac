import { parentPort, workerData } from 'node:worker_threads'
import { toHex } from '../../domain/bytes.ts'
import { sha256Hex } from '../../domain/ids.ts'
import { createGenerator, type Generator } from '../../generator/generator.ts'
import { LATEST_GENERATOR } from '../../generator/versions.ts'
import { sha256 } from '../../signing/sha256.ts'
import type { ThreadAnswer, ThreadData, ThreadRequest } from './thread-messages.ts'

const { module } = workerData as ThreadData
const generators = new Map<number, Generator>()

function generatorFor(grid: number): Generator {
  const known = generators.get(grid)
  if (known !== undefined) return known
  const made = createGenerator(LATEST_GENERATOR, module, grid)
  // One grid at a time: the working memory of a grid of 128 is eight times that of 64.
  generators.clear()
  generators.set(grid, made)
  return made
}

function answer({ assetSeed, grid }: ThreadRequest): ThreadAnswer {
  try {
    const { glb, facts } = generatorFor(grid).generate(assetSeed)
    return { asset: { glb, facts, sha256: sha256Hex(toHex(sha256(glb))) } }
  } catch (error) {
    // After a trap the memory of the instance cannot be trusted.
    generators.clear()
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', (request: ThreadRequest) => {
  const reply = answer(request)
  const transfer = 'asset' in reply ? [reply.asset.glb.buffer as ArrayBuffer] : []
  parentPort?.postMessage(reply, transfer)
})
