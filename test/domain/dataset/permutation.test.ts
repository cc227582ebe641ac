import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PERMUTATION_SIZE_MAX, permutation } from '../../../domain/dataset/permutation.ts'
import { sha256 } from '../../../signing/sha256.ts'

const all = (size: number, label = 'a label'): number[] => {
  const { at } = permutation(sha256, label, size)
  return Array.from({ length: size }, (_, place) => at(place))
}

const upTo = (size: number): number[] => Array.from({ length: size }, (_, value) => value)

describe('a permutation', () => {
  test('has each number once, at any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.string(), (size, label) => {
        const order = all(size, label)
        expect(order.toSorted((a, b) => a - b)).toEqual(upTo(size))
      }),
      { numRuns: 60 },
    )
  })

  test.each([0, 1, 2, 3, 4, 5, 15, 16, 17, 255, 256, 257, 1_000])('of %i is whole', (size) => {
    expect(new Set(all(size)).size).toBe(size)
  })

  test('stays within sizes that no memory could list, at both of their ends', () => {
    for (const size of [PERMUTATION_SIZE_MAX, PERMUTATION_SIZE_MAX - 1, 2 ** 32 + 1]) {
      const { at } = permutation(sha256, 'x', size)
      const values = [0, 1, size - 2, size - 1].map(at)
      expect(new Set(values).size).toBe(4)
      for (const value of values) expect(value >= 0 && value < size).toBe(true)
    }
  })

  test('is another one for another label, and the same for the same', () => {
    expect(all(500, 'a')).toEqual(all(500, 'a'))
    expect(all(500, 'a')).not.toEqual(all(500, 'b'))
  })

  // A different order would start training runs anew.
  test('never changes', () => {
    expect(all(12, 'piwa-order/1 global 7 0')).toEqual(GOLDEN)
  })

  test('leaves few numbers where or beside where they were', () => {
    const order = all(10_000)
    expect(order.filter((value, place) => value === place).length).toBeLessThan(10)
    const neighbors = order.filter((value, place) => value + 1 === order[place + 1])
    expect(neighbors.length).toBeLessThan(10)
  })

  test('sends each number to all places about as often', () => {
    const counts = upTo(8).map(() => upTo(8).map(() => 0))
    for (let label = 0; label < 4_000; label += 1) {
      for (const [place, value] of all(8, `${label}`).entries()) {
        const row = counts[place]
        if (row !== undefined) row[value] = (row[value] ?? 0) + 1
      }
    }
    // 500 expected; 100 are 4.8 standard deviations.
    for (const count of counts.flat()) expect(Math.abs(count - 500)).toBeLessThan(100)
  })

  test.each([-1, 10, 0.5, Number.NaN])('has no place %d among ten', (place) => {
    expect(() => permutation(sha256, 'x', 10).at(place)).toThrow(RangeError)
  })

  test.each([-1, 0.5, PERMUTATION_SIZE_MAX + 1])('cannot have the size %d', (size) => {
    expect(() => permutation(sha256, 'x', size)).toThrow(RangeError)
  })
})

/** Made by another implementation: the one in Python of docs/buyers.md. */
const GOLDEN = [5, 6, 1, 0, 11, 7, 3, 2, 9, 8, 4, 10]
