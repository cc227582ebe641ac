import { concatBytes } from '../bytes.ts'
import type { Sha256 } from '../hash.ts'
import { utf8Bytes } from '../log/utf8.ts'

/** A shuffled order of 0..size-1 that is never written down: any place of it is computed alone. */
export interface Permutation {
  readonly size: number
  /** What stands at a place. Throws RangeError outside of 0..size-1. */
  at(place: number): number
}

export const PERMUTATION_SIZE_MAX = 2 ** 40

const ROUNDS = 8

/**
 * A Feistel network over pairs (left, right) below (rows, columns), the smallest rectangle that is
 * about square and holds the size. Numbers that it sends outside of the size go through it again.
 * Source: Black, Rogaway, "Ciphers with arbitrary finite domains", 2002.
 *
 * Round r adds, to left when r is even and to right when it is odd, the first 4 bytes of
 * SHA-256(key || r || other half), both as uint32 big-endian. The key is the SHA-256 of the label.
 */
export function permutation(sha256: Sha256, label: string, size: number): Permutation {
  if (!Number.isSafeInteger(size) || size < 0 || size > PERMUTATION_SIZE_MAX) {
    throw new RangeError(`cannot be put in order: ${size}`)
  }
  // Key, round, other half: written over for each hash.
  const message = concatBytes(sha256(utf8Bytes(label)), new Uint8Array(8))
  const fields = new DataView(message.buffer, message.length - 8)
  const rows = ceilingOfRoot(size)
  const columns = rows === 0 ? 0 : ceilingOfQuotient(size, rows)
  const add = (half: number, other: number, round: number, below: number): number => {
    fields.setUint32(0, round)
    fields.setUint32(4, other)
    const hash = sha256(message)
    return (half + new DataView(hash.buffer, hash.byteOffset).getUint32(0)) % below
  }
  const through = (value: number): number => {
    let right = value % columns
    let left = (value - right) / columns
    for (let round = 0; round < ROUNDS; round += 1) {
      if (round % 2 === 0) left = add(left, right, round, rows)
      else right = add(right, left, round, columns)
    }
    return left * columns + right
  }
  return {
    size,
    at: (place) => {
      if (!Number.isSafeInteger(place) || place < 0 || place >= size) {
        throw new RangeError(`not a place among ${size}: ${place}`)
      }
      let value = through(place)
      while (value >= size) value = through(value)
      return value
    },
  }
}

/** The least number whose square is not below the value. */
function ceilingOfRoot(value: number): number {
  let low = 0
  let high = 2 ** 21
  while (low < high) {
    const sum = low + high
    const middle = (sum - (sum % 2)) / 2
    if (middle * middle >= value) high = middle
    else low = middle + 1
  }
  return low
}

const ceilingOfQuotient = (value: number, by: number): number =>
  (value + ((by - (value % by)) % by)) / by
