import { toHex } from '../../domain/bytes.ts'
import { sha256Hex } from '../../domain/ids.ts'
import type { AssetFacts, CameraPose, RawView } from '../../generator/generator.ts'
import type { GenerationRequest, HashedAsset } from './backend.ts'
import { type AssetFrame, FrameError } from './frames.ts'

/** Color, depth, normal, part. */
const PLANE_BYTES_A_PIXEL = 9
/** A matrix of 4 x 4, the angle, near and far. */
const CAMERA_FLOATS = 19
const CAMERA_BYTES = CAMERA_FLOATS * 4
const TRANSFORM_FLOATS = 16
const GLB_MAGIC = 'glTF'

/** Reads what a child made; throws FrameError when that is not what was asked for. */
export function readAsset(frame: AssetFrame, request: GenerationRequest): HashedAsset {
  const { glb, sha256 } = frame
  const magic = Buffer.from(glb.buffer, glb.byteOffset, 4).toString('latin1')
  if (magic !== GLB_MAGIC) throw new FrameError(`an asset that is no GLB: ${glb.length} bytes`)
  return {
    // Not the Buffer that it came in: the methods of that one differ.
    glb: new Uint8Array(glb.buffer, glb.byteOffset, glb.length),
    sha256: sha256Hex(toHex(sha256)),
    facts: readFacts(frame.facts),
    views: readViews(frame.views, request),
  }
}

function readFacts(bytes: Uint8Array): AssetFacts {
  try {
    const facts: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof facts === 'object' && facts !== null && 'family' in facts) return facts as AssetFacts
  } catch (cause) {
    throw new FrameError('facts that are no JSON', { cause })
  }
  throw new FrameError('facts without a family')
}

/** The planes of all views, then the cameras of all. */
function readViews(bytes: Uint8Array<ArrayBuffer>, { views }: GenerationRequest): RawView[] {
  const { count, size } = views ?? { count: 0, size: 0 }
  const planeBytes = PLANE_BYTES_A_PIXEL * size * size
  const camerasAt = count * planeBytes
  if (bytes.length !== camerasAt + count * CAMERA_BYTES) {
    throw new FrameError(`${count} views of ${size} pixels in ${bytes.length} bytes`)
  }
  const cameras = new DataView(bytes.buffer, bytes.byteOffset + camerasAt)
  return Array.from({ length: count }, (_, index) => ({
    planes: new Uint8Array(bytes.buffer, bytes.byteOffset + index * planeBytes, planeBytes).slice(),
    camera: readCamera(cameras, index * CAMERA_BYTES),
  }))
}

function readCamera(cameras: DataView, at: number): CameraPose {
  const floats = Array.from({ length: CAMERA_FLOATS }, (_, i) =>
    cameras.getFloat32(at + i * 4, true),
  )
  const [cameraAngleX = 0, near = 0, far = 0] = floats.slice(TRANSFORM_FLOATS)
  return { transform: floats.slice(0, TRANSFORM_FLOATS), cameraAngleX, near, far }
}
