import type { GeneratorId } from './versions.ts'
import { type WasmModule, webAssembly } from './web-assembly.ts'

/** Samples along each axis of the grid that an asset is extracted from. */
export const GRIDS = [32, 64, 128] as const

export const ASSET_SEED_BYTES = 16

/**
 * What the recipe says of its asset. `attempt` is the first that the core accepted, `parts` the
 * number of primitives, `descriptor` 88 bytes in hex: 64 occupancy, 16 distances, 8 colors.
 */
export interface AssetFacts {
  family: string
  attempt: number
  parts: number
  vertices: number
  triangles: number
  caption: string
  descriptor: string
}

export interface GeneratedAsset {
  /** A copy that the caller owns. */
  glb: Uint8Array<ArrayBuffer>
  facts: AssetFacts
}

export interface Generator {
  readonly id: GeneratorId
  readonly grid: number
  /** Linear memory of the instance, constant after creation. */
  readonly memoryBytes: number
  /** The seed must be 16 bytes. Throws RangeError for another length or an unusable seed. */
  generate(assetSeed: Uint8Array): GeneratedAsset
}

interface CoreExports {
  memory: { readonly buffer: ArrayBuffer }
  open(grid: number): number
  seed(): number
  generate(): number
  glb(): number
  facts(): number
  factsLength(): number
}

/**
 * One instance for one grid, without compilation (workerd forbids it) and without waiting; `module`
 * is the build of the version that `id` names. Not reentrant; a thread that wants two grids makes
 * two generators.
 */
export function createGenerator(id: GeneratorId, module: WasmModule, grid: number): Generator {
  if (!GRIDS.some((supported) => supported === grid)) {
    throw new RangeError(`Grid ${grid} is not one of ${GRIDS.join(', ')}`)
  }
  const instance = new webAssembly.Instance(module)
  const core = instance.exports as unknown as CoreExports
  if (core.open(grid) === 0) throw new RangeError(`No memory for grid ${grid}`)

  return {
    id,
    grid,
    memoryBytes: core.memory.buffer.byteLength,
    generate(assetSeed) {
      return generateWith(core, assetSeed)
    },
  }
}

function generateWith(core: CoreExports, assetSeed: Uint8Array): GeneratedAsset {
  if (assetSeed.length !== ASSET_SEED_BYTES) {
    throw new RangeError(`An asset seed has 16 bytes, not ${assetSeed.length}`)
  }
  new Uint8Array(core.memory.buffer, core.seed(), ASSET_SEED_BYTES).set(assetSeed)
  const glbLength = core.generate()
  if (glbLength === 0) throw new RangeError('The core rejected every attempt of this seed')

  const glb = new Uint8Array(core.memory.buffer, core.glb(), glbLength).slice()
  const facts = new Uint8Array(core.memory.buffer, core.facts(), core.factsLength())
  return { glb, facts: JSON.parse(new TextDecoder().decode(facts)) as AssetFacts }
}
