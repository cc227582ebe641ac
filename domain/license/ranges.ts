import type { Row } from '../dataset/row.ts'
import { TAR_BLOCK_BYTES } from '../shard/tar.ts'

/** Bytes of an object from `from` up to, and without, `to`. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

/**
 * Where the files of assets lie in their shard: whole entries of the tar, those that touch joined up to
 * a length, which only a single asset may exceed. In the order of the rows; throws RangeError where two
 * of them overlap.
 */
export function byteRanges(
  rows: readonly Pick<Row, 'offset' | 'span'>[],
  bytesMax = Number.POSITIVE_INFINITY,
): ByteRange[] {
  const ranges: { from: number; to: number }[] = []
  for (const { offset, span } of rows) {
    const from = offset - TAR_BLOCK_BYTES
    const to = from + span
    const last = ranges.at(-1)
    if (last !== undefined && from < last.to) {
      throw new RangeError(`an asset at byte ${from} overlaps one that ends at ${last.to}`)
    }
    if (from === last?.to && to - last.from <= bytesMax) last.to = to
    else ranges.push({ from, to })
  }
  return ranges
}
