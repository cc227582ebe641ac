import { describe, expect, test } from 'vitest'
import {
  duplicateRate,
  findNeighbors,
  firstDuplicates,
  mergeNeighbors,
  type Pair,
} from '../../bench/quality/duplicates.ts'
import { eigenvaluesOf, symmetricMatrix } from '../../bench/quality/eigenvalues.ts'
import {
  blockCounts,
  iou,
  OCCUPANCY_WORDS,
  occupancyOf,
  VOXELS,
  volumeOf,
} from '../../bench/quality/occupancy.ts'
import { vendiOfSolids, vendiScore } from '../../bench/quality/vendi.ts'
import { blockSurface, box, moved, together, turnedInsideOut } from './quality-shapes.ts'

/** Repeatable bits that look like chance. */
function createRandom(start: number): () => number {
  let state = start
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const hasVoxel = (occupancy: Uint32Array, x: number, y: number, z: number) =>
  (((occupancy[z * VOXELS + y] ?? 0) >>> x) & 1) === 1

describe('occupancy', () => {
  test.each([2000, 1999, 640, 7])('has the blocks of a surface, edges of %i', (edge) => {
    const random = createRandom(edge)
    const solid = Uint8Array.from({ length: VOXELS ** 3 }, () => (random() < 0.4 ? 1 : 0))
    const isSolid = (x: number, y: number, z: number) => {
      const rim = (value: number) => value === 0 || value === VOXELS - 1
      return (rim(x) && rim(y) && rim(z)) || solid[(z * VOXELS + y) * VOXELS + x] === 1
    }
    const size = [VOXELS, VOXELS, VOXELS] as const
    const occupancy = occupancyOf(blockSurface({ size, edge, isSolid }))
    let wrong = 0
    for (let at = 0; at < VOXELS ** 3; at += 1) {
      const cell = [at % VOXELS, Math.floor(at / VOXELS) % VOXELS, Math.floor(at / VOXELS ** 2)]
      const [x = 0, y = 0, z = 0] = cell
      if (hasVoxel(occupancy, x, y, z) !== isSolid(x, y, z)) wrong += 1
    }
    expect(wrong).toBe(0)
  })

  test('depends on neither place nor size', () => {
    const shape = (edge: number) =>
      blockSurface({
        size: [5, 3, 7],
        edge,
        isSolid: (x, y, z) => (x + y * z) % 3 !== 1 || y === 1,
      })
    expect(occupancyOf(moved(shape(500), [123, -77, 5000]))).toEqual(occupancyOf(shape(3000)))
  })

  test('leaves a cavity empty and joins what overlaps', () => {
    const hollow = together(box([32, 32, 32]), turnedInsideOut(box([16, 16, 16])))
    expect(volumeOf(occupancyOf(hollow))).toBe(32 ** 3 - 16 ** 3)
    const doubled = together(box([32, 32, 32]), box([16, 16, 16]))
    expect(volumeOf(occupancyOf(doubled))).toBe(32 ** 3)
  })

  test('counts by blocks what it has', () => {
    const occupancy = occupancyOf(box([32, 16, 16]))
    for (const perAxis of [4, 8] as const) {
      const counts = blockCounts(occupancy, perAxis)
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(32 * 16 * 16)
      expect(Math.max(...counts)).toBe((VOXELS / perAxis) ** 3)
    }
  })
})

describe('intersection over union', () => {
  const whole = occupancyOf(box([32, 32, 32]))

  test('is 1 with itself and known for boxes', () => {
    expect(iou(whole, whole)).toBe(1)
    expect(iou(whole, occupancyOf(box([32, 16, 32])))).toBe(0.5)
    const crossed = iou(occupancyOf(box([32, 16, 32])), occupancyOf(box([16, 32, 32])))
    expect(crossed).toBeCloseTo(16 / (16 + 16 + 16))
  })

  test('is 0 without anything in common', () => {
    expect(iou(whole, new Uint32Array(OCCUPANCY_WORDS))).toBe(0)
    expect(iou(new Uint32Array(OCCUPANCY_WORDS), new Uint32Array(OCCUPANCY_WORDS))).toBe(0)
  })
})

function occupanciesOf(shapes: readonly Uint32Array[]): Uint32Array {
  return Uint32Array.from(shapes.flatMap((shape) => [...shape]))
}

/** Boxes of chance sizes: some near each other, most not. */
function manyBoxes(count: number): Uint32Array[] {
  const random = createRandom(count)
  const side = () => 2 + 2 * Math.floor(random() * 15)
  return Array.from({ length: count }, () => occupancyOf(box([side(), side(), side()], 1)))
}

describe('near-duplicates', () => {
  test('are two boxes that differ by a layer, and not two that differ by half', () => {
    const boxes = [box([32, 28, 32]), box([32, 14, 32]), box([32, 30, 32])].map(occupancyOf)
    const { pairs, nearest, nearestIou } = findNeighbors(occupanciesOf(boxes))
    expect(pairs).toHaveLength(1)
    expect(pairs[0]?.iou).toBeCloseTo(28 / 30)
    expect([...nearest]).toEqual([2, 0, 0])
    expect(nearestIou[1]).toBeCloseTo(0.5)
  })

  test('are all found: the bounds lose none and no nearest neighbor', () => {
    const shapes = manyBoxes(120)
    const { pairs, nearestIou } = findNeighbors(occupanciesOf(shapes))
    const ious = shapes.map((a, i) => shapes.map((b, j) => (i === j ? 0 : iou(a, b))))
    const expected = ious.flatMap((row, i) => row.filter((value, j) => j > i && value >= 0.9))
    expect(expected.length).toBeGreaterThan(0)
    expect(pairs).toHaveLength(expected.length)
    expect([...nearestIou]).toEqual(ious.map((row) => Math.max(...row)))
  })

  test('are the same however many threads search', () => {
    const occupancies = occupanciesOf(manyBoxes(80))
    const parts = [0, 1, 2].map((index) => findNeighbors(occupancies, { index, of: 3 }))
    const [merged, alone] = [mergeNeighbors(parts), findNeighbors(occupancies)]
    const key = ({ first, second }: Pair) => `${Math.min(first, second)} ${Math.max(first, second)}`
    expect(merged.pairs.map(key).sort()).toEqual(alone.pairs.map(key).sort())
    expect(merged.nearestIou).toEqual(alone.nearestIou)
  })

  test('are counted within the sample asked for', () => {
    const pairs = [
      { first: 0, second: 5, iou: 0.95 },
      { first: 2, second: 1, iou: 0.91 },
    ]
    const first = firstDuplicates(8, pairs)
    expect([...first]).toEqual([5, 2, 1, Infinity, Infinity, 0, Infinity, Infinity])
    expect([2, 3, 5, 6, 8].map((count) => duplicateRate(first, count))).toEqual([
      ...[0, 2 / 3, 2 / 5, 4 / 6, 4 / 8],
    ])
  })
})

describe('eigenvalues', () => {
  test('are those of a path of springs', () => {
    const size = 40
    const springs = (row: number, column: number) =>
      row === column ? 2 : row - column === 1 ? -1 : 0
    const found = eigenvaluesOf(symmetricMatrix(size, springs))
    for (const [k, value] of found.entries()) {
      expect(value).toBeCloseTo(2 - 2 * Math.cos(((size - k) * Math.PI) / (size + 1)), 10)
    }
  })

  test('are those of a full matrix made from them', () => {
    // A mirror turns the diagonal matrix 1..n into a full one with the same eigenvalues.
    const size = 30
    const random = createRandom(5)
    const normal = Array.from({ length: size }, () => random() - 0.5)
    const squared = normal.reduce((sum, value) => sum + value * value, 0)
    const mirror = (i: number, j: number) =>
      (i === j ? 1 : 0) - (2 * (normal[i] ?? 0) * (normal[j] ?? 0)) / squared
    const entry = (i: number, j: number) =>
      normal.reduce((sum, _, k) => sum + mirror(i, k) * (k + 1) * mirror(k, j), 0)
    const found = eigenvaluesOf(symmetricMatrix(size, entry))
    for (const [k, value] of found.entries()) expect(value).toBeCloseTo(size - k, 10)
  })

  test('of a matrix of ones are its size and zeros', () => {
    const found = eigenvaluesOf(symmetricMatrix(7, () => 1))
    expect(found[0]).toBeCloseTo(7, 12)
    for (const value of found.slice(1)) expect(value).toBeCloseTo(0, 12)
  })
})

describe('the Vendi score', () => {
  test.each([1, 2, 5, 12])('of %i groups of equal items is their number', (groups) => {
    const alike = (first: number, second: number) => (first % groups === second % groups ? 1 : 0)
    expect(vendiScore(groups * 7, alike)).toBeCloseTo(groups, 9)
  })

  test('of two items is what their similarity says', () => {
    const shares = [0.8, 0.2]
    const expected = Math.exp(-shares.reduce((sum, share) => sum + share * Math.log(share), 0))
    expect(vendiScore(2, (first, second) => (first === second ? 1 : 0.6))).toBeCloseTo(expected, 9)
  })

  test('of solids takes them for as similar as they overlap', () => {
    const [whole, half] = [occupancyOf(box([32, 32, 32])), occupancyOf(box([32, 16, 32]))]
    const solids = occupanciesOf([whole, half, whole, half, whole])
    expect(vendiOfSolids(solids, 1)).toBeCloseTo(1, 9)
    const expected = vendiScore(4, (a, b) => ((a + b) % 2 === 0 ? 1 : 0.5))
    expect(vendiOfSolids(solids, 4)).toBeCloseTo(expected, 9)
    expect(expected).toBeGreaterThan(1.5)
  })

  test('grows with a sample that keeps differing', () => {
    const solids = occupanciesOf(manyBoxes(60))
    const scores = [10, 30, 60].map((count) => vendiOfSolids(solids, count))
    expect(scores).toEqual(scores.toSorted((a, b) => a - b))
  })
})
