/** Statuses of a list are at least as many, so that its length tells little of how many there are. */
export const STATUSES_MIN = 8_192

/**
 * IETF Token Status List with one bit a license, the first in the lowest bit of the first byte: 1 is
 * invalid.
 */
export function statusBits(size: number, revoked: readonly number[]): Uint8Array {
  const whole = size > STATUSES_MIN ? size : STATUSES_MIN
  const bits = new Uint8Array((whole + 7) >> 3)
  for (const index of revoked) {
    const byte = index >> 3
    if (index < 0 || byte >= bits.length) throw new RangeError(`no place for status ${index}`)
    bits[byte] = (bits[byte] ?? 0) | (1 << (index & 7))
  }
  return bits
}

/** Undefined for a place that the list does not have. */
export function isRevokedIn(bits: Uint8Array, index: number): boolean | undefined {
  const byte = bits[index >> 3]
  return byte === undefined ? undefined : ((byte >> (index & 7)) & 1) === 1
}
