import { createHmac } from 'node:crypto'
import { fromHex } from '../../domain/bytes.ts'
import { batchNumber } from '../../domain/ids.ts'
import { assetSeed } from '../../domain/seed/asset-seed.ts'
import { type ChildOf, SEED_TREE_DEPTH, seedBelow } from '../../domain/seed/seed-tree.ts'
import { sha256 } from '../../signing/sha256.ts'
import type { RecipeAssets, RecipeItem, RecipeRange } from '../../workers/delivery/schema.ts'
import type { Edge, PageStart } from './edge.ts'
import type { PlannedShard, PlanStore } from './plan-store.ts'

const childOf: ChildOf = (parent, bit) =>
  new Uint8Array(createHmac('sha256', parent).update(Uint8Array.of(bit)).digest())

export type Seeded =
  | {
      readonly status: 'seeded'
      readonly shard: PlannedShard
      /** Of each asset, in the order of the plan. */
      readonly seeds: readonly Uint8Array[]
    }
  | { readonly status: 'withheld'; readonly shard: PlannedShard; readonly issue: string }

interface Wanted {
  readonly shard: PlannedShard
  /** By position in the batch. */
  readonly seeds: Map<number, Uint8Array>
}

/** The seeds of all shards that are not whole yet, in the order in which the edge has them. */
export async function* recipeSeeds(
  edge: Pick<Edge, 'recipe'>,
  plan: Pick<PlanStore, 'openChunks' | 'openShards' | 'chunkOf'>,
  signal: AbortSignal,
): AsyncGenerator<Seeded, undefined> {
  for (const chunk of plan.openChunks()) {
    const open = new Map(
      plan
        .openShards(chunk)
        .map((shard): [number, Wanted] => [shard.batch, { shard, seeds: new Map() }]),
    )
    for await (const items of pagesOf(edge, chunk, signal)) {
      yield* items.flatMap((item) => takeSeeds(item, open))
      const passed = items.some((item) => (plan.chunkOf(firstBatchOf(item)) ?? chunk) > chunk)
      if (open.size === 0 || passed) break
    }
    for (const { shard } of open.values()) {
      yield { status: 'withheld', shard, issue: 'the recipe lacks assets of it' }
    }
  }
  return undefined
}

async function* pagesOf(
  edge: Pick<Edge, 'recipe'>,
  chunk: number,
  signal: AbortSignal,
): AsyncGenerator<readonly RecipeItem[]> {
  for (let start: PageStart = { chunk }; ; ) {
    const { data, cursor, hasMore } = await edge.recipe(start, signal)
    yield data
    if (!hasMore || cursor === null) return
    start = { cursor }
  }
}

function firstBatchOf(item: RecipeItem): number {
  return batchNumber(item.kind === 'range' ? item.firstBatch : item.batch)
}

/** Takes what an item gives of the wanted shards; answers those that it completes and takes them out. */
function takeSeeds(item: RecipeItem, open: Map<number, Wanted>): Seeded[] {
  const touched = item.kind === 'range' ? takeRange(item, open) : takeAssets(item, open)
  return touched.filter(isComplete).map((wanted) => {
    const { shard } = wanted
    open.delete(shard.batch)
    return { status: 'seeded', shard, seeds: inOrderOfPlan(wanted) }
  })
}

function takeAssets(item: RecipeAssets, open: ReadonlyMap<number, Wanted>): Wanted[] {
  const wanted = open.get(batchNumber(item.batch))
  if (wanted === undefined || !isOf(item, wanted.shard)) return []
  for (const { index, seed } of item.assets) wanted.seeds.set(index, fromHex(seed))
  return [wanted]
}

function takeRange(item: RecipeRange, open: ReadonlyMap<number, Wanted>): Wanted[] {
  const [first, last] = [batchNumber(item.firstBatch), batchNumber(item.lastBatch)]
  const within = [...open.values()].filter(
    ({ shard }) => shard.batch >= first && shard.batch <= last && isOf(item, shard),
  )
  for (const { shard, seeds } of within) {
    const seed = batchSeedOf(item, shard.batch)
    if (seed === undefined) continue
    for (const { index } of shard.rows) seeds.set(index, assetSeed(sha256, seed, index))
  }
  return within
}

function batchSeedOf({ nodes }: RecipeRange, batch: number): Uint8Array | undefined {
  const node = nodes.find(({ level, position }) => {
    const width = 2 ** (SEED_TREE_DEPTH - level)
    return Math.floor(batch / width) === position
  })
  return node && seedBelow(childOf, fromHex(node.seed), node, batch)
}

const isOf = (
  { generator, grid }: Pick<RecipeItem, 'generator' | 'grid'>,
  { head }: PlannedShard,
): boolean => generator === head.generator && grid === head.grid

const isComplete = ({ shard, seeds }: Wanted): boolean =>
  shard.rows.every(({ index }) => seeds.has(index))

function inOrderOfPlan({ shard, seeds }: Wanted): Uint8Array[] {
  return shard.rows.map(({ index }) => {
    const seed = seeds.get(index)
    if (seed === undefined) throw new Error(`batch ${shard.batch} lacks the seed of ${index}`)
    return seed
  })
}
