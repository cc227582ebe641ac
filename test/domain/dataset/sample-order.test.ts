import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ORDER_MODES,
  type OrderRequest,
  placeOf,
  placesOf,
  sampleOrder,
  startsOf,
} from '../../../domain/dataset/sample-order.ts'
import { sha256 } from '../../../signing/sha256.ts'

const shardSamples = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 })
const mode = fc.constantFrom(...ORDER_MODES)

const request = fc.record({ mode, seed: fc.nat(), epoch: fc.nat(), shardSamples })

const list = (order: OrderRequest): number[] => {
  const { size, at } = sampleOrder(sha256, order)
  return Array.from({ length: size }, (_, n) => at(n))
}

describe('an order of samples', () => {
  test('has each sample once', () => {
    fc.assert(
      fc.property(request, (order) => {
        const size = order.shardSamples.reduce((sum, samples) => sum + samples, 0)
        const listed = list(order)
        expect(listed.toSorted((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, n) => n))
      }),
    )
  })

  test('gone on with at any place is the one that was begun', () => {
    fc.assert(
      fc.property(request, fc.nat(), (order, anywhere) => {
        const whole = list(order)
        const from = whole.length === 0 ? 0 : anywhere % whole.length
        const again = sampleOrder(sha256, order)
        const rest = [...placesOf({ from, to: again.size }, { worker: 0, workers: 1 })].map(
          again.at,
        )
        expect(rest).toEqual(whole.slice(from))
      }),
    )
  })

  test('is another one in each epoch and for each seed', () => {
    const order = { mode: 'global', seed: 1, epoch: 0, shardSamples: [50, 50] } as const
    expect(list(order)).not.toEqual(list({ ...order, epoch: 1 }))
    expect(list(order)).not.toEqual(list({ ...order, seed: 2 }))
  })

  test('by shards reads a shard to its end before the next', () => {
    const samples = [7, 0, 12, 5, 30]
    const starts = startsOf(samples)
    const shards = list({ mode: 'shards', seed: 3, epoch: 1, shardSamples: samples }).map(
      (sample) => placeOf(starts, sample).shard,
    )
    const changes = shards.filter((shard, n) => n > 0 && shard !== shards[n - 1])
    expect(changes.length).toBe(3)
    expect(new Set(shards).size).toBe(4)
  })
})

describe('workers', () => {
  test('together take each place once, in the one order, however many they are', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 60 }),
        fc.nat({ max: 60 }),
        fc.integer({ min: 1, max: 9 }),
        (from, length, workers) => {
          const to = from + length
          const taken = Array.from({ length: workers }, (_, worker) => [
            ...placesOf({ from, to }, { worker, workers }),
          ])
          const all = taken.flat().toSorted((a, b) => a - b)
          expect(all).toEqual(Array.from({ length }, (_, n) => from + n))
          for (const [worker, places] of taken.entries()) {
            for (const place of places) expect(place % workers).toBe(worker)
          }
        },
      ),
    )
  })

  test('can be more or fewer after a stop without a sample lost or seen twice', () => {
    const before = [0, 1, 2].flatMap((worker) => [
      ...placesOf({ from: 0, to: 17 }, { worker, workers: 3 }),
    ])
    const after = [0, 1, 2, 3, 4].flatMap((worker) => [
      ...placesOf({ from: 17, to: 40 }, { worker, workers: 5 }),
    ])
    const all = [...before, ...after].toSorted((a, b) => a - b)
    expect(all).toEqual(Array.from({ length: 40 }, (_, n) => n))
  })
})

describe('a place', () => {
  test('is in the shard whose samples hold it, empty shards aside', () => {
    fc.assert(
      fc.property(shardSamples, (samples) => {
        const starts = startsOf(samples)
        const expected = samples.flatMap((count, shard) =>
          Array.from({ length: count }, (_, position) => ({ shard, position })),
        )
        expect(expected.map((_, sample) => placeOf(starts, sample))).toEqual(expected)
      }),
    )
  })

  test('of no sample is an error', () => {
    expect(() => placeOf([0, 3, 5], 5)).toThrow(RangeError)
    expect(() => placeOf([0], 0)).toThrow(RangeError)
    expect(() => placeOf([0, 3], -1)).toThrow(RangeError)
  })
})
