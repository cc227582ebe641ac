import type { Submission } from '../../d1/submissions.ts'
import { assetSeed } from '../../domain/seed/asset-seed.ts'
import { isGeneratorId, rendersViews } from '../../generator/versions.ts'
import { encodePlane } from '../../generator/view-png.ts'
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

/** How many cameras stand around an asset for its pictures. */
export const PICTURES = 16
export const PICTURE_SIZE = 256

export const picturePath = (sha256Hex: string, view = 0, size = PICTURE_SIZE): string =>
  `/v1/assets/${sha256Hex}/view.png?i=${view}&size=${size}`

/** A picture of what the preview shows, as a PNG; undefined where the asset's version has no views. */
export function makePicture(
  env: Pick<Env, 'SEED_SECRET' | 'PREVIEW_GRID'>,
  { batchNumber, generator: id }: Pick<Submission, 'batchNumber' | 'generator'>,
  index: number,
  { view, size }: { readonly view: number; readonly size: number },
): Uint8Array | undefined {
  if (!isGeneratorId(id) || !rendersViews(id)) return undefined
  const seed = assetSeed(sha256, seedOfBatch(env, batchNumber), index)
  const generator = generatorFor(id, Number(env.PREVIEW_GRID))
  generator.generate(seed)
  const { planes } = generator.view({ count: PICTURES, size }, view)
  return encodePlane(planes.subarray(0, 3 * size * size), { channels: 3, bits: 8 }, size)
}
