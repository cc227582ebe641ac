import type { Sha256Hex } from '../../domain/ids.ts'
import { utf8Bytes } from '../../domain/log/utf8.ts'
import {
  planeOf,
  transformsName,
  VIEW_PLANES,
  viewImageName,
} from '../../domain/shard/views-files.ts'
import { formatTransforms } from '../../domain/shard/views-transforms.ts'
import type { RawView } from '../../generator/generator.ts'
import { encodePlane } from '../../generator/view-png.ts'
import type { AssetFile } from './asset-files.ts'

const BYTES_PER_PIXEL = 9

/** The files that follow an asset's record in the shard: `transforms.json`, then the images by view. */
export function viewFiles(
  index: number,
  views: readonly RawView[],
  digests: readonly Sha256Hex[],
): AssetFile[] {
  const [first] = views
  if (first === undefined) return []
  const size = Math.sqrt(first.planes.length / BYTES_PER_PIXEL)
  const cameras = views.map(({ camera }) => camera)
  const text = formatTransforms(index, { count: views.length, size }, cameras, digests)
  const images = views.flatMap(({ planes }, view) =>
    VIEW_PLANES.map((plane) => ({
      name: viewImageName(index, plane, view),
      content: encodePlane(planeOf(planes, plane, size), plane, size),
    })),
  )
  return [{ name: transformsName(index), content: utf8Bytes(text) }, ...images]
}
