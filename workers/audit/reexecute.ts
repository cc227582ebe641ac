import { assetSeed } from '../../domain/seed/asset-seed.ts'
import { formatAssetRecord, type ManifestAsset } from '../../domain/shard/manifest.ts'
import wasm from '../../generator/build/piwa-procedural-1.wasm'
import { createGenerator, type Generator } from '../../generator/generator.ts'
import { sha256 } from '../../signing/sha256.ts'
import type { Fault } from './check-shard.ts'

/** One generator a grid, for as long as the isolate lives. */
const generators = new Map<number, Generator>()

export function generatorFor(grid: number): Generator {
  const known = generators.get(grid)
  if (known !== undefined) return known
  const made = createGenerator('piwa-procedural@1', wasm, grid)
  generators.set(grid, made)
  return made
}

/** Makes the asset anew from its seed and compares bytes and facts. */
export function reexecute(
  seed: Uint8Array,
  grid: number,
  asset: ManifestAsset,
  glb: Uint8Array,
): Fault | undefined {
  const { index, sha256: contentHash, bytes, offset } = asset
  const made = generatorFor(grid).generate(assetSeed(sha256, seed, index))
  if (!Buffer.from(glb.buffer, glb.byteOffset, glb.length).equals(made.glb)) {
    return { rule: 'ASSET_NOT_REPRODUCED', index }
  }
  const expected = formatAssetRecord({ index, sha256: contentHash, bytes, offset, ...made.facts })
  return formatAssetRecord(asset) === expected ? undefined : { rule: 'FACTS_NOT_REPRODUCED', index }
}
