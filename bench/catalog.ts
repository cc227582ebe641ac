import { resolve } from 'node:path'
import { readD1Migrations } from '@cloudflare/vitest-plugin'
import { CELL_BYTES } from '../domain/dataset/cube.ts'
import { ASSET_KINDS, QUALITIES, TRIANGLE_RANGE_IDS } from '../domain/dataset/facets.ts'
import { type BenchWorker, withWorker } from './bench-worker.ts'
import { descendantCpuMs } from './cpu-time.ts'
import { descendantRssBytes } from './memory.ts'

const FAMILIES = 20_000
const CELLS = 1_000_000
const TAGS = 8
const FILTERS = 300
const MEBIBYTE = 2 ** 20

const CONFIG = {
  name: 'piwa-catalog-bench',
  vars: { PUBLIC_URL: 'http://bench.local', PREVIEW_GRID: '32' },
  d1_databases: [{ binding: 'CATALOG', database_name: 'catalog', database_id: 'catalog' }],
  r2_buckets: [{ binding: 'GEOMETRY', bucket_name: 'geometry' }],
}

/**
 * A cube of a million cells in a local D1, asked for counts and prices of random filters through the
 * public route in workerd; then the same cube with ten times the assets.
 */
export async function run(): Promise<{ metrics: Record<string, number> }> {
  const migrations = await readD1Migrations(resolve(import.meta.dirname, '../d1/migrations'))
  const queries = migrations.flatMap((migration) => migration.queries)
  return { metrics: await withWorker('catalog-worker.js', CONFIG, (it) => measure(it, queries)) }
}

async function measure(worker: BenchWorker, schema: string[]): Promise<Record<string, number>> {
  await post(worker, 'schema', schema)
  const shape = { families: FAMILIES, cells: CELLS, tags: TAGS }
  const small = await post(worker, 'publish', { ...shape, version: '1.0.0', assetsPerCell: 10 })
  const large = await post(worker, 'publish', { ...shape, version: '1.1.0', assetsPerCell: 100 })
  const nothing = await times(worker, Array<string>(FILTERS).fill('nothing'))
  const before = descendantRssBytes(process.pid)
  const coldMs = await timed(worker, countPath('1.0.0', ''))
  const after = descendantRssBytes(process.pid)
  const warm = await countTimes(worker, '1.0.0')
  const cpuMs = await cpuOf(() =>
    times(worker, Array<string>(FILTERS).fill(countPath('1.0.0', ''))),
  )
  const nothingCpuMs = await cpuOf(() => times(worker, Array<string>(FILTERS).fill('nothing')))
  const warmLarge = await countTimes(worker, '1.1.0')
  return {
    ...{ cells: small.cells ?? 0, assets: small.assets ?? 0, filters: FILTERS },
    ...{ p50Ms: at(warm, 0.5), p95Ms: at(warm, 0.95), maxMs: at(warm, 1) },
    ...{ tenfoldAssets: large.assets ?? 0, tenfoldP50Ms: at(warmLarge, 0.5) },
    ...{ tenfoldP95Ms: at(warmLarge, 0.95), coldMs },
    ...{ emptyRouteP50Ms: at(nothing, 0.5), emptyRouteP95Ms: at(nothing, 0.95) },
    ...{ cpuMsPerCount: cpuMs, cpuMsPerEmptyRequest: nothingCpuMs },
    cubeMiB: (CELLS * CELL_BYTES) / MEBIBYTE,
    coldRssGrowthMiB: Math.round((after - before) / MEBIBYTE),
    rssMiB: Math.round(descendantRssBytes(process.pid) / MEBIBYTE),
  }
}

/** Milliseconds, sorted. Every cube was read before. */
async function countTimes(worker: BenchWorker, version: string): Promise<number[]> {
  const tags = Array.from({ length: TAGS }, (_, tag) => countPath(version, `tag=tag-${tag}`))
  await times(worker, [countPath(version, ''), ...tags])
  const draw = drawer(3)
  const filters = Array.from({ length: FILTERS }, () => countPath(version, someFilter(draw)))
  return times(worker, filters)
}

/** CPU of everything below this process for one of the requests; 0 where the system does not tell. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const beforeMs = descendantCpuMs(process.pid) ?? 0
  await work()
  return round(((descendantCpuMs(process.pid) ?? 0) - beforeMs) / FILTERS)
}

const countPath = (version: string, query: string): string =>
  `v1/datasets/${version}/count?${query}`

async function times(worker: BenchWorker, paths: readonly string[]): Promise<number[]> {
  const all: number[] = []
  for (const path of paths) all.push(await timed(worker, path))
  return all.sort((a, b) => a - b)
}

/** From the call to the last byte of the answer, with all that lies between the client and the Worker. */
async function timed(worker: BenchWorker, path: string): Promise<number> {
  const startedMs = performance.now()
  const response = await worker.fetch(`http://bench.local/${path}`)
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`)
  return round(performance.now() - startedMs)
}

async function post(
  worker: BenchWorker,
  path: string,
  body: unknown,
): Promise<Record<string, number>> {
  const init = { method: 'POST', body: JSON.stringify(body) }
  const response = await worker.fetch(`http://bench.local/${path}`, init)
  if (response.status !== 200) throw new Error(`${path}: ${await response.text()}`)
  return (await response.json()) as Record<string, number>
}

/** Any fields, each half of the time, with any values. */
function someFilter(draw: (below: number) => number): string {
  const query = new URLSearchParams()
  const names = Array.from({ length: 5 }, () => `family-${draw(FAMILIES)}`)
  for (const [field, values] of Object.entries({
    ...{ families: names, qualities: QUALITIES, kinds: ASSET_KINDS, triangles: TRIANGLE_RANGE_IDS },
  })) {
    const some = values.filter(() => draw(2) === 0)
    if (draw(2) === 0 && some.length > 0) query.set(field, some.join(','))
  }
  query.set('nsfw', ['exclude', 'include', 'only'][draw(3)] ?? '')
  query.set('views', ['', 'true', 'false'][draw(3)] ?? '')
  if (draw(4) === 0) query.set('tag', `tag-${draw(TAGS)}`)
  return query.toString()
}

function drawer(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8) % below
  }
}

const at = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

const round = (value: number): number => Math.round(value * 100) / 100
