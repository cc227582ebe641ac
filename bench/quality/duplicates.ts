import { blockCounts, iou, OCCUPANCY_WORDS, volumeOf } from './occupancy.ts'

/** Two assets are near-duplicates from this intersection over union of their occupancies on. */
export const DUPLICATE_IOU = 0.9

export interface Pair {
  readonly first: number
  readonly second: number
  readonly iou: number
}

export interface Neighbors {
  /** By asset: intersection over union with its nearest neighbor. */
  readonly nearestIou: Float64Array
  /** By asset: its nearest neighbor, -1 if it has none. */
  readonly nearest: Int32Array
  /** Pairs at or above `DUPLICATE_IOU`. */
  readonly pairs: readonly Pair[]
}

/** The part of the search that one of several threads takes. */
export interface Turn {
  readonly index: number
  readonly of: number
}

interface Solid {
  readonly asset: number
  readonly occupancy: Uint32Array
  readonly volume: number
  readonly coarse: Uint16Array
  readonly fine: Uint16Array
}

function readSolids(occupancies: Uint32Array): Solid[] {
  const count = occupancies.length / OCCUPANCY_WORDS
  return Array.from({ length: count }, (_, asset) => {
    const occupancy = occupancies.subarray(asset * OCCUPANCY_WORDS, (asset + 1) * OCCUPANCY_WORDS)
    const [coarse, fine] = [blockCounts(occupancy, 4), blockCounts(occupancy, 8)]
    return { asset, occupancy, volume: volumeOf(occupancy), coarse, fine }
  })
}

function commonAtMost(a: Uint16Array, b: Uint16Array): number {
  let common = 0
  for (let block = 0; block < a.length; block += 1) {
    common += Math.min(a[block] ?? 0, b[block] ?? 0)
  }
  return common
}

/** Nothing in common beyond what each block's counts allow bounds the ratio from above. */
function iouAtMost(a: Solid, b: Solid, blocks: 'coarse' | 'fine'): number {
  const common = commonAtMost(a[blocks], b[blocks])
  return common / (a.volume + b.volume - common)
}

/** `first` is the smaller one. */
function mayReach(first: Solid, second: Solid, wanted: number): boolean {
  return (
    first.volume >= wanted * second.volume &&
    iouAtMost(first, second, 'coarse') >= wanted &&
    iouAtMost(first, second, 'fine') >= wanted
  )
}

/**
 * All near-duplicate pairs and each asset's nearest neighbor. Exact: a pair is passed over only
 * when a bound shows that it can be neither.
 */
export function findNeighbors(
  occupancies: Uint32Array,
  { index, of }: Turn = { index: 0, of: 1 },
): Neighbors {
  const solids = readSolids(occupancies).sort((a, b) => a.volume - b.volume)
  const nearestIou = new Float64Array(solids.length)
  const nearest = new Int32Array(solids.length).fill(-1)
  const pairs: Pair[] = []
  const offer = (asset: number, other: number, value: number): void => {
    if (value <= (nearestIou[asset] ?? 0)) return
    nearestIou[asset] = value
    nearest[asset] = other
  }
  const compare = (first: Solid, second: Solid): void => {
    const known = Math.min(nearestIou[first.asset] ?? 0, nearestIou[second.asset] ?? 0)
    if (!mayReach(first, second, Math.min(DUPLICATE_IOU, known))) return
    const value = iou(first.occupancy, second.occupancy, first.volume + second.volume)
    offer(first.asset, second.asset, value)
    offer(second.asset, first.asset, value)
    if (value >= DUPLICATE_IOU) {
      pairs.push({ first: first.asset, second: second.asset, iou: value })
    }
  }
  for (let at = index; at < solids.length; at += of) {
    const first = solids[at]
    if (first === undefined) continue
    for (let next = at + 1; next < solids.length; next += 1) {
      const second = solids[next]
      if (second !== undefined) compare(first, second)
    }
  }
  return { nearestIou, nearest, pairs }
}

export function mergeNeighbors(parts: readonly Neighbors[]): Neighbors {
  const [head, ...rest] = parts
  if (head === undefined) throw new RangeError('There is nothing to merge')
  const nearestIou = head.nearestIou.slice()
  const nearest = head.nearest.slice()
  for (const part of rest) {
    for (const [asset, value] of part.nearestIou.entries()) {
      if (value <= (nearestIou[asset] ?? 0)) continue
      nearestIou[asset] = value
      nearest[asset] = part.nearest[asset] ?? -1
    }
  }
  return { nearestIou, nearest, pairs: parts.flatMap(({ pairs }) => pairs) }
}

/** By asset: the first asset of the sample that it is a near-duplicate of, Infinity if of none. */
export function firstDuplicates(count: number, pairs: readonly Pair[]): Float64Array {
  const first = new Float64Array(count).fill(Infinity)
  for (const pair of pairs) {
    first[pair.first] = Math.min(first[pair.first] ?? 0, pair.second)
    first[pair.second] = Math.min(first[pair.second] ?? 0, pair.first)
  }
  return first
}

/** Share of the first `count` assets that have a near-duplicate among the first `count`. */
export function duplicateRate(firstDuplicate: Float64Array, count: number): number {
  const found = firstDuplicate.subarray(0, count).filter((other) => other < count)
  return count === 0 ? 0 : found.length / count
}
