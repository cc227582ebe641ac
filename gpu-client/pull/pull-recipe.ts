import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Row } from '../../domain/dataset/row.ts'
import { glbName } from '../../domain/shard/layout.ts'
import { TAR_BLOCK_BYTES, TAR_END } from '../../domain/shard/tar.ts'
import { isGeneratorId } from '../../generator/versions.ts'
import type { Backend, HashedAsset } from '../backend/backend.ts'
import { packAsset } from '../batch/asset-files.ts'
import { appendFile, createTape, type Tape } from '../batch/tape.ts'
import { ClientFault } from '../faults.ts'
import { renameDurably } from '../home/durable-file.ts'
import { aheadOf } from './ahead.ts'
import type { Edge } from './edge.ts'
import type { PullReport } from './events.ts'
import { type PullPaths, shardFile } from './paths.ts'
import type { GlbPlace, PlannedShard, PlanStore } from './plan-store.ts'
import { recipeSeeds, type Seeded } from './recipe-seeds.ts'

export interface RecipeDependencies {
  readonly edge: Pick<Edge, 'recipe'>
  readonly plan: PlanStore
  readonly paths: PullPaths
  readonly backend: Backend
  readonly report: PullReport
}

interface Job {
  readonly shard: PlannedShard
  readonly position: number
  readonly row: Row
  readonly seed: Uint8Array
}

interface Made extends Omit<Job, 'seed'> {
  readonly asset: HashedAsset
}

/** Makes all assets that the plan lacks from their seeds. What differs from its row is reported and left out. */
export async function pullRecipe(deps: RecipeDependencies, signal: AbortSignal): Promise<void> {
  const { backend, edge, plan, report } = deps
  const jobs = jobsOf(recipeSeeds(edge, plan, signal), report)
  const made = aheadOf(
    jobs,
    () => 2 * backend.threads,
    async ({ seed, ...job }): Promise<Made> => ({
      ...job,
      asset: await generate(backend, job.shard, seed, signal),
    }),
  )
  let file: RecipeFile | undefined
  // A disk takes its time to say that a file has reached it; meanwhile the next one is made.
  let ending: Promise<void> = Promise.resolve()
  try {
    for await (const { shard, position, row, asset } of made) {
      if (file === undefined || file.shard !== shard) file = await openRecipeFile(deps, shard)
      await file.add(row, asset)
      if (position < shard.rows.length - 1) continue
      await ending
      ending = file.end()
      // It is met when the next file ends.
      ending.catch(() => undefined)
      file = undefined
    }
    await ending
  } finally {
    await Promise.allSettled([ending])
    await file?.close()
  }
}

async function* jobsOf(
  seeded: AsyncGenerator<Seeded, undefined>,
  report: PullReport,
): AsyncGenerator<Job, undefined> {
  for await (const next of seeded) {
    const { shard } = next
    if (next.status === 'withheld') {
      report({ event: 'failed', file: shardFile(shard.batch), issue: next.issue })
      continue
    }
    for (const [position, row] of shard.rows.entries()) {
      const seed = next.seeds[position]
      if (seed !== undefined) yield { shard, position, row, seed }
    }
  }
  return undefined
}

function generate(
  backend: Backend,
  { head }: PlannedShard,
  assetSeed: Uint8Array,
  signal: AbortSignal,
): Promise<HashedAsset> {
  const { generator, grid } = head
  if (!isGeneratorId(generator)) throw new ClientFault('GENERATOR_UNSUPPORTED', { generator })
  return backend.generate({ generator, grid, assetSeed, views: undefined }, signal)
}

interface RecipeFile {
  readonly shard: PlannedShard
  add(row: Row, asset: HashedAsset): Promise<void>
  /** Gives the file its name if it holds all that the plan wants. */
  end(): Promise<void>
  close(): Promise<void>
}

async function openRecipeFile(deps: RecipeDependencies, shard: PlannedShard): Promise<RecipeFile> {
  const { paths, report } = deps
  const name = shardFile(shard.batch)
  const path = join(paths.out, name)
  const handle = await open(`${path}.part`, 'w', 0o644)
  const tape = createTape(handle)
  const places: GlbPlace[] = []
  let whole = true
  let closed = false
  const close = async (): Promise<void> => {
    if (!closed) await handle.close()
    closed = true
  }
  return {
    shard,
    add: async (row, asset) => {
      const issue = differenceOf(row, asset)
      if (issue === undefined) {
        places.push(await append(tape, row, asset))
        report({ event: 'asset', bytes: row.bytes })
      } else {
        whole = false
        report({ event: 'failed', file: `${name}/${glbName(row.index)}`, issue })
      }
    },
    end: async () => {
      try {
        if (whole) await nameWhole(deps, { shard, path, handle, tape, places })
      } finally {
        await close()
      }
      if (!whole) await rm(`${path}.part`, { force: true })
    },
    close,
  }
}

/** As the shard has it: its record names where the GLB lies in there. Answers where it lies here. */
async function append(tape: Tape, row: Row, asset: HashedAsset): Promise<GlbPlace> {
  const offset = tape.bytes() + TAR_BLOCK_BYTES
  const { files } = packAsset(row.index, row.offset - TAR_BLOCK_BYTES, asset)
  for (const file of files) await appendFile(tape, file)
  return { offset, bytes: row.bytes, index: row.index }
}

async function nameWhole(
  { plan, report }: RecipeDependencies,
  file: {
    readonly shard: PlannedShard
    readonly path: string
    readonly handle: FileHandle
    readonly tape: Tape
    readonly places: readonly GlbPlace[]
  },
): Promise<void> {
  const { shard, path, handle, tape, places } = file
  await tape.append(TAR_END)
  await handle.sync()
  await renameDurably(`${path}.part`, path)
  plan.whole(shard.batch, { ...tape.finish(), places })
  report({ event: 'shard', file: shardFile(shard.batch), assets: shard.rows.length })
}

function differenceOf(row: Row, { sha256, glb }: HashedAsset): string | undefined {
  if (sha256 === row.sha256 && glb.length === row.bytes) return undefined
  return `made ${sha256} of ${glb.length} bytes instead of ${row.sha256} of ${row.bytes}`
}
