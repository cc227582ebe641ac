import { describe, expect, test } from 'vitest'
import type { Neighbors } from '../../bench/quality/duplicates.ts'
import { OCCUPANCY_WORDS } from '../../bench/quality/occupancy.ts'
import type { Sample, SampledAsset } from '../../bench/quality/sample.ts'
import { quantile, sizesWithin, summarize } from '../../bench/quality/summary.ts'

const SOUND: SampledAsset = {
  seed: 0,
  family: 'cup',
  caption: 'a cup',
  rejectedAttempts: 0,
  triangles: 100,
  watertight: true,
  edgeManifold: true,
  vertexManifold: true,
  crossingTriangles: 0,
  shells: 1,
  solids: 1,
  specks: 0,
  wallCells: 3,
  touchesFloor: true,
  fillsCube: true,
  validatorErrors: 0,
  validatorWarnings: 0,
}

function sampleOf(assets: readonly Partial<SampledAsset>[]): Sample {
  return {
    assets: assets.map((asset, seed) => ({ ...SOUND, seed, ...asset })),
    rejectedSeeds: 0,
    occupancies: new Uint32Array(assets.length * OCCUPANCY_WORDS),
  }
}

function neighborsOf(count: number, pairs: Neighbors['pairs'] = []): Neighbors {
  return {
    nearestIou: new Float64Array(count).fill(0.25),
    nearest: new Int32Array(count),
    pairs,
  }
}

describe('the summary', () => {
  test('of sound assets finds nothing wrong', () => {
    const { metrics } = summarize(sampleOf([{}, {}, {}, {}]), neighborsOf(4), [3.5])
    expect(metrics).toMatchObject({
      assets: 4,
      watertight: 1,
      edgeManifold: 1,
      vertexManifold: 1,
      selfIntersecting: 0,
      floatingSpecks: 0,
      validatorErrors: 0,
      nearDuplicates: 0,
      nearestDistanceMedian: 0.75,
      vendi: 3.5,
    })
  })

  test.each([
    ['watertight', { watertight: false }, 0.75],
    ['edgeManifold', { edgeManifold: false }, 0.75],
    ['vertexManifold', { vertexManifold: false }, 0.75],
    ['selfIntersecting', { crossingTriangles: 4 }, 0.25],
    ['crossingTrianglesPerMillion', { crossingTriangles: 4 }, 10_000],
    ['thinWalls', { wallCells: 2.4 }, 0.25],
    ['floorContact', { touchesFloor: false }, 0.75],
    ['unitCube', { fillsCube: false }, 0.75],
    ['floatingSpecks', { specks: 3 }, 3],
    ['validatorErrors', { validatorErrors: 2 }, 2],
    ['validatorWarnings', { validatorWarnings: 5 }, 5],
    ['componentsMax', { shells: 9 }, 9],
    ['solidComponentsMean', { solids: 5 }, 2],
    ['trianglesP90', { triangles: 700 }, 700],
  ])('shows in %s one asset of four that has it', (metric, fault, expected) => {
    const { metrics } = summarize(sampleOf([{}, fault, {}, {}]), neighborsOf(4), [4])
    expect(metrics[metric]).toBe(expected)
  })

  test('gives rates by family and names the worst', () => {
    const assets = [{}, { family: 'hat' }, {}, { family: 'hat', caption: 'a hat' }, {}]
    const neighbors = neighborsOf(5, [{ first: 0, second: 1, iou: 0.92 }])
    const { metrics, families, worstFamily } = summarize(sampleOf(assets), neighbors, [5])
    expect(metrics).toMatchObject({ nearDuplicates: 0.4, nearDuplicatesWorstFamily: 0.5 })
    expect(worstFamily).toBe('hat')
    expect(families).toMatchObject({
      cup: { assets: 3, share: 0.6, nearDuplicates: 0.3333, distinctCaptions: 0.3333 },
      hat: { assets: 2, share: 0.4, nearDuplicates: 0.5, distinctCaptions: 1 },
    })
  })
})

describe('the sizes of a sample', () => {
  test('are those below it and its own', () => {
    expect(sizesWithin(500)).toEqual([500])
    expect(sizesWithin(3000)).toEqual([1000, 3000])
    expect(sizesWithin(12_000)).toEqual([1000, 3000, 10_000, 12_000])
  })

  test('name the rates of the part and of the whole', () => {
    const sample = sampleOf(Array.from({ length: 1200 }, () => ({})))
    const neighbors = neighborsOf(1200, [
      { first: 0, second: 1, iou: 0.95 },
      { first: 2, second: 1100, iou: 0.95 },
    ])
    const { metrics } = summarize(sample, neighbors, [100, 110])
    expect(metrics).toMatchObject({ vendi1000: 100, vendi: 110, nearDuplicates1000: 0.002 })
    expect(metrics.nearDuplicates).toBeCloseTo(4 / 1200, 4)
  })
})

describe('a quantile', () => {
  test('is a value of the list', () => {
    const values = [5, 1, 4, 2, 3]
    expect([0, 0.1, 0.5, 0.9, 1].map((share) => quantile(values, share))).toEqual([1, 1, 3, 5, 5])
  })
})
