import type { TreeChange } from './concurrent-merkle-tree.ts'
import { type Leaf, leafFields, leafVersion } from './leaf.ts'

const CHANGE_LOG = 0
const APPLICATION_DATA = 1
const LEAF_SCHEMA_EVENT = 1
const PATH_NODE_BYTES = 36

export interface LeafEvent {
  kind: 'leaf'
  leaf: Leaf
  hash: Uint8Array
}

export interface ChangeLogEvent {
  kind: 'change'
  tree: Uint8Array
  sequence: bigint
  index: number
}

/** What Bubblegum writes through the noop program so that indexers learn the new leaf. */
export function encodeLeafEvent(leaf: Leaf, hash: Uint8Array): Uint8Array {
  const version = leafVersion(leaf) === 'V1' ? 0 : 1
  const event = Buffer.concat([
    Uint8Array.of(LEAF_SCHEMA_EVENT, version, version),
    ...leafFields(leaf),
    hash,
  ])
  const head = Buffer.alloc(6)
  head[0] = APPLICATION_DATA
  head.writeUInt32LE(event.length, 2)
  return new Uint8Array(Buffer.concat([head, event]))
}

/** What the compression program writes through the noop program: the path that changed. */
export function encodeChangeLogEvent(tree: Uint8Array, change: TreeChange): Uint8Array {
  const depth = change.path.length
  const bytes = Buffer.alloc(38 + PATH_NODE_BYTES * (depth + 1) + 12)
  bytes[0] = CHANGE_LOG
  bytes.set(tree, 2)
  bytes.writeUInt32LE(depth + 1, 34)
  for (const [level, node] of [...change.path, change.root].entries()) {
    const offset = 38 + PATH_NODE_BYTES * level
    bytes.set(node, offset)
    bytes.writeUInt32LE(2 ** (depth - level) + Math.floor(change.index / 2 ** level), offset + 32)
  }
  const tail = 38 + PATH_NODE_BYTES * (depth + 1)
  bytes.writeBigUInt64LE(change.sequence, tail)
  bytes.writeUInt32LE(change.index, tail + 8)
  return new Uint8Array(bytes)
}

function decodeLeafEvent(bytes: Buffer): LeafEvent | undefined {
  if (bytes[6] !== LEAF_SCHEMA_EVENT) return undefined
  const field = (position: number) => bytes.subarray(position, position + 32)
  const leaf: Leaf = {
    id: field(9),
    owner: field(41),
    delegate: field(73),
    nonce: bytes.readBigUInt64LE(105),
    dataHash: field(113),
    creatorHash: field(145),
  }
  if (bytes[8] === 0) return { kind: 'leaf', leaf, hash: field(177) }
  leaf.extension = {
    collectionHash: field(177),
    assetDataHash: field(209),
    flags: bytes.readUInt8(241),
  }
  return { kind: 'leaf', leaf, hash: field(242) }
}

function decodeChangeLogEvent(bytes: Buffer): ChangeLogEvent {
  const tail = 38 + PATH_NODE_BYTES * bytes.readUInt32LE(34)
  return {
    kind: 'change',
    tree: bytes.subarray(2, 34),
    sequence: bytes.readBigUInt64LE(tail),
    index: bytes.readUInt32LE(tail + 8),
  }
}

/** Reads an event from a noop instruction's data; undefined for data of another kind. */
export function decodeEvent(data: Uint8Array): LeafEvent | ChangeLogEvent | undefined {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  if (bytes.length < 9 || bytes[1] !== 0) return undefined
  if (bytes[0] === APPLICATION_DATA) return decodeLeafEvent(bytes)
  return bytes[0] === CHANGE_LOG ? decodeChangeLogEvent(bytes) : undefined
}
