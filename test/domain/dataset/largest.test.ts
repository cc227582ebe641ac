import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countPositive, largestOf } from '../../../domain/dataset/largest.ts'

const someSums = fc
  .array(fc.constantFrom(0, 0, 1, 2, 2, 7, 1e9), { maxLength: 40 })
  .map((values) => Float64Array.from(values))

test('the largest sums are those of a full sort, zeros left out', () => {
  fc.assert(
    fc.property(someSums, fc.integer({ min: 0, max: 50 }), (sums, limit) => {
      const sorted = [...sums.entries()]
        .filter(([, sum]) => sum > 0)
        .sort(([a, one], [b, other]) => other - one || a - b)
      expect(largestOf(sums, limit)).toEqual(sorted.slice(0, limit))
      expect(countPositive(sums)).toBe(sorted.length)
    }),
  )
})
