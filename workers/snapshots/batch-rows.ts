import type { AcceptedAsset, AcceptedBatch } from '../../domain/dataset/accepted-asset.ts'
import type { AssetSource } from './world.ts'

/** Assets of a batch that become rows. */
export interface BatchRows {
  readonly batch: AcceptedBatch
  readonly assets: readonly AcceptedAsset[]
}

/** Of log indexes; `to` is exclusive. */
export interface LogRange {
  readonly from: number
  readonly to: number
}

/**
 * Batches that are read at one go: where they are small, a chunk stays incomplete and is continued, so
 * that no step asks for more objects than a Worker may.
 */
const BATCHES_MAX = 1_024
/** Batches that the catalog is asked for at a time: a chunk of full ones. */
const BATCHES_AT_ONCE = 64
/** Manifests that are read at the same time. */
const READS_AT_ONCE = 6

/** The first assets of a range, at most as many as there is room for. */
export async function takeAssets(
  source: AssetSource,
  range: LogRange,
  assetsMax: number,
): Promise<BatchRows[]> {
  const taken: BatchRows[] = []
  let room = assetsMax
  for await (const { batch, assets } of readInOrder(source, range)) {
    const fitting = assets.slice(0, room)
    taken.push({ batch, assets: fitting })
    room -= fitting.length
    if (room === 0 || taken.length === BATCHES_MAX) break
  }
  return taken
}

async function* readInOrder(
  source: AssetSource,
  { from, to }: LogRange,
): AsyncGenerator<BatchRows> {
  let next = from
  let batches: readonly AcceptedBatch[]
  do {
    batches = await source.batches({ from: next, to, batchesMax: BATCHES_AT_ONCE })
    for (let at = 0; at < batches.length; at += READS_AT_ONCE) {
      const group = batches.slice(at, at + READS_AT_ONCE)
      const read = await Promise.all(group.map((batch) => readBatch(source, batch, { from, to })))
      yield* read
      next = (read.at(-1)?.assets.at(-1)?.logIndex ?? next) + 1
    }
  } while (batches.length === BATCHES_AT_ONCE)
}

async function readBatch(
  source: AssetSource,
  batch: AcceptedBatch,
  { from, to }: LogRange,
): Promise<BatchRows> {
  const assets = await source.assets(batch)
  return { batch, assets: assets.filter(({ logIndex }) => logIndex >= from && logIndex < to) }
}
