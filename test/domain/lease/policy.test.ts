import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEASE_POLICY, leaseCount } from '../../../domain/lease/policy.ts'

const COUNT_REQUEST_MAX = 256

describe('leaseCount', () => {
  test.each([
    [0, 32],
    [1, 64],
    [2, 128],
    [3, 256],
    [4, 256],
    [1_000_000, 256],
  ])('after %d batches accepted in a row allows %d assets', (acceptedInRow, count) => {
    expect(leaseCount(acceptedInRow, COUNT_REQUEST_MAX, LEASE_POLICY)).toBe(count)
  })
  test('never gives more than was asked for', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 256 }), (acceptedInRow, requested) => {
        const count = leaseCount(acceptedInRow, requested, LEASE_POLICY)
        expect(count).toBeLessThanOrEqual(requested)
        expect(count).toBeGreaterThanOrEqual(1)
      }),
    )
  })
  test('never shrinks with success', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 40 }), (acceptedInRow, more) => {
        expect(
          leaseCount(acceptedInRow + more, COUNT_REQUEST_MAX, LEASE_POLICY),
        ).toBeGreaterThanOrEqual(leaseCount(acceptedInRow, COUNT_REQUEST_MAX, LEASE_POLICY))
      }),
    )
  })
})

test('the policy starts small and ends at what one mint order takes', () => {
  expect(LEASE_POLICY).toMatchObject({ countMin: 32, countMax: 256, openMax: 4 })
})
