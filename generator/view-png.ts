import { type PackerOptions, PNG } from 'pngjs'
import type { ViewPlane } from '../domain/shard/views-files.ts'

/** Measured on views: level 6 takes twice the time for 5% less. */
const DEFLATE_LEVEL = 3
/** zlib's default strategy; that of the library is made for photographs. */
const DEFLATE_STRATEGY = 0
/** Each byte as its difference to the pixel before: a fifth less than without. */
const FILTER_SUB = 1

/**
 * One plane of a view as a PNG. Its bytes are the library's and may change with it: nothing but its
 * pixels is ever hashed.
 */
export function encodePlane(
  pixels: Uint8Array,
  { channels, bits }: Pick<ViewPlane, 'channels' | 'bits'>,
  size: number,
  changes: Pick<PackerOptions, 'deflateLevel' | 'filterType'> = {},
): Uint8Array {
  const colorType = channels === 3 ? 2 : 0
  const options: PackerOptions = {
    ...{ colorType, inputColorType: colorType, inputHasAlpha: false, bitDepth: bits },
    ...{ deflateLevel: DEFLATE_LEVEL, deflateStrategy: DEFLATE_STRATEGY, filterType: FILTER_SUB },
    ...changes,
  }
  // A copy of its own: the library reads 16 bits from the start of the buffer, in the host's order.
  const data = Buffer.from(Uint8Array.from(pixels).buffer)
  const image = Object.assign(new PNG({ width: size, height: size }), { data })
  return new Uint8Array(PNG.sync.write(image, options))
}
