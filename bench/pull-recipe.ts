import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { LATEST_GENERATOR } from '../generator/versions.ts'
import type { Backend } from '../gpu-client/backend/backend.ts'
import { loadGeneratorModules } from '../gpu-client/backend/generator-modules.ts'
import { createWasmPool } from '../gpu-client/backend/wasm-pool.ts'
import { inOrder } from '../gpu-client/batch/in-order.ts'
import { createEdge } from '../gpu-client/pull/edge.ts'
import { readLicenseFile } from '../gpu-client/pull/license-file.ts'
import { makePlan } from '../gpu-client/pull/make-plan.ts'
import { pullPaths } from '../gpu-client/pull/paths.ts'
import { openPlan, type PlanStore } from '../gpu-client/pull/plan-store.ts'
import { pullRecipe } from '../gpu-client/pull/pull-recipe.ts'
import { systemWorld } from '../gpu-client/world.ts'

const ROUNDS = 3
const NEVER = new AbortController().signal

interface Requested {
  readonly license: string
  readonly edge: string
  readonly out: string
  readonly threads: number
}

/**
 * Assets a second of a recipe, planned, verified and written, against generation of the same assets
 * and nothing else. WASM, which every machine has; without its self-test, that a pull makes once.
 */
export async function recipeRates(request: Requested): Promise<Record<string, number>> {
  const backend = createWasmPool(await loadGeneratorModules(), request.threads)
  try {
    // Threads start and compile with their first assets.
    await generateAgain(backend, randomSeeds(4 * request.threads), 64)
    let [plain, recipe] = [0, 0]
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await makeRecipe(backend, { ...request, out: join(request.out, `r${round}`) })
      // The best of each: whatever else the machine does only makes them slower.
      recipe = Math.max(recipe, made.assetsPerSecond)
      plain = Math.max(plain, await generateAgain(backend, made.seeds, made.grid))
    }
    return {
      plainAssetsPerSecond: round(plain),
      recipeAssetsPerSecond: round(recipe),
      recipeRatio: round(recipe / plain),
    }
  } finally {
    await backend.close()
  }
}

async function makeRecipe(backend: Backend, { license, edge: url, out }: Requested) {
  const { claims, token } = await readLicenseFile(license)
  const paths = pullPaths(out)
  for (const folder of [paths.shards, paths.state]) mkdirSync(folder, { recursive: true })
  const plan = openPlan(paths.database)
  const edge = createEdge({
    ...{ url, license: { id: claims.jti, token }, world: systemWorld, waitMs: 60_000 },
    outages: { down: () => {}, up: () => {} },
  })
  const seeds: Uint8Array[] = []
  const listening: Backend = {
    ...backend,
    generate: (request, signal) => {
      seeds.push(request.assetSeed)
      return backend.generate(request, signal)
    },
  }
  try {
    const startedMs = performance.now()
    const deps = { edge, plan, paths, report: () => {} }
    await makePlan(deps, { claims, narrowing: undefined, recipe: true }, NEVER)
    await pullRecipe({ ...deps, backend: listening }, NEVER)
    const seconds = (performance.now() - startedMs) / 1000
    return { ...verifiedOf(plan), seeds, assetsPerSecond: seeds.length / seconds }
  } finally {
    plan.close()
  }
}

function verifiedOf(plan: PlanStore): { readonly grid: number } {
  const missing = plan.openTotals().assets
  if (missing > 0) throw new Error(`${missing} assets are not what the recipe promises`)
  return { grid: plan.firstHead()?.grid ?? 64 }
}

async function generateAgain(
  backend: Backend,
  seeds: readonly Uint8Array[],
  grid: number,
): Promise<number> {
  const startedMs = performance.now()
  const made = inOrder(seeds.length, 2 * backend.threads, (index) => {
    const assetSeed = seeds[index] ?? new Uint8Array(16)
    const request = { generator: LATEST_GENERATOR, grid, assetSeed, views: undefined }
    return backend.generate(request, NEVER)
  })
  for await (const _asset of made);
  return seeds.length / ((performance.now() - startedMs) / 1000)
}

function randomSeeds(count: number): Uint8Array[] {
  return Array.from({ length: count }, () => crypto.getRandomValues(new Uint8Array(16)))
}

const round = (value: number): number => Math.round(value * 100) / 100
