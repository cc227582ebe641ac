import { TAR_BLOCK_BYTES } from './tar.ts'

/** One image of a view: where its pixels lie among the raw planes, which hold 9 bytes a pixel. */
export interface ViewPlane {
  readonly name: 'rgb' | 'depth' | 'normal' | 'part'
  readonly channels: 1 | 3
  readonly bits: 8 | 16
  /** Bytes a pixel of the planes before it. */
  readonly at: number
}

/** In the order of the raw planes, and of the shard. */
export const VIEW_PLANES: readonly ViewPlane[] = [
  { name: 'rgb', channels: 3, bits: 8, at: 0 },
  { name: 'depth', channels: 1, bits: 16, at: 3 },
  { name: 'normal', channels: 3, bits: 8, at: 5 },
  { name: 'part', channels: 1, bits: 8, at: 8 },
]

const DIGITS = 6

export const transformsName = (index: number): string => `${key(index)}.transforms.json`

/** Named as WebDataset and NeRF readers expect: `000123.rgb_00.png`. */
export const viewImageName = (index: number, plane: ViewPlane, view: number): string =>
  `${key(index)}.${plane.name}_${String(view).padStart(2, '0')}.png`

const key = (index: number): string => String(index).padStart(DIGITS, '0')

export const planePixelBytes = ({ channels, bits }: ViewPlane): number => channels * (bits / 8)

/** The bytes of one plane among the raw planes of a view. */
export function planeOf(planes: Uint8Array, plane: ViewPlane, size: number): Uint8Array {
  const pixels = size * size
  return planes.subarray(plane.at * pixels, (plane.at + planePixelBytes(plane)) * pixels)
}

/** Longest image of a plane: what does not compress, in chunks, and a filter byte a row. */
export function viewImageBytesMax(plane: ViewPlane, size: number): number {
  const raw = (planePixelBytes(plane) * size + 1) * size
  return raw + (raw >> 6) + 2 * TAR_BLOCK_BYTES
}

/** Longest `transforms.json` of so many views. */
export const transformsBytesMax = (count: number): number => 1_024 + 1_024 * count
