import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  PRICE_LIST,
  type PriceParameters,
  type Purchase,
  parametersAt,
  priceOf,
} from '../../../domain/license/price.ts'
import {
  LICENSE_TERMS,
  LICENSE_TIERS,
  type LicenseTerm,
  type LicenseTier,
} from '../../../domain/license/terms.ts'
import { ATOMS_MAX } from '../../../domain/money.ts'

const ASSETS_MAX = 1_000_000_000
const NOW = 1_795_000_000_000
const counts = fc.oneof(
  fc.integer({ min: 1, max: 3_000 }),
  fc.integer({ min: 1, max: ASSETS_MAX / 2 }),
)
const tiers = fc.constantFrom(...LICENSE_TIERS)
const terms = fc.constantFrom(...LICENSE_TERMS)

const priced = (count: number, tier: LicenseTier, termDays: LicenseTerm): bigint =>
  priceOf({ count, tier, termDays, atMs: NOW }).atoms

describe('the price of a license', () => {
  test.each<[number, LicenseTier, LicenseTerm, bigint, boolean]>([
    [1, 'research', 30, 100_000_000n, true],
    [1, 'commercial', 365, 500_000_000n, true],
    [1_999, 'research', 30, 100_000_000n, true],
    [2_000, 'research', 30, 100_000_000n, false],
    [2_001, 'research', 30, 100_050_000n, false],
    [2_000, 'research', 90, 250_000_000n, false],
    [2_500, 'commercial', 30, 500_000_000n, false],
    [10_000, 'research', 30, 500_000_000n, false],
    [10_001, 'research', 30, 500_040_000n, false],
    [100_000, 'commercial', 30, 16_400_000_000n, false],
    [1_000_000, 'research', 365, 248_800_000_000n, false],
    [ASSETS_MAX, 'commercial', 365, 258_755_200_000_000n, false],
  ])('of %d assets, %s, %d days is %d atoms', (count, tier, termDays, atoms, minimumApplied) => {
    expect(priceOf({ count, tier, termDays, atMs: NOW })).toEqual({
      ...{ atoms, minimumApplied, version: 1 },
    })
  })

  test('never falls as the count rises', () => {
    fc.assert(
      fc.property(counts, counts, tiers, terms, (count, more, tier, term) => {
        expect(priced(count + more, tier, term)).toBeGreaterThanOrEqual(priced(count, tier, term))
      }),
    )
  })

  test('is never lower for parts bought one by one', () => {
    fc.assert(
      fc.property(counts, counts, tiers, terms, (one, other, tier, term) => {
        const parts = priced(one, tier, term) + priced(other, tier, term)
        expect(parts).toBeGreaterThanOrEqual(priced(one + other, tier, term))
      }),
    )
  })

  test('is higher for commercial use, and no lower for a longer term', () => {
    fc.assert(
      fc.property(counts, terms, (count, term) => {
        expect(priced(count, 'commercial', term)).toBeGreaterThan(priced(count, 'research', term))
      }),
    )
    fc.assert(
      fc.property(counts, tiers, (count, tier) => {
        const [short, middle, long] = LICENSE_TERMS.map((term) => priced(count, tier, term))
        expect(middle).toBeGreaterThanOrEqual(short ?? 0n)
        expect(long).toBeGreaterThanOrEqual(middle ?? 0n)
      }),
    )
  })

  test('makes one long term no dearer than the short ones that fill it', () => {
    fc.assert(
      fc.property(counts, tiers, (count, tier) => {
        expect(priced(count, tier, 90)).toBeLessThanOrEqual(3n * priced(count, tier, 30))
        expect(priced(count, tier, 365)).toBeLessThanOrEqual(4n * priced(count, tier, 90))
      }),
    )
  })

  test('is never below the minimum, and says where the minimum took its place', () => {
    fc.assert(
      fc.property(counts, tiers, terms, (count, tier, termDays) => {
        const { atoms, minimumApplied } = priceOf({ count, tier, termDays, atMs: NOW })
        const minimum = parametersAt(PRICE_LIST, NOW).minimumAtoms[tier]
        expect(atoms).toBeGreaterThanOrEqual(minimum)
        if (minimumApplied) expect(atoms).toBe(minimum)
      }),
    )
  })

  test('is an amount of atoms for a billion assets in every tier and term', () => {
    for (const tier of LICENSE_TIERS) {
      for (const term of LICENSE_TERMS) {
        expect(priced(ASSETS_MAX, tier, term)).toBeLessThan(ATOMS_MAX)
      }
    }
  })

  test.each([0, -1, 1.5, Number.NaN, 2 ** 53])('does not exist for %d assets', (count) => {
    const purchase: Purchase = { count, tier: 'research', termDays: 30, atMs: NOW }
    expect(() => priceOf(purchase)).toThrow(RangeError)
  })
})

describe('a price list', () => {
  const next: PriceParameters = {
    ...{ version: 2, effectiveAtMs: NOW, termBps: { 30: 1n, 90: 20_000n, 365: 60_000n } },
    assetAtoms: { research: 3n, commercial: 7n },
    minimumAtoms: { research: 0n, commercial: 0n },
    volume: [{ above: 0n, factorBps: 10_000n }],
  }
  const list = [...PRICE_LIST, next]
  const versionAt = (atMs: number): number => parametersAt(list, atMs).version

  test('has each version from its effective time until the next one', () => {
    expect([0, NOW - 1, NOW, NOW + 1].map(versionAt)).toEqual([1, 1, 2, 2])
  })

  test('has no price before its first version', () => {
    expect(() => parametersAt([next], NOW - 1)).toThrow(RangeError)
  })

  test('is rounded up, once', () => {
    const purchase: Purchase = { count: 3_334, tier: 'research', termDays: 30, atMs: NOW }
    expect(priceOf(purchase, list).atoms).toBe(2n)
    expect(priceOf({ ...purchase, count: 1 }, list).atoms).toBe(1n)
  })

  test('is in the order of its times, and its volume only makes assets cheaper', () => {
    for (const [at, { effectiveAtMs, version, volume }] of PRICE_LIST.entries()) {
      expect(version).toBe(at + 1)
      expect(effectiveAtMs).toBeGreaterThanOrEqual(PRICE_LIST[at - 1]?.effectiveAtMs ?? 0)
      expect(volume[0]?.above).toBe(0n)
      for (const [step, { above, factorBps }] of volume.entries()) {
        const before = volume[step - 1] ?? { above: -1n, factorBps: 10_001n }
        expect(above > before.above && factorBps < before.factorBps && factorBps > 0n).toBe(true)
      }
    }
  })
})
