import type { Sha256 } from '../hash.ts'
import { nodeHash } from './merkle.ts'

/** The root of the complete subtree over the 2^level leaves from `index * 2^level` on. */
export interface TreeNode {
  readonly level: number
  readonly index: number
}

export type ReadNode = (node: TreeNode) => Uint8Array

/** The audit path of a leaf in the tree of that size, from the leaf's sibling up (RFC 6962, section 2.1.1). */
export function inclusionProof(
  sha256: Sha256,
  read: ReadNode,
  leaf: { readonly index: number; readonly size: number },
): Uint8Array[] {
  const [proof] = inclusionProofs(sha256, read, { first: leaf.index, count: 1, size: leaf.size })
  return proof ?? []
}

/** The audit paths of consecutive leaves, in their order. What the paths share is read and hashed once. */
export function inclusionProofs(
  sha256: Sha256,
  read: ReadNode,
  range: { readonly first: number; readonly count: number; readonly size: number },
): Uint8Array[][] {
  const { first, count, size } = range
  const end = first + count
  if (first < 0 || count < 1 || end > size) throw new RangeError(`leaves ${first}+${count}/${size}`)

  const proofsBelow = (start: number, width: number): Uint8Array[][] => {
    if (width === 1) return [[]]
    const half = splitPoint(width)
    const middle = start + half
    const proofs: Uint8Array[][] = []
    if (first < middle) {
      const sibling = rangeRoot(sha256, read, middle, width - half)
      for (const proof of proofsBelow(start, half)) proofs.push([...proof, sibling])
    }
    if (end > middle) {
      const sibling = rangeRoot(sha256, read, start, half)
      for (const proof of proofsBelow(middle, width - half)) proofs.push([...proof, sibling])
    }
    return proofs
  }
  return proofsBelow(0, size)
}

/** What shows that a tree of `newSize` begins with the tree of `oldSize` (RFC 6962, section 2.1.2). */
export function consistencyProof(
  sha256: Sha256,
  read: ReadNode,
  sizes: { readonly oldSize: number; readonly newSize: number },
): Uint8Array[] {
  const { oldSize, newSize } = sizes
  if (oldSize < 0 || oldSize > newSize) throw new RangeError(`tree ${oldSize} in ${newSize}`)
  if (oldSize === 0 || oldSize === newSize) return []
  const proof: Uint8Array[] = []
  let start = 0
  let count = newSize
  while (start + count !== oldSize) {
    const half = splitPoint(count)
    if (oldSize <= start + half) {
      proof.push(rangeRoot(sha256, read, start + half, count - half))
      count = half
    } else {
      proof.push(rangeRoot(sha256, read, start, half))
      start += half
      count -= half
    }
  }
  // The verifier holds the old root itself, so it is sent only where it is not the whole old tree.
  if (start > 0) proof.push(rangeRoot(sha256, read, start, count))
  return proof.reverse()
}

/** Lists the nodes that a computation reads, by running it on blank hashes. */
export function nodesRead(compute: (sha256: Sha256, read: ReadNode) => unknown): TreeNode[] {
  const blank = new Uint8Array(32)
  const nodes: TreeNode[] = []
  compute(
    () => blank,
    (node) => {
      nodes.push(node)
      return blank
    },
  )
  return nodes
}

/** Root of the leaves from `start`, a multiple of the largest power of two in `count`. */
function rangeRoot(sha256: Sha256, read: ReadNode, start: number, count: number): Uint8Array {
  const whole = splitPoint(count + 1)
  const left = read({ level: levelOf(whole), index: start / whole })
  if (whole === count) return left
  return nodeHash(sha256, left, rangeRoot(sha256, read, start + whole, count - whole))
}

/** The largest power of two below the count. */
function splitPoint(count: number): number {
  let half = 1
  while (half * 2 < count) half *= 2
  return half
}

function levelOf(width: number): number {
  let level = 0
  while (2 ** level < width) level += 1
  return level
}
