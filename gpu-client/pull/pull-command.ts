import { mkdirSync } from 'node:fs'
import { judgeTerm } from '../../domain/license/term.ts'
import { openBackend } from '../backend/open-backend.ts'
import { ClientFault } from '../faults.ts'
import { lockHome } from '../home/lock.ts'
import { createOutages } from '../retry.ts'
import { systemWorld, type World } from '../world.ts'
import { checkFiles } from './check-files.ts'
import { assertRoom } from './disk-room.ts'
import { createEdge, type Edge } from './edge.ts'
import type { PullReport } from './events.ts'
import { type LicenseFile, readLicenseFile } from './license-file.ts'
import { makePlan } from './make-plan.ts'
import { parseNarrowing } from './narrow-filter.ts'
import { writeAt } from './open-file.ts'
import { type PullPaths, pullPaths } from './paths.ts'
import { openPlan, type PlanStore } from './plan-store.ts'
import { pullRecipe } from './pull-recipe.ts'
import { pullShards } from './pull-shards.ts'
import type { PullReporter } from './reporter.ts'
import type { PullSettings } from './settings.ts'
import { streamRange } from './stream-range.ts'
import { writeDataset } from './write-dataset.ts'

/** The last line of a pull. */
export interface PullSummary {
  readonly license: string
  readonly snapshot: string
  readonly root: string
  /** Assets that were asked for, and their bytes in the shards. */
  readonly count: number
  readonly bytes: number
  /** Fetched or made by this run. */
  readonly pulled: number
  /** There, and the same as in the snapshot. */
  readonly verified: number
  /** The same, in a folder that is made from a recipe. */
  readonly recipeVerified?: number
  /** There before this run. */
  readonly skipped: number
  readonly missing: number
  readonly seconds: number
  readonly out: string
}

/** What a test puts in place of the world. */
export interface PullWorld extends World {
  readonly stream: typeof streamRange
  readonly write: typeof writeAt
  readonly freeBytes?: (path: string) => Promise<number>
}

export const systemPullWorld: PullWorld = {
  ...systemWorld,
  stream: streamRange,
  write: writeAt,
}

interface Pull {
  readonly settings: PullSettings
  readonly license: LicenseFile
  readonly paths: PullPaths
  readonly plan: PlanStore
  readonly edge: Edge
  readonly report: PullReport
  readonly world: PullWorld
}

/**
 * Brings a folder to hold what a license covers. Throws ClientFault for what ends a pull early; what
 * could not be had of single assets is in the summary's `missing`.
 */
export async function pullCommand(
  settings: PullSettings,
  { report, pulled }: Pick<PullReporter, 'report' | 'pulled'>,
  signal: AbortSignal,
  world: PullWorld = systemPullWorld,
): Promise<PullSummary> {
  const startedMs = world.nowMs()
  const license = await readLicenseFile(settings.license, settings.jwks)
  reportLicense(license, world, report)
  const paths = pullPaths(settings.out)
  for (const folder of [paths.shards, paths.state]) mkdirSync(folder, { recursive: true })
  const unlock = lockHome(paths.lock)
  try {
    const plan = openPlan(paths.database)
    try {
      const edge = createEdge({
        ...{ url: settings.edge ?? license.claims.iss, world, waitMs: settings.wait * 1000 },
        license: { id: license.claims.jti, token: license.token },
        outages: createOutages(report),
      })
      const there = await run({ settings, license, paths, plan, edge, report, world }, signal)
      const seconds = (world.nowMs() - startedMs) / 1000
      return summaryOf({ settings, license, plan }, { pulled: pulled(), there, seconds })
    } finally {
      plan.close()
    }
  } finally {
    unlock()
  }
}

/** Answers how many assets were there before. */
async function run(pull: Pull, signal: AbortSignal): Promise<number> {
  const { settings, license, paths, plan, report, world } = pull
  const { recipe } = settings
  const { claims } = license
  const narrowing = settings.filter === undefined ? undefined : parseNarrowing(settings.filter)
  await makePlan(pull, { claims, narrowing, recipe }, signal)
  await checkFiles(pull, settings.verify, signal)
  const there = heldOf(plan)
  const [all, open] = [plan.totals(), plan.openTotals()]
  const bytesOf = (totals: typeof all): number => (recipe ? totals.glbBytes : totals.bytes)
  const thereBytes = bytesOf(all) - bytesOf(open)
  const { shards, assets } = all
  report({ event: 'planned', shards, assets, bytes: bytesOf(all), there, thereBytes })
  await assertRoom(paths, bytesOf(open), world.freeBytes)
  if (open.shards > 0) await fill(pull, signal)
  await writeDataset(pull, { claims, narrowing, recipe })
  return there
}

async function fill(pull: Pull, signal: AbortSignal): Promise<void> {
  const { settings, paths, plan, edge, report, world } = pull
  if (!settings.recipe) {
    const { connections } = settings
    const outages = createOutages(report)
    const waitMs = settings.wait * 1000
    const { stream, write } = world
    const patience = { world, outages, waitMs }
    return pullShards(
      { edge, plan, paths, report, connections, stream, write, ...patience },
      signal,
    )
  }
  const generator = plan.firstHead()?.generator
  const backend = await openBackend(
    { settings, nativeCache: paths.nativeCache, generator },
    report,
    signal,
  )
  try {
    await pullRecipe({ edge, plan, paths, report, backend }, signal)
  } finally {
    await backend.close()
  }
}

/** Verified assets: those of whole files, and those that lie in files which are not whole. */
function heldOf(plan: PlanStore): number {
  return plan.totals().assets - plan.openTotals().assets + plan.pieceCount()
}

function summaryOf(
  { settings, license, plan }: Pick<Pull, 'settings' | 'license' | 'plan'>,
  counts: { readonly pulled: number; readonly there: number; readonly seconds: number },
): PullSummary {
  const { jti, snapshot } = license.claims
  const { assets: count, bytes } = plan.totals()
  const verified = heldOf(plan)
  return {
    ...{ license: jti, snapshot: snapshot.version, root: snapshot.root, count, bytes },
    ...{ pulled: counts.pulled, verified },
    ...(settings.recipe ? { recipeVerified: verified } : {}),
    ...{ skipped: counts.there, missing: count - verified },
    ...{ seconds: Math.round(counts.seconds * 1000) / 1000, out: settings.out },
  }
}

function reportLicense({ claims }: LicenseFile, world: World, report: PullReport): void {
  const { jti: license, snapshot, count, bytes } = claims
  const term = judgeTerm(claims, world.nowMs())
  const endsAt = new Date(claims.exp * 1000).toISOString()
  report({ event: 'license', license, version: snapshot.version, count, bytes, term, endsAt })
  if (term === 'running') return
  const words = term === 'ended' ? `ended at ${endsAt}` : 'has not started'
  report({ event: 'note', text: `by this machine's clock the term ${words}; the edge decides` })
}

/** What ends the program when a pull did not get everything. */
export function assertComplete({ missing, out }: PullSummary, failed: readonly string[]): void {
  if (missing === 0) return
  const context = { missing: String(missing), out, assets: failed.join('; ') }
  throw new ClientFault('PULL_INCOMPLETE', context)
}
