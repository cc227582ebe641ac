import { equalBytes } from '../bytes.ts'
import type { Sha256 } from '../hash.ts'

/** Longest audit path or consistency proof that anyone has to read. */
export const PROOF_HASHES_MAX = 63

/** The RFC 6962 hash of one log entry. */
export function leafHash(sha256: Sha256, entry: Uint8Array): Uint8Array {
  const prefixed = new Uint8Array(1 + entry.length)
  prefixed.set(entry, 1)
  return sha256(prefixed)
}

/** The RFC 6962 hash of an inner node. */
export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const prefixed = new Uint8Array(1 + left.length + right.length)
  prefixed[0] = 1
  prefixed.set(left, 1)
  prefixed.set(right, 1 + left.length)
  return sha256(prefixed)
}

/**
 * The RFC 6962 root over leaf hashes. The hashes may also be roots of equally large subtrees, of
 * which only the last may be incomplete. The root of nothing is the hash of nothing.
 */
export function treeRoot(sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes
  while (row.length > 1) {
    const above: Uint8Array[] = []
    for (let at = 0; at < row.length; at += 2) {
      const [left, right] = row.slice(at, at + 2)
      if (left !== undefined) above.push(right ? nodeHash(sha256, left, right) : left)
    }
    row = above
  }
  return row[0] ?? sha256(new Uint8Array())
}

export interface InclusionClaim {
  readonly leaf: Uint8Array
  readonly index: number
  readonly size: number
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}

/** Whether the proof leads from the leaf hash at the index to the root (RFC 9162, section 2.1.3.2). */
export function verifyInclusion(sha256: Sha256, claim: InclusionClaim): boolean {
  if (claim.index < 0 || claim.index >= claim.size) return false
  let hash = claim.leaf
  let at = claim.index
  let last = claim.size - 1
  for (const sibling of claim.proof) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      hash = nodeHash(sha256, sibling, hash)
      const levels = levelsWithoutSibling(at)
      at = shift(at, levels)
      last = shift(last, levels)
    } else {
      hash = nodeHash(sha256, hash, sibling)
    }
    at = shift(at, 1)
    last = shift(last, 1)
  }
  return last === 0 && equalBytes(hash, claim.root)
}

export interface ConsistencyClaim {
  readonly oldSize: number
  readonly oldRoot: Uint8Array
  readonly newSize: number
  readonly newRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** Whether the proof shows that the new tree only appended to the old one (RFC 9162, section 2.1.4.2). */
export function verifyConsistency(sha256: Sha256, claim: ConsistencyClaim): boolean {
  const { oldSize, oldRoot, newSize, newRoot, proof } = claim
  if (oldSize < 0 || oldSize > newSize) return false
  if (oldSize === newSize) return proof.length === 0 && equalBytes(oldRoot, newRoot)
  if (oldSize === 0) return proof.length === 0 && equalBytes(oldRoot, sha256(new Uint8Array()))

  const [seed, ...rest] = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof
  if (seed === undefined || proof.length === 0) return false
  const roots = climb(sha256, oldSize, newSize, seed, rest)
  return roots !== undefined && equalBytes(roots[0], oldRoot) && equalBytes(roots[1], newRoot)
}

function climb(
  sha256: Sha256,
  oldSize: number,
  newSize: number,
  seed: Uint8Array,
  path: readonly Uint8Array[],
): [Uint8Array, Uint8Array] | undefined {
  const complete = trailingOnes(oldSize - 1)
  let at = shift(oldSize - 1, complete)
  let last = shift(newSize - 1, complete)
  let oldHash = seed
  let newHash = seed
  for (const hash of path) {
    if (last === 0) return undefined
    if (isOdd(at) || at === last) {
      oldHash = nodeHash(sha256, hash, oldHash)
      newHash = nodeHash(sha256, hash, newHash)
      const levels = levelsWithoutSibling(at)
      at = shift(at, levels)
      last = shift(last, levels)
    } else {
      newHash = nodeHash(sha256, newHash, hash)
    }
    at = shift(at, 1)
    last = shift(last, 1)
  }
  return last === 0 ? [oldHash, newHash] : undefined
}

// Sizes reach beyond 2^31, where the bitwise operators of JavaScript would wrap around.
function shift(value: number, bits: number): number {
  const unit = 2 ** bits
  return (value - (value % unit)) / unit
}

function isOdd(value: number): boolean {
  return value % 2 === 1
}

function isPowerOfTwo(value: number): boolean {
  return 2 ** trailingZeros(value) === value
}

/** How many levels up the last node of a row stays a left child, and so is carried up as it is. */
function levelsWithoutSibling(at: number): number {
  return at === 0 ? 0 : trailingZeros(at)
}

function trailingZeros(value: number): number {
  let zeros = 0
  for (let rest = value; rest > 0 && !isOdd(rest); rest /= 2) zeros += 1
  return zeros
}

function trailingOnes(value: number): number {
  return trailingZeros(value + 1)
}
