import { isSha256Hex, type Sha256Hex } from '../ids.ts'
import type { ViewsRequest } from '../lease/views.ts'
import { isRecord } from './json-checks.ts'
import { VIEW_PLANES, viewImageName } from './views-files.ts'

/** A camera in the axes of OpenGL: x right, y up, looking down -z. */
export interface ViewCamera {
  /** Camera to world, 16 numbers by rows. */
  readonly transform: readonly number[]
  readonly cameraAngleX: number
  readonly near: number
  readonly far: number
}

/**
 * The `transforms.json` of an asset in the style of NeRF data sets. All views share the lens, so its
 * numbers stand once. A depth of 0 is background; else it is the distance along the viewing axis,
 * near + depth / depth_max * (far - near). `sha256` is of the raw planes: what the images decode to.
 */
export function formatTransforms(
  index: number,
  { size }: ViewsRequest,
  cameras: readonly ViewCamera[],
  digests: readonly string[],
): string {
  const [first] = cameras
  if (first === undefined) throw new RangeError('no cameras')
  const { cameraAngleX, near, far } = first
  const frames = cameras.map(({ transform }, view) => ({
    ...filesOf(index, view),
    transform_matrix: [0, 4, 8, 12].map((row) => transform.slice(row, row + 4)),
    sha256: digests[view],
  }))
  return JSON.stringify({
    camera_angle_x: cameraAngleX,
    ...{ w: size, h: size, near, far },
    depth_max: 65_535,
    frames,
  })
}

function filesOf(index: number, view: number): Record<string, string> {
  const names = VIEW_PLANES.map((plane) => {
    const field = plane.name === 'rgb' ? 'file_path' : `${plane.name}_path`
    return [field, viewImageName(index, plane, view)] as const
  })
  return Object.fromEntries(names)
}

/** The digests that a `transforms.json` states of its views, or undefined where it states none. */
export function readDigests(text: string, { count }: ViewsRequest): Sha256Hex[] | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isRecord(value) || !Array.isArray(value.frames)) return undefined
  const digests = value.frames.map((frame: unknown) => (isRecord(frame) ? frame.sha256 : undefined))
  const isStated = digests.every(
    (digest): digest is Sha256Hex => typeof digest === 'string' && isSha256Hex(digest),
  )
  return isStated && digests.length === count ? digests : undefined
}
