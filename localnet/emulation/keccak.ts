import { keccak_256 } from '@noble/hashes/sha3'

export const NODE_BYTES = 32

/** Deepest tree that the compression program supports. */
export const DEPTH_MAX = 30

export function keccak(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = keccak_256.create()
  for (const part of parts) hash.update(part)
  return hash.digest()
}

const pair = new Uint8Array(2 * NODE_BYTES)

export function hashPair(left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 0)
  pair.set(right, NODE_BYTES)
  return keccak_256(pair)
}

function emptyNodes(): readonly Uint8Array[] {
  const nodes: Uint8Array[] = []
  let node: Uint8Array = new Uint8Array(NODE_BYTES)
  for (let level = 0; level <= DEPTH_MAX; level++) {
    nodes.push(node)
    node = hashPair(node, node)
  }
  return nodes
}

const EMPTY_NODES = emptyNodes()

/** The root of a tree of `level` levels without any leaf. */
export function emptyNode(level: number): Uint8Array {
  const node = EMPTY_NODES[level]
  if (node === undefined) throw new RangeError(`no empty node at level ${level}`)
  return node
}

export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0
}
