import { fromHex } from '../../domain/bytes.ts'
import { ClientFault } from '../faults.ts'
import type { Backend } from './backend.ts'
import { GOLDEN_ASSETS } from './golden.ts'

/** Refuses to work on a machine whose assets would all be rejected. */
export async function assertReproduces(backend: Backend, signal: AbortSignal): Promise<void> {
  await Promise.all(
    GOLDEN_ASSETS.map(async ({ generator, assetSeed, grid, sha256 }) => {
      const request = { generator, assetSeed: fromHex(assetSeed), grid, views: undefined }
      const { sha256: made } = await backend.generate(request, signal)
      if (made === sha256) return
      const context = { generator, assetSeed, grid: String(grid), expected: sha256, made }
      throw new ClientFault('GENERATOR_MISMATCH', context)
    }),
  )
}
