import { emptyNode, equalBytes, hashPair } from './keccak.ts'
import {
  changeLogIndex,
  changeLogNode,
  changeLogRoot,
  currentRoot,
  readCounters,
  rightmostIndex,
  rightmostLeaf,
  rightmostProofNode,
  type TreeAccount,
  writeChangeLog,
  writeCounters,
  writeRightmostIndex,
} from './merkle-tree-account.ts'
import { ensure } from './program-failure.ts'

/** What one change did to the tree: the new nodes from the leaf upwards, then the root. */
export interface TreeChange {
  index: number
  sequence: bigint
  path: Uint8Array[]
  root: Uint8Array
}

function isLeft(index: number, level: number): boolean {
  return ((index >>> level) & 1) === 0
}

function hashUp(
  node: Uint8Array,
  sibling: Uint8Array,
  at: { index: number; level: number },
): Uint8Array {
  return isLeft(at.index, at.level) ? hashPair(node, sibling) : hashPair(sibling, node)
}

function pathFromProof(
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  index: number,
): { path: Uint8Array[]; root: Uint8Array } {
  const path: Uint8Array[] = []
  let node = leaf
  for (const [level, sibling] of proof.entries()) {
    path.push(node)
    node = hashUp(node, sibling, { index, level })
  }
  return { path, root: node }
}

export function initializeTree(tree: TreeAccount): TreeChange {
  const path = Array.from({ length: tree.depth }, (_, level) => emptyNode(level))
  const root = emptyNode(tree.depth)
  writeCounters(tree, { sequence: 0n, active: 0, filled: 1 })
  writeChangeLog(tree, 0, { root, path, index: 0 })
  for (const [level, node] of path.entries()) rightmostProofNode(tree, level).set(node)
  return { index: 0, sequence: 0n, path, root }
}

/** Records a change in the ring and moves the counters on. */
function commitChange(tree: TreeAccount, change: Omit<TreeChange, 'sequence'>): TreeChange {
  const counters = readCounters(tree)
  const active = (counters.active + 1) & (tree.bufferSize - 1)
  const sequence = counters.sequence + 1n
  writeCounters(tree, {
    sequence,
    active,
    filled: Math.min(counters.filled + 1, tree.bufferSize),
  })
  writeChangeLog(tree, active, change)
  return { ...change, sequence }
}

/** The level at which the path of leaf `index` leaves the filled part of the tree. */
function intersectionLevel(index: number): number {
  return 31 - Math.clz32(index & -index)
}

function appendPath(
  tree: TreeAccount,
  leaf: Uint8Array,
  index: number,
): Omit<TreeChange, 'sequence'> {
  const intersection = intersectionLevel(index)
  const path: Uint8Array[] = []
  let node = leaf
  let filled: Uint8Array = Uint8Array.from(rightmostLeaf(tree))
  for (let level = 0; level < tree.depth; level++) {
    path.push(node)
    const proofNode = rightmostProofNode(tree, level)
    if (level < intersection) {
      filled = hashUp(filled, proofNode, { index: index - 1, level })
      node = hashPair(node, emptyNode(level))
      proofNode.set(emptyNode(level))
    } else if (level === intersection) {
      node = hashPair(filled, node)
      proofNode.set(filled)
    } else {
      node = hashUp(node, proofNode, { index: index - 1, level })
    }
  }
  return { index, path, root: node }
}

function firstPath(tree: TreeAccount, leaf: Uint8Array): Omit<TreeChange, 'sequence'> {
  const proof = Array.from({ length: tree.depth }, (_, level) => emptyNode(level))
  return { index: 0, ...pathFromProof(leaf, proof, 0) }
}

/** Appends `leaf` at the next free index; needs no proof. */
export function appendLeaf(tree: TreeAccount, leaf: Uint8Array): TreeChange {
  const index = rightmostIndex(tree)
  ensure(index < 2 ** tree.depth, 'ConcurrentMerkleTreeError')
  const change = index === 0 ? firstPath(tree, leaf) : appendPath(tree, leaf, index)
  rightmostLeaf(tree).set(leaf)
  writeRightmostIndex(tree, index + 1)
  return commitChange(tree, change)
}

/** Ring slots after the proof's root, or after the oldest known one, up to the newest. */
function slotsSince(tree: TreeAccount, root: Uint8Array): number[] {
  const { active, filled } = readCounters(tree)
  const mask = tree.bufferSize - 1
  const newer: number[] = []
  for (let age = 0; age < filled; age++) {
    const slot = (active - age) & mask
    if (equalBytes(changeLogRoot(tree, slot), root)) return newer.reverse()
    newer.push(slot)
  }
  return newer.reverse().slice(1)
}

/** The highest level at which the paths of two leaves still differ. */
function divergenceLevel(tree: TreeAccount, left: number, right: number): number {
  return tree.depth - 1 - Math.clz32((left ^ right) << (32 - tree.depth))
}

function fastForward(
  tree: TreeAccount,
  proof: Uint8Array[],
  at: { root: Uint8Array; index: number; leaf: Uint8Array },
): void {
  let leaf = at.leaf
  for (const slot of slotsSince(tree, at.root)) {
    const changed = changeLogIndex(tree, slot)
    if (changed === at.index) {
      leaf = changeLogNode(tree, slot, 0)
    } else {
      const level = divergenceLevel(tree, changed, at.index)
      proof[level] = Uint8Array.from(changeLogNode(tree, slot, level))
    }
  }
  ensure(equalBytes(leaf, at.leaf), 'ConcurrentMerkleTreeError')
}

function updateRightmost(tree: TreeAccount, change: Omit<TreeChange, 'sequence'>): void {
  const last = rightmostIndex(tree) - 1
  if (last + 1 >= 2 ** tree.depth) return
  if (change.index === last) {
    rightmostLeaf(tree).set(change.path[0] ?? emptyNode(0))
  } else {
    const level = divergenceLevel(tree, last, change.index)
    rightmostProofNode(tree, level).set(change.path[level] ?? emptyNode(level))
  }
}

/** Replaces a leaf, given a proof against any root still in the ring. */
export function replaceLeaf(
  tree: TreeAccount,
  request: {
    root: Uint8Array
    previous: Uint8Array
    next: Uint8Array
    proof: Uint8Array[]
    index: number
  },
): TreeChange {
  const { root, previous, next, index } = request
  ensure(index < 2 ** tree.depth, 'LeafIndexOutOfBounds')
  ensure(index < rightmostIndex(tree), 'ConcurrentMerkleTreeError')
  ensure(request.proof.length === tree.depth, 'ConcurrentMerkleTreeError')
  const proof = [...request.proof]
  fastForward(tree, proof, { root, index, leaf: previous })
  const before = pathFromProof(previous, proof, index)
  ensure(equalBytes(before.root, currentRoot(tree)), 'ConcurrentMerkleTreeError')
  const change = { index, ...pathFromProof(next, proof, index) }
  updateRightmost(tree, change)
  return commitChange(tree, change)
}
