import { assetSeed } from '../../domain/seed/asset-seed.ts'
import { sha256 } from '../../signing/sha256.ts'
import { generatorFor } from '../audit/reexecute.ts'
import { seedOfBatch } from '../oracle/seeds.ts'

/** A coarse grid shows what an asset is without giving the licensed asset away. */
const PREVIEW_GRID = 32

export const previewPath = (logIndex: number): string => `/v1/previews/${logIndex}.glb`

/** The asset made anew on a coarse grid: about 40 KB, from its seed alone. */
export function makePreview(
  env: Pick<Env, 'SEED_SECRET'>,
  batchNumber: number,
  index: number,
): Uint8Array {
  const seed = assetSeed(sha256, seedOfBatch(env, batchNumber), index)
  return generatorFor(PREVIEW_GRID).generate(seed).glb
}
