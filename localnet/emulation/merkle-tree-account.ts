import { NODE_BYTES } from './keccak.ts'

/** Layout: header, counters, ring of change logs, rightmost path, canopy. */
const HEADER_BYTES = 56
const COUNTERS_BYTES = 24
const INDEX_AND_PADDING_BYTES = 8

/** The (depth, buffer size) pairs that the compression program is compiled for. */
const ALLOWED_SIZES: ReadonlyMap<number, readonly number[]> = new Map([
  [3, [8]],
  [5, [8]],
  ...[6, 7, 8, 9].map((depth): [number, number[]] => [depth, [16]]),
  ...[10, 11, 12, 13].map((depth): [number, number[]] => [depth, [32]]),
  [14, [64, 256, 1024, 2048]],
  ...[15, 16, 17, 18, 19].map((depth): [number, number[]] => [depth, [64]]),
  [20, [64, 256, 1024, 2048]],
  [24, [64, 256, 512, 1024, 2048]],
  [26, [512, 1024, 2048]],
  [30, [512, 1024, 2048]],
])

/** A merkle tree account's bytes with the offsets that its depth and buffer size imply. */
export interface TreeAccount {
  readonly bytes: Buffer
  readonly depth: number
  readonly bufferSize: number
  readonly changeLogBytes: number
  readonly rightmostOffset: number
  readonly canopyOffset: number
}

export interface TreeSize {
  depth: number
  bufferSize: number
}

export function isAllowedTreeSize({ depth, bufferSize }: TreeSize): boolean {
  return ALLOWED_SIZES.get(depth)?.includes(bufferSize) ?? false
}

export function viewTree(data: Uint8Array, size: TreeSize): TreeAccount {
  const pathBytes = NODE_BYTES * size.depth + NODE_BYTES + INDEX_AND_PADDING_BYTES
  const rightmostOffset = HEADER_BYTES + COUNTERS_BYTES + size.bufferSize * pathBytes
  return {
    bytes: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
    depth: size.depth,
    bufferSize: size.bufferSize,
    changeLogBytes: pathBytes,
    rightmostOffset,
    canopyOffset: rightmostOffset + pathBytes,
  }
}

/** Reads depth and buffer size from the header of an initialized tree. */
export function readTreeSize(data: Uint8Array): TreeSize | undefined {
  if (data.length < HEADER_BYTES || data[0] !== 1) return undefined
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  return { bufferSize: bytes.readUInt32LE(2), depth: bytes.readUInt32LE(6) }
}

export function writeHeader(tree: TreeAccount, authority: Uint8Array, slot: bigint): void {
  tree.bytes[0] = 1
  tree.bytes[1] = 0
  tree.bytes.writeUInt32LE(tree.bufferSize, 2)
  tree.bytes.writeUInt32LE(tree.depth, 6)
  tree.bytes.set(authority, 10)
  tree.bytes.writeBigUInt64LE(slot, 42)
}

export function readAuthority(tree: TreeAccount): Uint8Array {
  return tree.bytes.subarray(10, 42)
}

export interface Counters {
  sequence: bigint
  active: number
  filled: number
}

export function readCounters({ bytes }: TreeAccount): Counters {
  return {
    sequence: bytes.readBigUInt64LE(HEADER_BYTES),
    active: Number(bytes.readBigUInt64LE(HEADER_BYTES + 8)),
    filled: Number(bytes.readBigUInt64LE(HEADER_BYTES + 16)),
  }
}

export function writeCounters({ bytes }: TreeAccount, counters: Counters): void {
  bytes.writeBigUInt64LE(counters.sequence, HEADER_BYTES)
  bytes.writeBigUInt64LE(BigInt(counters.active), HEADER_BYTES + 8)
  bytes.writeBigUInt64LE(BigInt(counters.filled), HEADER_BYTES + 16)
}

function node(bytes: Buffer, offset: number): Buffer {
  return bytes.subarray(offset, offset + NODE_BYTES)
}

function changeLogOffset(tree: TreeAccount, slot: number): number {
  return HEADER_BYTES + COUNTERS_BYTES + slot * tree.changeLogBytes
}

export function changeLogRoot(tree: TreeAccount, slot: number): Buffer {
  return node(tree.bytes, changeLogOffset(tree, slot))
}

export function changeLogNode(tree: TreeAccount, slot: number, level: number): Buffer {
  return node(tree.bytes, changeLogOffset(tree, slot) + NODE_BYTES * (1 + level))
}

export function changeLogIndex(tree: TreeAccount, slot: number): number {
  return tree.bytes.readUInt32LE(changeLogOffset(tree, slot) + NODE_BYTES * (1 + tree.depth))
}

export function writeChangeLog(
  tree: TreeAccount,
  slot: number,
  change: { root: Uint8Array; path: readonly Uint8Array[]; index: number },
): void {
  changeLogRoot(tree, slot).set(change.root)
  for (const [level, pathNode] of change.path.entries()) {
    changeLogNode(tree, slot, level).set(pathNode)
  }
  const indexOffset = changeLogOffset(tree, slot) + NODE_BYTES * (1 + tree.depth)
  tree.bytes.writeUInt32LE(change.index, indexOffset)
  tree.bytes.writeUInt32LE(0, indexOffset + 4)
}

export function rightmostProofNode(tree: TreeAccount, level: number): Buffer {
  return node(tree.bytes, tree.rightmostOffset + NODE_BYTES * level)
}

export function rightmostLeaf(tree: TreeAccount): Buffer {
  return node(tree.bytes, tree.rightmostOffset + NODE_BYTES * tree.depth)
}

/** The number of leaves appended so far. */
export function rightmostIndex(tree: TreeAccount): number {
  return tree.bytes.readUInt32LE(tree.rightmostOffset + NODE_BYTES * (tree.depth + 1))
}

export function writeRightmostIndex(tree: TreeAccount, index: number): void {
  tree.bytes.writeUInt32LE(index, tree.rightmostOffset + NODE_BYTES * (tree.depth + 1))
}

export function currentRoot(tree: TreeAccount): Uint8Array {
  return changeLogRoot(tree, readCounters(tree).active)
}
