import { createHmac } from 'node:crypto'
import { fromHex } from '../../domain/bytes.ts'
import {
  batchSeed,
  type ChildOf,
  nodeSeed,
  type SeedTreeNode,
} from '../../domain/seed/seed-tree.ts'

const childOf: ChildOf = (parent, bit) =>
  new Uint8Array(createHmac('sha256', parent).update(Uint8Array.of(bit)).digest())

/** The seed of one batch. SEED_SECRET, the root of the tree, never leaves the Worker. */
export function seedOfBatch(env: Pick<Env, 'SEED_SECRET'>, batchNumber: number): Uint8Array {
  return batchSeed(childOf, fromHex(env.SEED_SECRET), batchNumber)
}

/** The seed of an inner node: whoever gets it has every batch below. */
export function seedOfNode(env: Pick<Env, 'SEED_SECRET'>, node: SeedTreeNode): Uint8Array {
  return nodeSeed(childOf, fromHex(env.SEED_SECRET), node)
}
