import type { ChunkBatch } from '../dataset/chunk.ts'
import { ASSET_KINDS, kindIndexOf } from '../dataset/facets.ts'
import { sameViews } from '../lease/views.ts'
import { coveringNodes, type SeedTreeNode } from '../seed/seed-tree.ts'
import type { LicensedBatch } from './selection.ts'

type Making = Pick<ChunkBatch, 'generator' | 'grid' | 'views'>

/** Consecutive batches of which every asset is licensed. */
export interface SeededRange extends Making {
  readonly kind: 'range'
  readonly firstBatch: number
  readonly lastBatch: number
  /** They cover these batches and no other. */
  readonly nodes: readonly SeedTreeNode[]
  /** How many assets each batch has. */
  readonly counts: readonly number[]
}

/** Single assets of a batch. */
export interface SeededAssets extends Making {
  readonly kind: 'assets'
  readonly batchNumber: number
  readonly indexes: readonly number[]
}

export type RecipePart = SeededRange | SeededAssets

const GENERATED = ASSET_KINDS.indexOf('generated')

/**
 * Which seeds give exactly the licensed assets, of those that come from the seed tree. A batch's own
 * seed is given away only where each of its assets is licensed and among these rows: one that lacks
 * a duplicate, or whose rows go on in another chunk, is licensed asset by asset. A batch's seed also
 * gives positions beyond its count: no such asset is in the log, or ever will be, for a batch is
 * accepted once.
 */
export function recipeOf(batches: Iterable<LicensedBatch>): RecipePart[] {
  const whole: ChunkBatch[] = []
  const parts: SeededAssets[] = []
  for (const { batch, rows } of batches) {
    const indexes = rows
      .filter(({ facets }) => kindIndexOf(facets) === GENERATED)
      .map(({ index }) => index)
    const { batchNumber } = batch
    if (indexes.length === 0) continue
    if (isWhole(batch, indexes)) whole.push(batch)
    else parts.push({ kind: 'assets', ...makingOf(batch), batchNumber, indexes })
  }
  return [...runsOf(whole).map(rangeOf), ...parts]
}

function isWhole({ count }: ChunkBatch, indexes: readonly number[]): boolean {
  return indexes.length === count && indexes.every((index, place) => index === place)
}

/** Batches whose numbers follow each other and that are made the same way. */
function runsOf(batches: readonly ChunkBatch[]): ChunkBatch[][] {
  const runs: ChunkBatch[][] = []
  const inOrder = batches.toSorted((a, b) => a.batchNumber - b.batchNumber)
  for (const batch of inOrder) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const follows = last?.batchNumber === batch.batchNumber - 1
    if (run && last && follows && isMadeAlike(last, batch)) run.push(batch)
    else runs.push([batch])
  }
  return runs
}

function rangeOf(run: readonly ChunkBatch[]): SeededRange {
  const [first, last] = [run[0], run.at(-1)]
  if (first === undefined || last === undefined) throw new RangeError('a run without a batch')
  const ends = { firstBatch: first.batchNumber, lastBatch: last.batchNumber }
  const nodes = coveringNodes(ends.firstBatch, ends.lastBatch)
  const counts = run.map(({ count }) => count)
  return { kind: 'range', ...makingOf(first), ...ends, nodes, counts }
}

const makingOf = ({ generator, grid, views }: Making): Making => ({ generator, grid, views })

const isMadeAlike = (a: Making, b: Making): boolean =>
  a.generator === b.generator && a.grid === b.grid && sameViews(a.views, b.views)
