import { createHash } from 'node:crypto'
import { fromHex } from '../../domain/bytes.ts'
import { ClientFault } from '../faults.ts'
import type { Backend, HashedAsset } from './backend.ts'
import { GOLDEN_ASSETS, type GoldenAsset } from './golden.ts'

/** Enough to meet each machine-dependent path, on a GPU each multiprocessor too. */
export const PROOF_COUNT = 64

/**
 * Has the backend make golden assets and compares: its hashes with the released ones, and what it
 * calls the hash with what the bytes hash to here. Throws ClientFault GENERATOR_MISMATCH.
 */
export async function proveGolden(
  backend: Pick<Backend, 'name' | 'generate'>,
  assets: readonly GoldenAsset[],
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(
    assets.map(async (golden) => {
      const { generator, assetSeed, grid, sha256: expected } = golden
      const request = { generator, assetSeed: fromHex(assetSeed), grid, views: undefined }
      const asset = await backend.generate(request, signal)
      const made = hashOf(asset.glb)
      if (made === expected && isAs(asset, golden)) return
      const where = { backend: backend.name, generator, assetSeed, grid: String(grid) }
      throw new ClientFault('GENERATOR_MISMATCH', { ...where, expected, made, said: asset.sha256 })
    }),
  )
}

function isAs({ sha256 }: HashedAsset, golden: GoldenAsset): boolean {
  return sha256 === golden.sha256
}

export function goldenOf(generator: GoldenAsset['generator']): readonly GoldenAsset[] {
  return GOLDEN_ASSETS.filter((asset) => asset.generator === generator).slice(0, PROOF_COUNT)
}

function hashOf(glb: Uint8Array): string {
  return createHash('sha256').update(glb).digest('hex')
}
