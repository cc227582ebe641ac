import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AUDIT_RATE_MIN_PPM, auditRatePpm, PPM } from '../../../domain/audit/rate.ts'
import { atoms } from '../../../domain/money.ts'

const amounts = () => fc.bigInt({ min: 0n, max: 10n ** 15n }).map(atoms)
const amountsAboveZero = () => fc.bigInt({ min: 1n, max: 10n ** 15n }).map(atoms)
const stakes = () =>
  fc.record({ cheatingGain: amounts(), reward: amounts(), holdback: amountsAboveZero() })

describe('auditRatePpm', () => {
  test('re-executes everything of a node that has nothing to lose', () => {
    fc.assert(
      fc.property(amounts(), amounts(), (cheatingGain, reward) => {
        expect(auditRatePpm({ cheatingGain, reward, holdback: atoms(0n) })).toBe(PPM)
      }),
    )
  })
  test('stays between the least rate and everything', () => {
    fc.assert(
      fc.property(stakes(), (value) => {
        const rate = auditRatePpm(value)
        expect(rate).toBeGreaterThanOrEqual(AUDIT_RATE_MIN_PPM)
        expect(rate).toBeLessThanOrEqual(PPM)
      }),
    )
  })
  test('makes cheating lose on average, unless everything is checked anyway', () => {
    fc.assert(
      fc.property(stakes(), (value) => {
        const { cheatingGain, reward, holdback } = value
        const rate = auditRatePpm(value)
        const loss = rate * (reward + holdback)
        expect(rate === PPM || loss > cheatingGain * PPM).toBe(true)
      }),
    )
  })
  test('never rises with the holdback', () => {
    fc.assert(
      fc.property(stakes(), amounts(), (value, more) => {
        const holdback = atoms(value.holdback + more)
        expect(auditRatePpm({ ...value, holdback })).toBeLessThanOrEqual(auditRatePpm(value))
      }),
    )
  })
  test('never falls with the gain from cheating', () => {
    fc.assert(
      fc.property(stakes(), amounts(), (value, more) => {
        const cheatingGain = atoms(value.cheatingGain + more)
        expect(auditRatePpm({ ...value, cheatingGain })).toBeGreaterThanOrEqual(auditRatePpm(value))
      }),
    )
  })
  test.each([
    [1n, 9n, 90n, 40_408n],
    [1n, 100n, 100_000n, AUDIT_RATE_MIN_PPM],
    [50n, 50n, 50n, PPM],
  ])('gain %d, reward %d and holdback %d give %d ppm', (gain, reward, holdback, rate) => {
    const value = { cheatingGain: atoms(gain), reward: atoms(reward), holdback: atoms(holdback) }
    expect(auditRatePpm(value)).toBe(rate)
  })
})
