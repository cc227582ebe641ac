import { concatBytes } from '../bytes.ts'
import { floorDivide, TILE_WIDTH } from './tile.ts'

/** Largest entry a log takes. tlog-tiles allows 65,535; a bundle of 255 must fit one 2 MB row. */
export const ENTRY_BYTES_MAX = 4_096

/** The bytes of a bundle: each entry behind its length as a big-endian uint16. */
export function joinEntries(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > 0xffff) throw new RangeError(`entry of ${entry.length} bytes`)
      return [Uint8Array.from([entry.length >> 8, entry.length & 255]), entry]
    }),
  )
}

/** The entries of a bundle, or undefined where the bytes end within an entry or hold more than 256. */
export function splitEntries(bytes: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
    const end = at + 2 + length
    if (end > bytes.length || entries.length === TILE_WIDTH) return undefined
    entries.push(bytes.slice(at + 2, end))
    at = end
  }
  return entries
}

export interface WrittenBundle {
  readonly index: number
  readonly width: number
  readonly entries: readonly Uint8Array[]
}

/** The bundles to write when entries are appended to a log whose last, partial bundle is given. */
export function growBundles(
  size: number,
  partial: readonly Uint8Array[],
  added: readonly Uint8Array[],
): readonly WrittenBundle[] {
  const first = floorDivide(size, TILE_WIDTH)
  const entries = [...partial, ...added]
  const bundles: WrittenBundle[] = []
  for (let at = 0; at < entries.length; at += TILE_WIDTH) {
    const held = entries.slice(at, at + TILE_WIDTH)
    bundles.push({ index: first + at / TILE_WIDTH, width: held.length, entries: held })
  }
  return bundles
}
