import type { Submission } from '../../d1/submissions.ts'
import { assetSeed } from '../../domain/seed/asset-seed.ts'
import { sha256 } from '../../signing/sha256.ts'
import { generatorFor } from '../audit/generators.ts'
import { seedOfBatch } from '../oracle/seeds.ts'

export const previewPath = (logIndex: number): string => `/v1/previews/${logIndex}.glb`

/**
 * The asset made anew from its seed. In production PREVIEW_GRID is coarse: it shows what an asset is
 * without giving the licensed asset away.
 */
export function makePreview(
  env: Pick<Env, 'SEED_SECRET' | 'PREVIEW_GRID'>,
  { batchNumber, generator }: Pick<Submission, 'batchNumber' | 'generator'>,
  index: number,
): Uint8Array {
  const seed = assetSeed(sha256, seedOfBatch(env, batchNumber), index)
  return generatorFor(generator, Number(env.PREVIEW_GRID)).generate(seed).glb
}
