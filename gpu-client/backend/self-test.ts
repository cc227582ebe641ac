import { createHash } from 'node:crypto'
import { fromHex } from '../../domain/bytes.ts'
import { ClientFault } from '../faults.ts'
import type { Backend, HashedAsset } from './backend.ts'
import { GOLDEN_ASSETS, type GoldenAsset } from './golden.ts'

/**
 * Refuses a backend whose assets would all be rejected: one that makes other bytes or other facts
 * than the released ones, or says another hash of them than this program finds.
 */
export async function assertReproduces(
  backend: Backend,
  signal: AbortSignal,
  assets: readonly GoldenAsset[] = GOLDEN_ASSETS,
): Promise<void> {
  // What is not released has nothing to be held to.
  if (assets.length === 0) throw new ClientFault('GENERATOR_UNSUPPORTED', { golden: 'none' })
  await Promise.all(
    assets.map(async (golden) => {
      const { generator, assetSeed, grid, sha256: expected } = golden
      const request = { generator, assetSeed: fromHex(assetSeed), grid, views: undefined }
      const asset = await backend.generate(request, signal)
      const made = hashOf(asset.glb)
      if (made === expected && isTold(asset, golden)) return
      const where = { backend: backend.name, generator, assetSeed, grid: String(grid) }
      throw new ClientFault('GENERATOR_MISMATCH', { ...where, expected, made, told: asset.sha256 })
    }),
  )
}

function isTold({ sha256, facts }: HashedAsset, golden: GoldenAsset): boolean {
  return sha256 === golden.sha256 && hashOf(JSON.stringify(facts)) === golden.factsSha256
}

function hashOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}
