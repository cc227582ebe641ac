import { toHex } from '../../domain/bytes.ts'
import { batchId } from '../../domain/ids.ts'
import { type RecipePart, recipeOf } from '../../domain/license/recipe.ts'
import { licensedBatches } from '../../domain/license/selection.ts'
import { assetSeed } from '../../domain/seed/asset-seed.ts'
import { sha256 } from '../../signing/sha256.ts'
import { seedOfBatch, seedOfNode } from '../oracle/seeds.ts'
import type { Licensed, Place } from './licensed.ts'
import type { RecipeItem } from './schema.ts'

interface FoundRecipe {
  readonly parts: readonly RecipePart[]
  readonly next: Place | undefined
}

/** The recipe of the next chunk that has licensed assets. */
export async function findRecipe(
  { record, matches, readChunk }: Licensed,
  start: Place,
): Promise<FoundRecipe> {
  for (let place = start.chunk; place < record.chunks.length; place += 1) {
    const chunk = await readChunk(place)
    if (chunk === undefined) return { parts: [], next: { chunk: place, batch: 0 } }
    const parts = recipeOf(licensedBatches(chunk, matches))
    if (parts.length === 0) continue
    const isLast = place + 1 === record.chunks.length
    return { parts, next: isLast ? undefined : { chunk: place + 1, batch: 0 } }
  }
  return { parts: [], next: undefined }
}

export function assetsIn(parts: readonly RecipePart[]): number {
  return parts.reduce(
    (sum, part) =>
      part.kind === 'assets'
        ? sum + part.indexes.length
        : part.counts.reduce((below, count) => below + count, sum),
    0,
  )
}

/** A part of a recipe with its seeds. */
export function seedPart(env: Pick<Env, 'SEED_SECRET'>, part: RecipePart): RecipeItem {
  const { generator, grid, views } = part
  if (part.kind === 'assets') {
    const batch = seedOfBatch(env, part.batchNumber)
    const assets = part.indexes.map((index) => ({
      ...{ index, seed: toHex(assetSeed(sha256, batch, index)) },
    }))
    return { kind: 'assets', generator, grid, views, batch: batchId(part.batchNumber), assets }
  }
  return {
    ...{ kind: 'range', generator, grid, views },
    ...{ firstBatch: batchId(part.firstBatch), lastBatch: batchId(part.lastBatch) },
    nodes: part.nodes.map((node) => ({ ...node, seed: toHex(seedOfNode(env, node)) })),
    counts: [...part.counts],
  }
}
