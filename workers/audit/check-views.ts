import type { AuditRule } from '../../domain/audit/rules.ts'
import { equalBytes, toHex } from '../../domain/bytes.ts'
import type { Sha256Hex } from '../../domain/ids.ts'
import type { ViewsRequest } from '../../domain/lease/views.ts'
import { parseUtf8 } from '../../domain/log/utf8.ts'
import type { ManifestAsset } from '../../domain/shard/asset-record.ts'
import { tarEntryBytes } from '../../domain/shard/tar.ts'
import {
  planeOf,
  transformsBytesMax,
  transformsName,
  VIEW_PLANES,
  viewImageBytesMax,
  viewImageName,
} from '../../domain/shard/views-files.ts'
import { viewsHash } from '../../domain/shard/views-hash.ts'
import {
  formatTransforms,
  readDigests,
  type ViewCamera,
} from '../../domain/shard/views-transforms.ts'
import { decodePlane } from '../../generator/read-view-png.ts'
import { sha256 } from '../../signing/sha256.ts'
import type { ByteSource } from './byte-source.ts'
import { takeFileWithin } from './take-file.ts'

/** What re-execution says of the views of an asset: all cameras, the planes of the drawn ones. */
export interface RenderedViews {
  readonly cameras: readonly ViewCamera[]
  readonly planes: ReadonlyMap<number, Uint8Array>
}

/**
 * Reads the views of an asset off a shard. The digests of all views must be those that the manifest
 * binds; where the asset was re-executed, its cameras and the drawn views must be reproduced and the
 * images of those must decode to their planes. Answers how many bytes they take, or the fault.
 */
export async function checkViews(
  source: ByteSource,
  asset: ManifestAsset,
  request: ViewsRequest,
  rendered: RenderedViews | undefined,
): Promise<number | AuditRule> {
  const { index } = asset
  const bytesMax = transformsBytesMax(request.count)
  const transforms = await takeFileWithin(source, transformsName(index), bytesMax)
  if (!(transforms instanceof Uint8Array)) return transforms
  if (!areReproduced(asset, parseUtf8(transforms) ?? '', request, rendered)) {
    return 'VIEWS_NOT_REPRODUCED'
  }
  let taken = tarEntryBytes(transforms.length)
  for (let view = 0; view < request.count; view += 1) {
    const bytes = await checkImages(source, index, view, request.size, rendered?.planes.get(view))
    if (typeof bytes === 'string') return bytes
    taken += bytes
  }
  return taken
}

function areReproduced(
  asset: ManifestAsset,
  transforms: string,
  request: ViewsRequest,
  rendered: RenderedViews | undefined,
): boolean {
  const digests = readDigests(transforms, request)
  const stated = 'views' in asset ? asset.views : undefined
  if (digests === undefined || viewsHash(sha256, digests) !== stated) return false
  if (rendered === undefined) return true
  const expected = formatTransforms(asset.index, request, rendered.cameras, digests)
  return transforms === expected && [...rendered.planes].every(isDigestOf(digests))
}

const isDigestOf =
  (digests: readonly Sha256Hex[]) =>
  ([view, planes]: readonly [number, Uint8Array]): boolean =>
    digests[view] === toHex(sha256(planes))

async function checkImages(
  source: ByteSource,
  index: number,
  view: number,
  size: number,
  planes: Uint8Array | undefined,
): Promise<number | AuditRule> {
  let taken = 0
  for (const plane of VIEW_PLANES) {
    const name = viewImageName(index, plane, view)
    const image = await takeFileWithin(source, name, viewImageBytesMax(plane, size))
    if (!(image instanceof Uint8Array)) return image
    if (planes !== undefined) {
      const decoded = decodePlane(image, plane, size)
      const isSame = decoded !== undefined && equalBytes(decoded, planeOf(planes, plane, size))
      if (!isSame) return 'VIEWS_NOT_REPRODUCED'
    }
    taken += tarEntryBytes(image.length)
  }
  return taken
}
