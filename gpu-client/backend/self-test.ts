import { fromHex } from '../../domain/bytes.ts'
import { ClientFault } from '../faults.ts'
import type { Backend } from './backend.ts'
import { GOLDEN_ASSETS } from './golden.ts'

/** Refuses to work on a machine whose assets would all be rejected. */
export async function assertReproduces(backend: Backend, signal: AbortSignal): Promise<void> {
  await Promise.all(
    GOLDEN_ASSETS.map(async ({ assetSeed, grid, sha256 }) => {
      const generated = await backend.generate({ assetSeed: fromHex(assetSeed), grid }, signal)
      if (generated.sha256 === sha256) return
      const context = { assetSeed, grid: String(grid), expected: sha256, made: generated.sha256 }
      throw new ClientFault('GENERATOR_MISMATCH', context)
    }),
  )
}
