import { concatBytes } from '../bytes.ts'
import { SHA256_BYTES, type Sha256 } from '../hash.ts'
import { treeRoot } from './merkle.ts'
import { floorDivide, TILE_WIDTH, type Tile } from './tile.ts'

/**
 * A tree by its right edge: for each tile level, the hashes of the tile that is not full yet.
 * Enough to grow the tree and to compute its root, whatever its size.
 */
export interface TreeEdge {
  readonly size: number
  readonly levels: readonly (readonly Uint8Array[])[]
}

export interface WrittenTile extends Tile {
  readonly hashes: readonly Uint8Array[]
}

/** Appends leaf hashes. `tiles` are those to write: every one that became wider, full ones included. */
export function growTree(
  sha256: Sha256,
  tree: TreeEdge,
  leaves: readonly Uint8Array[],
): { readonly tree: TreeEdge; readonly tiles: readonly WrittenTile[] } {
  const levels = [...tree.levels]
  const tiles: WrittenTile[] = []
  let added = leaves
  for (let level = 0; added.length > 0; level += 1) {
    const index = floorDivide(tree.size, TILE_WIDTH ** (level + 1))
    const grown = cutTiles(level, index, [...(levels[level] ?? []), ...added])
    tiles.push(...grown)
    const full = grown.filter(({ width }) => width === TILE_WIDTH)
    levels[level] = grown.find(({ width }) => width < TILE_WIDTH)?.hashes ?? []
    added = full.map(({ hashes }) => treeRoot(sha256, hashes))
  }
  return { tree: { size: tree.size + leaves.length, levels }, tiles }
}

/** The RFC 6962 root of the tree. */
export function edgeRoot(sha256: Sha256, tree: TreeEdge): Uint8Array {
  let root: Uint8Array | undefined
  for (const hashes of tree.levels) {
    if (hashes.length === 0) continue
    root = treeRoot(sha256, root === undefined ? hashes : [...hashes, root])
  }
  return root ?? treeRoot(sha256, [])
}

/** The bytes of a tile, as it is served. */
export function joinHashes(hashes: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...hashes)
}

/** The hashes of a served tile, or undefined where its length is not that of 1 to 256 hashes. */
export function splitHashes(bytes: Uint8Array): Uint8Array[] | undefined {
  const count = bytes.length / SHA256_BYTES
  if (!Number.isInteger(count) || count < 1 || count > TILE_WIDTH) return undefined
  return Array.from({ length: count }, (_, i) =>
    bytes.slice(i * SHA256_BYTES, (i + 1) * SHA256_BYTES),
  )
}

function cutTiles(level: number, first: number, hashes: readonly Uint8Array[]): WrittenTile[] {
  const tiles: WrittenTile[] = []
  for (let at = 0; at < hashes.length; at += TILE_WIDTH) {
    const held = hashes.slice(at, at + TILE_WIDTH)
    tiles.push({ level, index: first + at / TILE_WIDTH, width: held.length, hashes: held })
  }
  return tiles
}
