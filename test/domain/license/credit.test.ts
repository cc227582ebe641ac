import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PaidTerm, unusedValue } from '../../../domain/license/credit.ts'
import { ATOMS_MAX, atoms } from '../../../domain/money.ts'

const term = fc.record({
  price: fc.bigInt(0n, ATOMS_MAX).map(atoms),
  startsAtMs: fc.integer({ min: 0, max: 2_000_000_000_000 }),
  lengthMs: fc.integer({ min: 1, max: 365 * 86_400_000 }),
})
const paidTerm = term.map(
  ({ price, startsAtMs, lengthMs }): PaidTerm => ({
    ...{ price, startsAtMs, endsAtMs: startsAtMs + lengthMs },
  }),
)
const time = fc.integer({ min: 0, max: 2_100_000_000_000 })

describe('the value of unused time', () => {
  test.each([
    [0, 100n],
    [1_000, 100n],
    [1_001, 66n],
    [1_002, 33n],
    [1_003, 0n],
    [9_999, 0n],
  ])('of three milliseconds for 100 atoms is, at %d, %d', (nowMs, value) => {
    const paid = { price: atoms(100n), startsAtMs: 1_000, endsAtMs: 1_003 }
    expect(unusedValue(paid, nowMs)).toBe(value)
  })
  test('is never below zero and never above the price', () => {
    fc.assert(
      fc.property(paidTerm, time, (paid, nowMs) => {
        const value = unusedValue(paid, nowMs)
        expect(value >= 0n && value <= paid.price).toBe(true)
      }),
    )
  })
  test('never grows as time goes on', () => {
    fc.assert(
      fc.property(paidTerm, time, time, (paid, one, other) => {
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)]
        expect(unusedValue(paid, later) <= unusedValue(paid, earlier)).toBe(true)
      }),
    )
  })
  test('is not asked of a term without length', () => {
    const paid = { price: atoms(1n), startsAtMs: 5, endsAtMs: 5 }
    expect(() => unusedValue(paid, 5)).toThrow(RangeError)
  })
})
