import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { BATCH_NUMBER_MAX } from '../../../domain/ids.ts'
import {
  batchSeed,
  type ChildOf,
  coveringNodes,
  nodeSeed,
  SEED_TREE_DEPTH,
  type SeedTreeNode,
  seedBelow,
} from '../../../domain/seed/seed-tree.ts'

const ROOT = Uint8Array.from({ length: 32 }, (_, i) => 255 - i)
const COVERING_NODES_MAX = 80

const childOf: ChildOf = (parent, bit) =>
  new Uint8Array(createHmac('sha256', parent).update(Uint8Array.of(bit)).digest())

const batchNumbers = () => fc.integer({ min: 0, max: BATCH_NUMBER_MAX })

/** The seed of the node that is reached from the root by these bits. */
const walk = (bits: string): Uint8Array =>
  [...bits].reduce<Uint8Array>((seed, bit) => childOf(seed, bit === '0' ? 0 : 1), ROOT)

const pathOf = (batch: number): string => batch.toString(2).padStart(SEED_TREE_DEPTH, '0')

/** Batches below a node, both ends included, in exact arithmetic. */
function rangeOf({ level, position }: SeedTreeNode): [first: bigint, last: bigint] {
  const width = 1n << BigInt(SEED_TREE_DEPTH - level)
  return [BigInt(position) * width, (BigInt(position) + 1n) * width - 1n]
}

describe('batchSeed', () => {
  test.each([0, 1, 2, 5, 2 ** 31, 2 ** 32 + 1, BATCH_NUMBER_MAX])(
    'is the HMAC chain along the 40 bits of batch %d',
    (batch) => {
      expect(toHex(batchSeed(childOf, ROOT, batch))).toBe(toHex(walk(pathOf(batch))))
    },
  )
  test('differs between any two batches', () => {
    fc.assert(
      fc.property(batchNumbers(), batchNumbers(), (a, b) => {
        fc.pre(a !== b)
        expect(batchSeed(childOf, ROOT, a)).not.toEqual(batchSeed(childOf, ROOT, b))
      }),
    )
  })
  test.each([-1, 0.5, BATCH_NUMBER_MAX + 1, Number.NaN])('refuses batch %d', (batch) => {
    expect(() => batchSeed(childOf, ROOT, batch)).toThrow(RangeError)
  })
})

describe('nodeSeed', () => {
  test('is the HMAC chain along the bits of the node', () => {
    fc.assert(
      fc.property(batchNumbers(), fc.integer({ min: 0, max: SEED_TREE_DEPTH }), (batch, level) => {
        const bits = pathOf(batch).slice(0, level)
        const node = { level, position: Number.parseInt(bits || '0', 2) }
        expect(nodeSeed(childOf, ROOT, node)).toEqual(walk(bits))
      }),
    )
  })
  test.each([
    { level: -1, position: 0 },
    { level: 41, position: 0 },
    { level: 1.5, position: 0 },
    { level: 3, position: 8 },
    { level: 3, position: -1 },
    { level: 3, position: 0.5 },
  ])('refuses $level, $position', (node) => {
    expect(() => nodeSeed(childOf, ROOT, node)).toThrow(RangeError)
  })
})

describe('seedBelow', () => {
  test('derives from an inner node the leaves that the root derives', () => {
    fc.assert(
      fc.property(batchNumbers(), fc.integer({ min: 0, max: SEED_TREE_DEPTH }), (batch, level) => {
        const bits = pathOf(batch).slice(0, level)
        const node = { level, position: Number.parseInt(bits || '0', 2) }
        expect(seedBelow(childOf, walk(bits), node, batch)).toEqual(batchSeed(childOf, ROOT, batch))
      }),
    )
  })
  test('refuses a leaf beside the node', () => {
    const node = { level: 39, position: 3 }
    const below = [6, 7]
    for (const batch of [0, 5, 8, 2 ** 32 + 6]) {
      expect(() => seedBelow(childOf, ROOT, node, batch)).toThrow(RangeError)
    }
    for (const batch of below) expect(seedBelow(childOf, ROOT, node, batch)).toHaveLength(32)
  })
})

describe('coveringNodes', () => {
  const ranges = () =>
    fc
      .tuple(batchNumbers(), fc.oneof(fc.integer({ min: 0, max: 2_000 }), batchNumbers()))
      .map(([first, length]): [number, number] => [
        first,
        Math.min(first + length, BATCH_NUMBER_MAX),
      ])

  test('covers exactly the range, from left to right without overlap', () => {
    fc.assert(
      fc.property(ranges(), ([first, last]) => {
        let next = BigInt(first)
        for (const node of coveringNodes(first, last)) {
          const [from, to] = rangeOf(node)
          expect(from).toBe(next)
          next = to + 1n
        }
        expect(next).toBe(BigInt(last) + 1n)
      }),
    )
  })
  test('takes at most 80 nodes', () => {
    fc.assert(
      fc.property(ranges(), ([first, last]) => {
        expect(coveringNodes(first, last).length).toBeLessThanOrEqual(COVERING_NODES_MAX)
      }),
    )
  })
  test('holds no two siblings, for their parent would do', () => {
    fc.assert(
      fc.property(ranges(), ([first, last]) => {
        const parents = coveringNodes(first, last).map(
          ({ level, position }) => `${level} ${Math.floor(position / 2)}`,
        )
        fc.pre(!(first === 0 && last === BATCH_NUMBER_MAX))
        expect(new Set(parents).size).toBe(parents.length)
      }),
    )
  })
  test.each([
    [0, BATCH_NUMBER_MAX, 1],
    [5, 5, 1],
    [1, 6, 4],
    [1, BATCH_NUMBER_MAX - 1, 78],
  ])('covers %d to %d with %d nodes', (first, last, nodes) => {
    expect(coveringNodes(first, last)).toHaveLength(nodes)
  })
  test('covers nothing where the range ends before it starts', () => {
    expect(coveringNodes(6, 5)).toEqual([])
  })
  test('refuses ends that are no batch', () => {
    expect(() => coveringNodes(-1, 5)).toThrow(RangeError)
    expect(() => coveringNodes(0, BATCH_NUMBER_MAX + 1)).toThrow(RangeError)
  })
})
