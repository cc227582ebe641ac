import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ATOMS_MAX, atoms } from '../../domain/money.ts'

describe('atoms', () => {
  test('keeps every amount that an int64 holds', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: ATOMS_MAX }), (amount) => {
        expect(atoms(amount)).toBe(amount)
      }),
    )
  })
  test('ends at the largest int64', () => {
    expect(ATOMS_MAX).toBe(BigInt.asIntN(64, ATOMS_MAX))
    expect(BigInt.asIntN(64, ATOMS_MAX + 1n)).toBeLessThan(0n)
  })
  test.each([-1n, ATOMS_MAX + 1n])('refuses %d', (amount) => {
    expect(() => atoms(amount)).toThrow(RangeError)
  })
})
