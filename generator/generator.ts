import type { ViewsRequest } from '../domain/lease/views.ts'
import { type AugmentExports, openParent, type Parent, ParentError } from './augment.ts'
import { augments, type GeneratorId, rendersViews } from './versions.ts'
import { type WasmModule, webAssembly } from './web-assembly.ts'

/** Samples along each axis of the grid that an asset is extracted from. */
export const GRIDS = [32, 64, 128] as const

export const ASSET_SEED_BYTES = 16

export type { ViewsRequest }

/** `attempt` is the first recipe that the core accepted, `descriptor` 88 bytes in hex. */
interface CommonFacts {
  family: string
  attempt: number
  vertices: number
  triangles: number
  caption: string
  descriptor: string
}

/** `parts` is the number of primitives; the descriptor is 64 occupancy, 16 distances, 8 colors. */
export interface AssetFactsV1 extends CommonFacts {
  parts: number
}

export interface PartFacts {
  name: string
  material: string
}

/** From version 2 on; `_PART` in the GLB is an index into `parts`. */
export interface AssetFactsV2 extends CommonFacts {
  parts: PartFacts[]
  /** Names of WordNet or LVIS, such as `chair.n.01`. */
  tags: string[]
}

/** What the recipe says of its asset. */
export type AssetFacts = AssetFactsV1 | AssetFactsV2

export interface GeneratedAsset {
  /** A copy that the caller owns. */
  glb: Uint8Array<ArrayBuffer>
  facts: AssetFacts
}

/** OpenGL convention: x right, y up, looking down -z. */
export interface CameraPose {
  /** Camera to world, 16 numbers by rows. */
  readonly transform: readonly number[]
  /** Horizontal field of view in radians. */
  readonly cameraAngleX: number
  readonly near: number
  readonly far: number
}

export interface RawView {
  /**
   * Planes of size x size pixels, top row first: RGB, depth (uint16 little endian, 0 is background),
   * normal (3 bytes), part (index + 1, 0 is background); 9 bytes a pixel. A copy that the caller owns.
   */
  readonly planes: Uint8Array<ArrayBuffer>
  readonly camera: CameraPose
}

export interface Generator {
  readonly id: GeneratorId
  readonly grid: number
  /** Linear memory of the instance; only the first views of a size make it grow. */
  readonly memoryBytes: number
  /** The seed must be 16 bytes. Throws RangeError for another length or an unusable seed. */
  generate(assetSeed: Uint8Array): GeneratedAsset
  /**
   * Another asset, made of the parent by an operator that the seed draws. Throws ParentError for a
   * parent that cannot be augmented, RangeError where the version has no operators.
   */
  augment(parent: Parent, seed: Uint8Array): GeneratedAsset
  /** Renders the asset that was generated last. Throws RangeError where the version has no views. */
  views(request: ViewsRequest): RawView[]
  /** One of these views. */
  view(request: ViewsRequest, index: number): RawView
  /** The cameras of these views, without rendering. */
  cameras(request: ViewsRequest): CameraPose[]
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

interface ViewExports extends CoreExports {
  /** Bytes of the room for views of this size; 0 for a wrong size, or when memory could not grow. */
  openViews(size: number): number
  /** Address of the planes of one view. */
  renderView(index: number, count: number): number
  /** Takes the camera of one view without rendering it. */
  aimView(index: number, count: number): void
  /** Address of the camera that was taken last: 19 floats. */
  camera(): number
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
  const openViews = ({ size }: ViewsRequest): ViewExports => {
    if (!rendersViews(id)) throw new RangeError(`${id} has no views`)
    const withViews = core as ViewExports
    if (withViews.openViews(size) === 0) throw new RangeError(`No views of ${size} pixels`)
    return withViews
  }

  return {
    id,
    grid,
    get memoryBytes() {
      return core.memory.buffer.byteLength
    },
    generate(assetSeed) {
      return generateWith(core, assetSeed)
    },
    augment(parent, seed) {
      if (!augments(id)) throw new RangeError(`${id} does not augment`)
      return augmentWith(core as CoreExports & AugmentExports, parent, seed)
    },
    views(request) {
      const core = openViews(request)
      return indexesOf(request).map((index) => viewWith(core, request, index))
    },
    view(request, index) {
      return viewWith(openViews(request), request, index)
    },
    cameras(request) {
      const core = openViews(request)
      return indexesOf(request).map((index) => {
        core.aimView(index, request.count)
        return cameraOf(core)
      })
    },
  }
}

function generateWith(core: CoreExports, assetSeed: Uint8Array): GeneratedAsset {
  writeSeed(core, assetSeed)
  return takeAsset(core, core.generate())
}

function augmentWith(
  core: CoreExports & AugmentExports,
  parent: Parent,
  seed: Uint8Array,
): GeneratedAsset {
  openParent(core, parent)
  writeSeed(core, seed)
  const glbLength = core.augment()
  if (core.parentOpen() > 0) {
    throw new ParentError('PARENT_NOT_CLOSED', `${core.parentOpen()} lines leave it inside`)
  }
  if (glbLength === 0) throw new ParentError('PARENT_UNSUPPORTED', 'every attempt was rejected')
  return takeAsset(core, glbLength)
}

function writeSeed(core: CoreExports, assetSeed: Uint8Array): void {
  if (assetSeed.length !== ASSET_SEED_BYTES) {
    throw new RangeError(`An asset seed has 16 bytes, not ${assetSeed.length}`)
  }
  new Uint8Array(core.memory.buffer, core.seed(), ASSET_SEED_BYTES).set(assetSeed)
}

function takeAsset(core: CoreExports, glbLength: number): GeneratedAsset {
  if (glbLength === 0) throw new RangeError('The core rejected every attempt of this seed')
  const glb = new Uint8Array(core.memory.buffer, core.glb(), glbLength).slice()
  const facts = new Uint8Array(core.memory.buffer, core.facts(), core.factsLength())
  return { glb, facts: JSON.parse(new TextDecoder().decode(facts)) as AssetFacts }
}

const BYTES_PER_PIXEL = 9
const CAMERA_FLOATS = 19
const TRANSFORM_FLOATS = 16

const indexesOf = ({ count }: ViewsRequest): number[] => Array.from({ length: count }, (_, i) => i)

function viewWith(core: ViewExports, { count, size }: ViewsRequest, index: number): RawView {
  const address = core.renderView(index, count)
  const bytes = BYTES_PER_PIXEL * size * size
  const planes = new Uint8Array(core.memory.buffer, address, bytes).slice()
  return { planes, camera: cameraOf(core) }
}

function cameraOf(core: ViewExports): CameraPose {
  const floats = new Float32Array(core.memory.buffer, core.camera(), CAMERA_FLOATS)
  const [cameraAngleX = 0, near = 0, far = 0] = floats.subarray(TRANSFORM_FLOATS)
  return { transform: [...floats.subarray(0, TRANSFORM_FLOATS)], cameraAngleX, near, far }
}
