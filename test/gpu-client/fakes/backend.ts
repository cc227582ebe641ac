import { createHash } from 'node:crypto'
import { toHex } from '../../../domain/bytes.ts'
import { sha256Hex } from '../../../domain/ids.ts'
import type {
  Backend,
  GenerationRequest,
  HashedAsset,
} from '../../../gpu-client/backend/backend.ts'

/** An asset that follows from its seed as the real ones do, but costs nothing. */
export function fakeAsset({ assetSeed, grid }: GenerationRequest, bytes = 1_000): HashedAsset {
  const glb = new Uint8Array(bytes + (assetSeed[0] ?? 0)).fill(assetSeed[1] ?? 0)
  glb.set(assetSeed)
  const facts = {
    ...{ family: 'vase', attempt: 0, parts: 3, vertices: 8, triangles: 12 },
    caption: `a vase at grid ${grid}`,
    descriptor: toHex(assetSeed).repeat(6).slice(0, 176),
  }
  return { glb, facts, views: [], sha256: sha256Hex(createHash('sha256').update(glb).digest('hex')) }
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
