import { parentPort, workerData } from 'node:worker_threads'
import { toHex } from '../../domain/bytes.ts'
import { sha256Hex } from '../../domain/ids.ts'
import { createGenerator, type Generator } from '../../generator/generator.ts'
import type { GeneratorId } from '../../generator/versions.ts'
import { sha256 } from '../../signing/sha256.ts'
import type { GenerationRequest, HashedAsset } from './backend.ts'
import type { ThreadAnswer, ThreadData, ThreadRequest } from './thread-messages.ts'

const { modules } = workerData as ThreadData

/** One grid a version: the working memory of a grid of 128 is eight times that of 64. */
const generators = new Map<GeneratorId, Generator>()

function generatorFor({ generator: id, grid }: GenerationRequest): Generator {
  const known = generators.get(id)
  if (known?.grid === grid) return known
  const made = createGenerator(id, modules[id], grid)
  generators.set(id, made)
  return made
}

function answer(request: ThreadRequest): ThreadAnswer {
  try {
    const generator = generatorFor(request)
    const { glb, facts } = generator.generate(request.assetSeed)
    const views = request.views === undefined ? [] : generator.views(request.views)
    return { asset: { glb, facts, views, sha256: sha256Hex(toHex(sha256(glb))) } }
  } catch (error) {
    // After a trap the memory of the instance cannot be trusted.
    generators.delete(request.generator)
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

function buffersOf({ glb, views }: HashedAsset): ArrayBufferLike[] {
  return [glb.buffer, ...views.map(({ planes }) => planes.buffer)]
}

parentPort?.on('message', (request: ThreadRequest) => {
  const reply = answer(request)
  const transfer = 'asset' in reply ? buffersOf(reply.asset) : []
  parentPort?.postMessage(reply, transfer as ArrayBuffer[])
})
