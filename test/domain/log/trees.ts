import type { Sha256 } from '../../../domain/hash.ts'
import { inclusionProofs, type ReadNode } from '../../../domain/log/proof.ts'
import { type Tile, tileWidth } from '../../../domain/log/tile.ts'
import type { TreeEdge } from '../../../domain/log/tree.ts'

export const EMPTY_TREE: TreeEdge = { size: 0, levels: [] }

/** The audit path of one leaf. */
export function inclusionProofOf(
  sha256: Sha256,
  read: ReadNode,
  { index, size }: { readonly index: number; readonly size: number },
): Uint8Array[] {
  return inclusionProofs(sha256, read, { first: index, count: 1, size }).flat()
}

/** Every tile that the tree of `to` has and the tree of `from` has not, told from the sizes alone. */
export function tilesBetween(from: number, to: number): Tile[] {
  const tiles: Tile[] = []
  for (let level = 0; 256 ** level <= to; level += 1) {
    for (let index = 0; index * 256 ** (level + 1) < to; index += 1) {
      const width = tileWidth(to, { level, index })
      if (width > tileWidth(from, { level, index })) tiles.push({ level, index, width })
    }
  }
  return tiles
}
