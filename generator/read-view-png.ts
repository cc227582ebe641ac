import { inflateSync } from 'node:zlib'
import { planePixelBytes, type ViewPlane } from '../domain/shard/views-files.ts'

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** Length, type and checksum around the data of a chunk. */
const CHUNK_FRAME_BYTES = 12
const IHDR_BYTES = 13

/**
 * The raw bytes of a plane from its PNG, or undefined for any other image. For bytes that a stranger
 * made: the header is compared before anything is inflated, and little more is inflated than the plane
 * has. Libraries for PNG inflate first.
 */
export function decodePlane(
  png: Uint8Array,
  plane: ViewPlane,
  size: number,
): Uint8Array | undefined {
  const chunks = readChunks(png)
  const [header, ...rest] = chunks ?? []
  const end = rest.pop()
  if (header === undefined || end === undefined || !isHeaderOf(header, plane, size))
    return undefined
  if (end.type !== 'IEND' || end.data.length > 0) return undefined
  if (rest.length === 0 || rest.some(({ type }) => type !== 'IDAT')) return undefined
  const rowBytes = planePixelBytes(plane) * size
  const filtered = inflate(Buffer.concat(rest.map(({ data }) => data)), (rowBytes + 1) * size)
  if (filtered === undefined) return undefined
  const raw = unfilter(filtered, rowBytes, planePixelBytes(plane))
  return raw && plane.bits === 16 ? swapPairs(raw) : raw
}

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
}

function readChunks(png: Uint8Array): Chunk[] | undefined {
  if (!SIGNATURE.every((byte, i) => png[i] === byte)) return undefined
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const chunks: Chunk[] = []
  let at = SIGNATURE.length
  while (at + CHUNK_FRAME_BYTES <= png.length) {
    const bytes = view.getUint32(at)
    if (bytes > png.length - at - CHUNK_FRAME_BYTES) return undefined
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8))
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + bytes) })
    at += CHUNK_FRAME_BYTES + bytes
  }
  return at === png.length ? chunks : undefined
}

function isHeaderOf({ type, data }: Chunk, plane: ViewPlane, size: number): boolean {
  if (type !== 'IHDR' || data.length !== IHDR_BYTES) return false
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const { channels, bits } = plane
  const rest = [bits, channels === 3 ? 2 : 0, 0, 0, 0]
  const isSize = view.getUint32(0) === size && view.getUint32(4) === size
  return isSize && rest.every((byte, i) => data[8 + i] === byte)
}

/** Workers count the room that they make in steps against the limit, not what they fill of it. */
const INFLATE_STEP_BYTES = 65_536

function inflate(bytes: Uint8Array, expected: number): Uint8Array | undefined {
  try {
    const maxOutputLength = 2 * expected + INFLATE_STEP_BYTES
    const inflated = inflateSync(bytes, { maxOutputLength })
    return inflated.length === expected ? inflated : undefined
  } catch {
    return undefined
  }
}

/** Undoes the five filters of PNG, each a prediction from the bytes left, above and upper left. */
function unfilter(rows: Uint8Array, rowBytes: number, pixel: number): Uint8Array | undefined {
  const height = rows.length / (rowBytes + 1)
  // A row of zeros above and a pixel of zeros on the left are what the border counts as.
  const stride = pixel + rowBytes
  const padded = new Uint8Array((height + 1) * stride)
  const raw = new Uint8Array(height * rowBytes)
  for (let y = 0; y < height; y += 1) {
    const row = rows.subarray(y * (rowBytes + 1), (y + 1) * (rowBytes + 1))
    const predict = PREDICTIONS[row[0] ?? 0]
    if (predict === undefined) return undefined
    const to = (y + 1) * stride + pixel
    unfilterRow(padded, to, stride, pixel, row.subarray(1), predict)
    raw.set(padded.subarray(to, to + rowBytes), y * rowBytes)
  }
  return raw
}

function unfilterRow(
  padded: Uint8Array,
  to: number,
  stride: number,
  pixel: number,
  row: Uint8Array,
  predict: Predict,
): void {
  for (let x = 0; x < row.length; x += 1) {
    const at = to + x
    padded[at] = (row[x] ?? 0) + predict(padded, at, pixel, stride)
  }
}

/** What the byte at `at` is likely to be. */
type Predict = (padded: Uint8Array, at: number, pixel: number, stride: number) => number

const PREDICTIONS: readonly Predict[] = [
  () => 0,
  (padded, at, pixel) => padded[at - pixel] ?? 0,
  (padded, at, _, stride) => padded[at - stride] ?? 0,
  (padded, at, pixel, stride) => ((padded[at - pixel] ?? 0) + (padded[at - stride] ?? 0)) >> 1,
  (padded, at, pixel, stride) =>
    paeth(padded[at - pixel] ?? 0, padded[at - stride] ?? 0, padded[at - stride - pixel] ?? 0),
]

/** Source: PNG specification, third edition, 9.4. */
function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const toLeft = Math.abs(guess - left)
  const toAbove = Math.abs(guess - above)
  const toCorner = Math.abs(guess - corner)
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}

/** PNG stores 16 bits with the high byte first, the planes with the low one. */
function swapPairs(bytes: Uint8Array): Uint8Array {
  for (let i = 0; i < bytes.length; i += 2) {
    const high = bytes[i] ?? 0
    bytes[i] = bytes[i + 1] ?? 0
    bytes[i + 1] = high
  }
  return bytes
}
