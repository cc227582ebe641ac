import { BATCH_NUMBER_MAX } from '../ids.ts'

/** HMAC-SHA256 of one byte (0 or 1) under a 32-byte key. */
export type ChildOf = (parent: Uint8Array, bit: 0 | 1) => Uint8Array

export const SEED_TREE_DEPTH = 40

/** A node of the seed tree: whoever holds its seed derives every leaf below it and no other. */
export interface SeedTreeNode {
  /** Distance from the root; the leaves are at 40. */
  readonly level: number
  /** Position among the nodes of its level, from the left. */
  readonly position: number
}

/**
 * The seed of one batch: leaf `batchNumber` of a GGM tree of depth 40.
 * Source: Goldreich, Goldwasser, Micali, "How to construct random functions", 1986.
 */
export function batchSeed(childOf: ChildOf, root: Uint8Array, batchNumber: number): Uint8Array {
  return seedBelow(childOf, root, { level: 0, position: 0 }, batchNumber)
}

/** The seed of any node: of the root, an inner one or a leaf. */
export function nodeSeed(
  childOf: ChildOf,
  root: Uint8Array,
  { level, position }: SeedTreeNode,
): Uint8Array {
  const isLevel = Number.isInteger(level) && level >= 0 && level <= SEED_TREE_DEPTH
  if (!isLevel || !Number.isInteger(position) || position < 0 || position >= 2 ** level) {
    throw new RangeError(`not a node of the seed tree: ${level}, ${position}`)
  }
  const leaf = position * 2 ** (SEED_TREE_DEPTH - level)
  let current = root
  for (let below = 1; below <= level; below += 1) {
    current = childOf(current, ancestorAt(leaf, below) % 2 === 0 ? 0 : 1)
  }
  return current
}

/** Derives a leaf from any inner node above it; throws RangeError when the leaf lies elsewhere. */
export function seedBelow(
  childOf: ChildOf,
  seed: Uint8Array,
  node: SeedTreeNode,
  batchNumber: number,
): Uint8Array {
  assertBatchNumber(batchNumber)
  if (ancestorAt(batchNumber, node.level) !== node.position) {
    throw new RangeError(`batch ${batchNumber} is not below the node`)
  }
  let current = seed
  for (let level = node.level + 1; level <= SEED_TREE_DEPTH; level += 1) {
    current = childOf(current, ancestorAt(batchNumber, level) % 2 === 0 ? 0 : 1)
  }
  return current
}

/** The fewest nodes that cover batches first..last (inclusive) and no other: at most 2 x 40. */
export function coveringNodes(first: number, last: number): SeedTreeNode[] {
  assertBatchNumber(first)
  assertBatchNumber(last)
  const nodes: SeedTreeNode[] = []
  let at = first
  while (at <= last) {
    let level = SEED_TREE_DEPTH
    while (level > 0 && at % 2 ** (SEED_TREE_DEPTH - level + 1) === 0) {
      if (at + 2 ** (SEED_TREE_DEPTH - level + 1) - 1 > last) break
      level -= 1
    }
    nodes.push({ level, position: ancestorAt(at, level) })
    at += 2 ** (SEED_TREE_DEPTH - level)
  }
  return nodes
}

/** Bit operators stop at 32 bits, so a shift by n is a division by 2^n with the remainder dropped. */
function ancestorAt(batchNumber: number, level: number): number {
  const width = 2 ** (SEED_TREE_DEPTH - level)
  return (batchNumber - (batchNumber % width)) / width
}

function assertBatchNumber(value: number): void {
  if (!Number.isSafeInteger(value) || value < 0 || value > BATCH_NUMBER_MAX) {
    throw new RangeError(`not a batch number: ${value}`)
  }
}
