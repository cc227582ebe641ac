import { duplicateRate, firstDuplicates, type Neighbors } from './duplicates.ts'
import type { Sample, SampledAsset } from './sample.ts'
import { WALL_CELLS } from './walls.ts'

/** Sample sizes at which the measures that depend on it are given, the whole sample last. */
const SIZES = [1000, 3000, 10_000] as const

export function sizesWithin(assets: number): number[] {
  return [...SIZES.filter((size) => size < assets), assets]
}

const DECIMALS = 1e4

const rounded = (value: number): number => Math.round(value * DECIMALS) / DECIMALS

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

function meanOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.length === 0 ? 0 : items.reduce((sum, item) => sum + value(item), 0) / items.length
}

function shareOf<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return meanOf(items, (item) => (holds(item) ? 1 : 0))
}

function ratioOf<T>(items: readonly T[], part: (item: T) => number, whole: (item: T) => number) {
  return meanOf(items, part) / Math.max(meanOf(items, whole), 1)
}

type Metrics = Record<string, number>

function soundness(assets: readonly SampledAsset[]): Metrics {
  return {
    watertight: shareOf(assets, (asset) => asset.watertight),
    edgeManifold: shareOf(assets, (asset) => asset.edgeManifold),
    vertexManifold: shareOf(assets, (asset) => asset.vertexManifold),
    selfIntersecting: shareOf(assets, (asset) => asset.crossingTriangles > 0),
    crossingTrianglesPerMillion:
      1e6 *
      ratioOf(
        assets,
        (asset) => asset.crossingTriangles,
        (asset) => asset.triangles,
      ),
    validatorErrors: assets.reduce((sum, asset) => sum + asset.validatorErrors, 0),
    validatorWarnings: assets.reduce((sum, asset) => sum + asset.validatorWarnings, 0),
    floatingSpecks: assets.reduce((sum, asset) => sum + asset.specks, 0),
    thinWalls: shareOf(assets, (asset) => asset.wallCells < WALL_CELLS),
    floorContact: shareOf(assets, (asset) => asset.touchesFloor),
    unitCube: shareOf(assets, (asset) => asset.fillsCube),
  }
}

function counts(assets: readonly SampledAsset[]): Metrics {
  const shells = assets.map((asset) => asset.shells)
  const solids = assets.map((asset) => asset.solids)
  const triangles = assets.map((asset) => asset.triangles)
  return {
    componentsMean: meanOf(shells, Number),
    componentsP90: quantile(shells, 0.9),
    componentsMax: Math.max(0, ...shells),
    solidComponentsMean: meanOf(solids, Number),
    solidComponentsP90: quantile(solids, 0.9),
    solidComponentsMax: Math.max(0, ...solids),
    trianglesP10: quantile(triangles, 0.1),
    trianglesMedian: quantile(triangles, 0.5),
    trianglesP90: quantile(triangles, 0.9),
  }
}

/** `vendi` holds a score for each of the sizes within the sample. */
function diversity(
  { assets }: Sample,
  { nearestIou }: Neighbors,
  first: Float64Array,
  vendi: readonly number[],
): Metrics {
  const nearest = [...nearestIou]
  const bySize = sizesWithin(assets.length).map((size, k): Metrics => {
    const named = SIZES.some((other) => other === size) ? String(size) : ''
    return {
      [`nearDuplicates${named}`]: duplicateRate(first, size),
      [`vendi${named}`]: vendi[k] ?? 0,
    }
  })
  return {
    ...Object.assign({}, ...bySize),
    nearDuplicates: duplicateRate(first, assets.length),
    vendi: vendi.at(-1) ?? 0,
    nearestDistanceP10: 1 - quantile(nearest, 0.9),
    nearestDistanceMedian: 1 - quantile(nearest, 0.5),
    nearestDistanceP90: 1 - quantile(nearest, 0.1),
  }
}

type Families = Record<string, Metrics>

function familyMetrics(
  sample: Sample,
  members: readonly number[],
  neighbors: Neighbors,
  first: Float64Array,
): Metrics {
  const assets = members.flatMap((index) => sample.assets[index] ?? [])
  const nearest = members.map((index) => neighbors.nearestIou[index] ?? 0)
  return {
    assets: assets.length,
    share: assets.length / sample.assets.length,
    nearDuplicates: shareOf(members, (index) => first[index] !== Infinity),
    nearestDistanceMedian: 1 - quantile(nearest, 0.5),
    distinctCaptions: new Set(assets.map((asset) => asset.caption)).size / assets.length,
    trianglesMedian: quantile(
      assets.map((asset) => asset.triangles),
      0.5,
    ),
    thinWalls: shareOf(assets, (asset) => asset.wallCells < WALL_CELLS),
    wallCellsMedian: quantile(
      assets.map((asset) => asset.wallCells),
      0.5,
    ),
    selfIntersecting: shareOf(assets, (asset) => asset.crossingTriangles > 0),
    floatingSpecks: assets.reduce((sum, asset) => sum + asset.specks, 0),
    componentsMean: meanOf(assets, (asset) => asset.shells),
    rejectedAttemptsMean: meanOf(assets, (asset) => asset.rejectedAttempts),
  }
}

function byFamily(sample: Sample, neighbors: Neighbors, first: Float64Array): Families {
  const members = Map.groupBy(sample.assets.keys(), (index) => sample.assets[index]?.family ?? '')
  return Object.fromEntries(
    [...members]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([family, indices]) => [family, familyMetrics(sample, indices, neighbors, first)]),
  )
}

function roundAll(metrics: Metrics): Metrics {
  return Object.fromEntries(Object.entries(metrics).map(([key, value]) => [key, rounded(value)]))
}

export interface Summary {
  readonly metrics: Metrics
  readonly families: Families
  /** The family with the highest rate of near-duplicates. */
  readonly worstFamily: string
}

export function summarize(sample: Sample, neighbors: Neighbors, vendi: readonly number[]): Summary {
  const first = firstDuplicates(sample.assets.length, neighbors.pairs)
  const families = byFamily(sample, neighbors, first)
  const rateOf = (family: string) => families[family]?.nearDuplicates ?? 0
  const worstFamily = Object.keys(families).toSorted((a, b) => rateOf(b) - rateOf(a))[0] ?? ''
  const metrics = {
    assets: sample.assets.length,
    rejectedSeeds: sample.rejectedSeeds,
    families: Object.keys(families).length,
    ...soundness(sample.assets),
    ...counts(sample.assets),
    ...diversity(sample, neighbors, first, vendi),
    nearDuplicatesWorstFamily: rateOf(worstFamily),
  }
  return {
    metrics: roundAll(metrics),
    families: Object.fromEntries(
      Object.entries(families).map(([family, values]) => [family, roundAll(values)]),
    ),
    worstFamily,
  }
}
