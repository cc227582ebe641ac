import { emptyNode, equalBytes, NODE_BYTES } from './keccak.ts'
import type { TreeAccount } from './merkle-tree-account.ts'

/** The number of levels below the root that the account caches, or undefined for an odd size. */
export function canopyDepth(tree: TreeAccount): number | undefined {
  const nodes = (tree.bytes.length - tree.canopyOffset) / NODE_BYTES
  const levels = Math.log2(nodes + 2) - 1
  return Number.isInteger(levels) && levels >= 0 && levels <= tree.depth ? levels : undefined
}

function canopyNode(tree: TreeAccount, nodeIndex: number): Buffer {
  const offset = tree.canopyOffset + (nodeIndex - 2) * NODE_BYTES
  return tree.bytes.subarray(offset, offset + NODE_BYTES)
}

/** `path` runs from the leaf upwards without the root. */
export function updateCanopy(tree: TreeAccount, path: readonly Uint8Array[], index: number): void {
  const levels = canopyDepth(tree) ?? 0
  for (let level = tree.depth - levels; level < tree.depth; level++) {
    const pathNode = path[level]
    if (pathNode === undefined) throw new RangeError(`path ends below level ${level}`)
    canopyNode(tree, 2 ** (tree.depth - level) + Math.floor(index / 2 ** level)).set(pathNode)
  }
}

/** Completes a proof that was cut to fit a transaction; the canopy never replaces given nodes. */
export function completeProof(
  tree: TreeAccount,
  proof: readonly Uint8Array[],
  index: number,
): Uint8Array[] {
  const levels = canopyDepth(tree) ?? 0
  const cached: Uint8Array[] = []
  for (let level = tree.depth - levels; level < tree.depth; level++) {
    const position = 2 ** (tree.depth - level) + Math.floor(index / 2 ** level)
    const sibling = canopyNode(tree, position % 2 === 0 ? position + 1 : position - 1)
    cached.push(equalBytes(sibling, emptyNode(0)) ? emptyNode(level) : Uint8Array.from(sibling))
  }
  const overlap = Math.max(0, proof.length + cached.length - tree.depth)
  const completed = [...proof, ...cached.slice(overlap)]
  while (completed.length < tree.depth) completed.push(emptyNode(completed.length))
  return completed
}
