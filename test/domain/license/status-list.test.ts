import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRevokedIn, STATUSES_MIN, statusBits } from '../../../domain/license/status-list.ts'

test('has the bits where the specification has them', () => {
  // draft-ietf-oauth-status-list, section 4: the bytes b9 a3 of sixteen statuses of one bit.
  const invalid = [0, 3, 4, 5, 7, 8, 9, 13, 15]
  expect([...statusBits(16, invalid).subarray(0, 2)]).toEqual([0xb9, 0xa3])
})
test('says of each place whether it is revoked, and nothing of places that it does not have', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(9_999)), (revoked) => {
      const bits = statusBits(10_000, revoked)
      for (let index = 0; index < 10_000; index += 97) {
        expect(isRevokedIn(bits, index)).toBe(revoked.includes(index))
      }
      expect(isRevokedIn(bits, 10_008)).toBeUndefined()
    }),
    { numRuns: 20 },
  )
})
test('does not tell how few licenses there are', () => {
  expect(statusBits(1, []).length).toBe(STATUSES_MIN / 8)
})
test('refuses a place that it does not have', () => {
  expect(() => statusBits(1, [STATUSES_MIN])).toThrow(RangeError)
})
