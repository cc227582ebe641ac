import { fromHex, toHex } from '../bytes.ts'
import { type Sha256Hex, sha256Hex } from '../ids.ts'

/**
 * What a snapshot states of one asset for whoever fetches it. Its bytes are a leaf of the snapshot's
 * tree: a root fixes which assets there are, what they are and where they lie.
 */
export interface Row {
  readonly logIndex: number
  readonly batchNumber: number
  /** Position in the batch. */
  readonly index: number
  /** Of the GLB. */
  readonly sha256: Sha256Hex
  /** Where the GLB starts in the shard. */
  readonly offset: number
  /** Length of the GLB. */
  readonly bytes: number
  /** Length of all files of the asset in the shard, headers and padding included. */
  readonly span: number
  /** Packed facets. */
  readonly facets: number
  /** Positions in the snapshot's dictionary of tags. */
  readonly tags: readonly number[]
}

export const ROW_FIXED_BYTES = 63
export const ROW_TAGS_MAX = 16

const UINT32_UNITS = 2 ** 32
const UINT48_MAX = 2 ** 48 - 1

export const rowBytes = ({ tags }: Pick<Row, 'tags'>): number => ROW_FIXED_BYTES + 2 * tags.length

/**
 * Big-endian: log index (6 bytes), batch number (6), index (2), SHA-256 (32), offset, bytes, span
 * and facets (4 each), the number of tags (1), the tags (2 each). Throws RangeError for what does
 * not fit.
 */
export function formatRow(row: Row): Uint8Array {
  if (row.tags.length > ROW_TAGS_MAX) throw new RangeError(`${row.tags.length} tags of one row`)
  const bytes = new Uint8Array(rowBytes(row))
  const view = new DataView(bytes.buffer)
  setUint48(view, 0, row.logIndex)
  setUint48(view, 6, row.batchNumber)
  view.setUint16(12, within(row.index, 0xffff))
  bytes.set(fromHex(row.sha256), 14)
  for (const [place, value] of [row.offset, row.bytes, row.span, row.facets].entries()) {
    view.setUint32(46 + 4 * place, within(value, UINT32_UNITS - 1))
  }
  bytes[62] = row.tags.length
  for (const [place, tag] of row.tags.entries()) {
    view.setUint16(ROW_FIXED_BYTES + 2 * place, within(tag, 0xffff))
  }
  return bytes
}

/** The row that starts at a position, and how long it is. Throws RangeError where there is none. */
export function readRow(
  bytes: Uint8Array,
  at: number,
): { readonly row: Row; readonly length: number } {
  const length = rowLengthAt(bytes, at)
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, length)
  const tags = Array.from({ length: (length - ROW_FIXED_BYTES) / 2 }, (_, place) =>
    view.getUint16(ROW_FIXED_BYTES + 2 * place),
  )
  const row = {
    logIndex: getUint48(view, 0),
    batchNumber: getUint48(view, 6),
    index: view.getUint16(12),
    sha256: sha256Hex(toHex(bytes.subarray(at + 14, at + 46))),
    offset: view.getUint32(46),
    bytes: view.getUint32(50),
    span: view.getUint32(54),
    facets: view.getUint32(58),
    tags,
  }
  return { row, length }
}

/** What filters decide by, of the row that starts at a position: far cheaper than the whole row. */
export function readFacets(
  bytes: Uint8Array,
  at: number,
): Pick<Row, 'facets' | 'tags'> & { readonly length: number } {
  const length = rowLengthAt(bytes, at)
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, length)
  const tags: number[] = []
  for (let place = ROW_FIXED_BYTES; place < length; place += 2) tags.push(view.getUint16(place))
  return { facets: view.getUint32(58), tags, length }
}

/** Length of the row that starts at a position. Throws RangeError where the bytes end within it. */
export function rowLengthAt(bytes: Uint8Array, at: number): number {
  const tags = bytes[at + ROW_FIXED_BYTES - 1]
  if (tags === undefined || tags > ROW_TAGS_MAX) throw new RangeError(`no row at byte ${at}`)
  const length = ROW_FIXED_BYTES + 2 * tags
  if (at + length > bytes.length) throw new RangeError(`the row at byte ${at} is cut off`)
  return length
}

function within(value: number, max: number): number {
  if (!Number.isInteger(value) || value < 0 || value > max) {
    throw new RangeError(`does not fit a row: ${value}`)
  }
  return value
}

function setUint48(view: DataView, at: number, value: number): void {
  within(value, UINT48_MAX)
  view.setUint16(at, (value - (value % UINT32_UNITS)) / UINT32_UNITS)
  view.setUint32(at + 2, value % UINT32_UNITS)
}

function getUint48(view: DataView, at: number): number {
  return view.getUint16(at) * UINT32_UNITS + view.getUint32(at + 2)
}
