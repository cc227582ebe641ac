import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PPM } from '../../../domain/audit/rate.ts'
import { auditSample } from '../../../domain/audit/sample.ts'
import { sha256 } from '../../../signing/sha256.ts'

const challenges = () => fc.uint8Array({ minLength: 32, maxLength: 32 })
const counts = () => fc.integer({ min: 1, max: 256 })
const rates = () => fc.bigInt({ min: 0n, max: PPM })

const challengeOf = (round: number): Uint8Array =>
  new Uint8Array(createHash('sha256').update(`round ${round}`).digest())

describe('auditSample', () => {
  test('gives the same indexes to whoever repeats the draw', () => {
    fc.assert(
      fc.property(challenges(), counts(), rates(), (challenge, count, rate) => {
        const again = auditSample(sha256, Uint8Array.from(challenge), count, rate)
        expect(again).toEqual(auditSample(sha256, challenge, count, rate))
      }),
    )
  })
  test('draws indexes of the batch in ascending order, none twice', () => {
    fc.assert(
      fc.property(challenges(), counts(), rates(), (challenge, count, rate) => {
        const sample = auditSample(sha256, challenge, count, rate)
        for (const [i, index] of sample.entries()) {
          expect(index).toBeGreaterThan(sample[i - 1] ?? -1)
          expect(index).toBeLessThan(count)
        }
      }),
    )
  })
  test('draws its share rounded up, and one at least', () => {
    fc.assert(
      fc.property(challenges(), counts(), rates(), (challenge, count, rate) => {
        const exact = Number(BigInt(count) * rate) / Number(PPM)
        const expected = Math.max(1, Math.ceil(exact))
        expect(auditSample(sha256, challenge, count, rate)).toHaveLength(expected)
      }),
    )
  })
  test('draws everything at a rate of one', () => {
    const all = Array.from({ length: 256 }, (_, index) => index)
    expect(auditSample(sha256, challengeOf(0), 256, PPM)).toEqual(all)
  })
  test('grows with the rate: what a lower rate draws, a higher one draws too', () => {
    fc.assert(
      fc.property(challenges(), counts(), rates(), rates(), (challenge, count, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        const wider = new Set(auditSample(sha256, challenge, count, high))
        const narrower = auditSample(sha256, challenge, count, low)
        expect(narrower.filter((index) => !wider.has(index))).toEqual([])
      }),
    )
  })
  test('differs between challenges', () => {
    const samples = Array.from({ length: 40 }, (_, round) =>
      auditSample(sha256, challengeOf(round), 256, 50_000n).join(),
    )
    expect(new Set(samples).size).toBe(40)
  })
  test('favors no index: over 1000 draws each is met about as often', () => {
    const COUNT = 32
    const ROUNDS = 1_000
    const met = new Array<number>(COUNT).fill(0)
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const index of auditSample(sha256, challengeOf(round), COUNT, 125_000n)) {
        met[index] = (met[index] ?? 0) + 1
      }
    }
    const expected = (ROUNDS * 4) / COUNT
    const chiSquare = met.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0)
    // 31 degrees of freedom: a fair draw stays below 61.1 in 999 of 1000 cases.
    expect(chiSquare).toBeLessThan(61.1)
  })
})
