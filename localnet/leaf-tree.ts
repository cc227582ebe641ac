import { emptyNode, hashPair } from './emulation/keccak.ts'

/** A tree that holds only its filled nodes; changed leaves are hashed when a proof is asked for. */
export interface LeafTree {
  readonly depth: number
  readonly levels: Uint8Array[][]
  readonly changed: Set<number>
}

export function createLeafTree(depth: number): LeafTree {
  const levels = Array.from({ length: depth + 1 }, (): Uint8Array[] => [])
  return { depth, levels, changed: new Set() }
}

export function setLeaf(tree: LeafTree, index: number, hash: Uint8Array): void {
  const leaves = tree.levels[0] ?? []
  leaves[index] = hash
  tree.changed.add(index)
}

function nodeAt(tree: LeafTree, level: number, index: number): Uint8Array {
  return tree.levels[level]?.[index] ?? emptyNode(level)
}

function rehash(tree: LeafTree): void {
  let changed = new Set(tree.changed)
  for (let level = 0; level < tree.depth; level++) {
    const parents = new Set<number>()
    for (const index of changed) parents.add(Math.floor(index / 2))
    const above = tree.levels[level + 1] ?? []
    for (const parent of parents) {
      above[parent] = hashPair(nodeAt(tree, level, 2 * parent), nodeAt(tree, level, 2 * parent + 1))
    }
    changed = parents
  }
  tree.changed.clear()
}

export function treeRoot(tree: LeafTree): Uint8Array {
  rehash(tree)
  return nodeAt(tree, tree.depth, 0)
}

/** Siblings from the leaf's level upwards. */
export function treeProof(tree: LeafTree, index: number): Uint8Array[] {
  rehash(tree)
  return Array.from({ length: tree.depth }, (_, level) => {
    const position = Math.floor(index / 2 ** level)
    return nodeAt(tree, level, position % 2 === 0 ? position + 1 : position - 1)
  })
}
