import type { TreeNode } from './proof.ts'

/** Hashes in a full tile and entries in a full bundle. */
export const TILE_WIDTH = 256
const TILE_HEIGHT = 8

/** A tile of hashes; `width` hashes of it exist. Level 0 holds leaf hashes. */
export interface Tile {
  readonly level: number
  readonly index: number
  readonly width: number
}

export interface EntryBundle {
  readonly index: number
  readonly width: number
}

export type TileResource =
  | ({ readonly kind: 'hashes' } & Tile)
  | ({ readonly kind: 'entries' } & EntryBundle)

/** `tile/<L>/<N>[.p/<W>]` as tlog-tiles names it. */
export function tilePath(tile: Tile): string {
  return `tile/${tile.level}/${indexPath(tile.index)}${widthSuffix(tile.width)}`
}

/** `tile/entries/<N>[.p/<W>]`. */
export function entryBundlePath(bundle: EntryBundle): string {
  return `tile/entries/${indexPath(bundle.index)}${widthSuffix(bundle.width)}`
}

/** Reads a path that the two functions above can have written; any other is undefined. */
export function parseTilePath(path: string): TileResource | undefined {
  const match =
    /^tile\/(entries|[0-5])\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(path)
  const [, level, number, partial] = match ?? []
  if (level === undefined || number === undefined) return undefined
  const index = Number(number.replaceAll(/[x/]/g, ''))
  const width = partial === undefined ? TILE_WIDTH : Number(partial)
  if (!Number.isSafeInteger(index) || indexPath(index) !== number) return undefined
  if (partial !== undefined && width >= TILE_WIDTH) return undefined
  return level === 'entries'
    ? { kind: 'entries', index, width }
    : { kind: 'hashes', level: Number(level), index, width }
}

/** How many hashes of a tile exist in a tree of that size: 0 to 256. */
export function tileWidth(size: number, tile: Pick<Tile, 'level' | 'index'>): number {
  const hashes = floorDivide(size, TILE_WIDTH ** tile.level) - tile.index * TILE_WIDTH
  if (hashes < 0) return 0
  return hashes > TILE_WIDTH ? TILE_WIDTH : hashes
}

/** The tile that holds a node, and the run of its hashes that the node is the root of. */
export function tileOfNode(node: TreeNode): {
  readonly level: number
  readonly index: number
  readonly from: number
  readonly count: number
} {
  const level = floorDivide(node.level, TILE_HEIGHT)
  const count = 2 ** (node.level % TILE_HEIGHT)
  const first = node.index * count
  return { level, index: floorDivide(first, TILE_WIDTH), from: first % TILE_WIDTH, count }
}

export function floorDivide(value: number, unit: number): number {
  return (value - (value % unit)) / unit
}

function indexPath(index: number): string {
  const last = threeDigits(index % 1000)
  const rest = floorDivide(index, 1000)
  return rest === 0 ? last : `${indexGroups(rest)}${last}`
}

function indexGroups(index: number): string {
  const rest = floorDivide(index, 1000)
  return `${rest === 0 ? '' : indexGroups(rest)}x${threeDigits(index % 1000)}/`
}

function threeDigits(value: number): string {
  return String(value).padStart(3, '0')
}

function widthSuffix(width: number): string {
  return width === TILE_WIDTH ? '' : `.p/${width}`
}
