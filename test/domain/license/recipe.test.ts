import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { type RecipePart, recipeOf } from '../../../domain/license/recipe.ts'
import { licensedBatches } from '../../../domain/license/selection.ts'
import { assetSeed } from '../../../domain/seed/asset-seed.ts'
import {
  batchSeed,
  type ChildOf,
  nodeSeed,
  SEED_TREE_DEPTH,
  type SeedTreeNode,
  seedBelow,
} from '../../../domain/seed/seed-tree.ts'
import { sha256 } from '../../../signing/sha256.ts'
import { chunksOf, isLicensed, type LeasedBatch, leasedBatches } from './chunks.ts'

const ROOT = new Uint8Array(32).fill(7)
const childOf: ChildOf = (parent, bit) =>
  new Uint8Array(createHmac('sha256', parent).update(Uint8Array.of(bit)).digest())

const recipesOf = (batches: readonly LeasedBatch[], chunkRows: number): RecipePart[] =>
  chunksOf(batches, chunkRows).flatMap((chunk) => recipeOf(licensedBatches(chunk, isLicensed)))

/** Seeds of the assets 0..count-1 of a batch. */
const seedsOf = (batch: Uint8Array, count: number): string[] =>
  Array.from({ length: count }, (_, index) => toHex(assetSeed(sha256, batch, index)))

/** Every asset's seed that follows from what the recipe gives away, its counts not believed. */
const derivable = (parts: readonly RecipePart[], assetsMax: number): Set<string> =>
  new Set(
    parts.flatMap((part) =>
      part.kind === 'assets'
        ? pick(seedsOf(batchSeed(childOf, ROOT, part.batchNumber), assetsMax), part.indexes)
        : part.nodes.flatMap((node) => seedsBelow(node, assetsMax)),
    ),
  )

const pick = (seeds: readonly string[], indexes: readonly number[]): string[] =>
  seeds.filter((_, index) => indexes.includes(index))

function seedsBelow(node: SeedTreeNode, assetsMax: number): string[] {
  const width = 2 ** (SEED_TREE_DEPTH - node.level)
  expect(width).toBeLessThanOrEqual(32)
  const seed = nodeSeed(childOf, ROOT, node)
  return Array.from({ length: width }, (_, i) => node.position * width + i).flatMap((leaf) =>
    seedsOf(seedBelow(childOf, seed, node, leaf), assetsMax),
  )
}

/** Seeds of the assets that were ever leased, and those that the license is for. */
function seedsByFate(batches: readonly LeasedBatch[]) {
  const leased = new Set<string>()
  const licensed = new Set<string>()
  for (const { batchNumber, count, fates } of batches) {
    const seeds = seedsOf(batchSeed(childOf, ROOT, batchNumber), count)
    for (const [index, seed] of seeds.entries()) {
      leased.add(seed)
      if (fates?.[index] === 'licensed') licensed.add(seed)
    }
  }
  return { leased, licensed }
}

const accepted = (batchNumber: number, count = 2): LeasedBatch => ({
  ...{ batchNumber, count, generator: 'piwa-procedural@2', grid: 64 },
  fates: Array<'licensed'>(count).fill('licensed'),
})

describe('recipeOf', () => {
  test('lets its holder derive every licensed asset and none of the others', () => {
    fc.assert(
      fc.property(leasedBatches(), fc.integer({ min: 1, max: 30 }), (batches, chunkRows) => {
        const { leased, licensed } = seedsByFate(batches)
        const derived = derivable(recipesOf(batches, chunkRows), 5)
        expect([...derived].filter((seed) => leased.has(seed)).sort()).toEqual([...licensed].sort())
      }),
      { numRuns: 150 },
    )
  })
  test('gives no batch a seed of its own that has an asset outside of the license', () => {
    fc.assert(
      fc.property(leasedBatches(), fc.integer({ min: 1, max: 30 }), (batches, chunkRows) => {
        const byNumber = new Map(batches.map((batch) => [batch.batchNumber, batch]))
        for (const part of recipesOf(batches, chunkRows)) {
          if (part.kind === 'assets') continue
          for (let at = part.firstBatch; at <= part.lastBatch; at += 1) {
            const batch = byNumber.get(at)
            expect(batch?.fates?.every((fate) => fate === 'licensed')).toBe(true)
            expect(part.counts[at - part.firstBatch]).toBe(batch?.count)
            expect([batch?.generator, batch?.grid]).toEqual([part.generator, part.grid])
          }
        }
      }),
    )
  })
  test('takes few nodes for many batches, whatever order they were registered in', () => {
    const numbers = Array.from({ length: 64 }, (_, i) => ((i * 37) % 64) + 64)
    const [part, ...others] = recipesOf(
      numbers.map((number) => accepted(number)),
      1_000,
    )
    expect(others).toEqual([])
    expect(part).toMatchObject({ firstBatch: 64, lastBatch: 127, nodes: [{ level: 34 }] })
  })
  test('gives single seeds for a batch that goes on in another chunk', () => {
    expect(recipesOf([accepted(8, 2), accepted(9, 2)], 3)).toMatchObject([
      { kind: 'range', firstBatch: 8, lastBatch: 8 },
      { kind: 'assets', batchNumber: 9, indexes: [0] },
      { kind: 'assets', batchNumber: 9, indexes: [1] },
    ])
  })
  test('leaves out assets that no seed of the tree makes', () => {
    const learned = { ...accepted(8), fates: ['learned', 'learned'] as const }
    expect(recipesOf([learned, accepted(9)], 100)).toMatchObject([{ firstBatch: 9 }])
  })
  test('is empty where nothing is licensed', () => {
    expect(recipesOf([{ ...accepted(3), fates: null }], 10)).toEqual([])
  })
})
