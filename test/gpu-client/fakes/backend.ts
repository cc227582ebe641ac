import { createHash } from 'node:crypto'
import { toHex } from '../../../domain/bytes.ts'
import { sha256Hex } from '../../../domain/ids.ts'
import type { AssetFacts } from '../../../generator/generator.ts'
import { versionOf } from '../../../generator/versions.ts'
import type {
  Backend,
  GenerationRequest,
  HashedAsset,
} from '../../../gpu-client/backend/backend.ts'

/** An asset that follows from its seed as the real ones do, but costs nothing. */
export function fakeAsset(request: GenerationRequest, bytes = 1_000): HashedAsset {
  const { assetSeed } = request
  const glb = new Uint8Array(bytes + (assetSeed[0] ?? 0)).fill(assetSeed[1] ?? 0)
  glb.set(assetSeed)
  const sha256 = sha256Hex(createHash('sha256').update(glb).digest('hex'))
  return { glb, facts: fakeFacts(request), views: [], sha256 }
}

function fakeFacts({ generator, assetSeed, grid }: GenerationRequest): AssetFacts {
  const facts = {
    ...{ family: 'vase', attempt: 0, vertices: 8, triangles: 12 },
    caption: `a vase at grid ${grid}`,
    descriptor: toHex(assetSeed).repeat(6).slice(0, 176),
  }
  if (versionOf(generator) === 1) return { ...facts, parts: 3 }
  return { ...facts, parts: [{ name: 'body', material: 'ceramic' }], tags: ['vase.n.01'] }
}

export function createFakeBackend(assetBytes = 1_000): Backend & { readonly generated: string[] } {
  const generated: string[] = []
  return {
    name: 'fake',
    threads: 2,
    generated,
    generate: async (request, signal) => {
      await new Promise((resolve) => setImmediate(resolve))
      signal.throwIfAborted()
      generated.push(toHex(request.assetSeed))
      return fakeAsset(request, assetBytes)
    },
    close: async () => undefined,
  }
}
