import { PPM } from '../domain/audit/rate.ts'
import { toHex } from '../domain/bytes.ts'
import { batchId } from '../domain/ids.ts'
import { assetSeed } from '../domain/seed/asset-seed.ts'
import { createGenerator } from '../generator/generator.ts'
import { loadGeneratorModule } from '../generator/node-module.ts'
import { LATEST_GENERATOR } from '../generator/versions.ts'
import { sha256 } from '../signing/sha256.ts'
import { assembleBatch } from '../simulator/batch-content.ts'
import { type BenchWorker, withWorker } from './bench-worker.ts'
import { descendantCpuMs } from './cpu-time.ts'

const COUNT = 64
const GRID = 64
const RUNS = 8
const SEED = new Uint8Array(32).fill(7)
const LEASE = `lease_${'a'.repeat(26)}`
const BATCH = batchId(0)

const CONFIG = {
  name: 'piwa-audit-bench',
  r2_buckets: [{ binding: 'GEOMETRY', bucket_name: 'geometry' }],
}

/** Judges a batch in workerd from local R2, once with every asset re-executed and once with one of 64. */
export async function run(): Promise<{ metrics: Record<string, number> }> {
  return { metrics: await withWorker('audit-worker.js', CONFIG, measure) }
}

async function measure(worker: BenchWorker): Promise<Record<string, number>> {
  const content = await makeContent()
  const query = `batch=${BATCH}&lease=${LEASE}`
  for (const [name, body] of [
    ['shard', content.shard],
    ['manifest', content.manifest],
  ] as const) {
    await worker.fetch(`http://bench.local/${name}?${query}`, { method: 'PUT', body })
  }
  const submission = {
    ...{
      leaseId: LEASE,
      batchNumber: 0,
      generator: LATEST_GENERATOR,
      grid: GRID,
      assetCount: COUNT,
    },
    ...{ viewCount: 0, viewSize: 0 },
    ...{ shardSha256: toHex(sha256(content.shard)), root: content.root },
    manifestSha256: toHex(sha256(content.manifest)),
  }
  const judgeRuns = async (ratePpm: bigint, runs: number): Promise<void> => {
    const body = JSON.stringify({ submission, seed: [...SEED], ratePpm: String(ratePpm), runs })
    const response = await worker.fetch('http://bench.local/judge', { method: 'POST', body })
    const verdict = await response.text()
    if (!verdict.includes('"accepted"')) throw new Error(`the audit says ${verdict}`)
  }
  await judgeRuns(PPM, 1)
  const full = await cost(() => judgeRuns(PPM, RUNS))
  const sampled = await cost(() => judgeRuns(1n, RUNS))
  return {
    cpuMsPerAsset: full.cpuMs,
    wallMsPerAsset: full.wallMs,
    unsampledCpuMsPerAsset: sampled.cpuMs,
    glbBytes: Math.round(content.shard.length / COUNT),
  }
}

async function makeContent() {
  const generator = createGenerator(
    LATEST_GENERATOR,
    await loadGeneratorModule(LATEST_GENERATOR),
    GRID,
  )
  const made = Array.from({ length: COUNT }, (_, index) => ({
    ...generator.generate(assetSeed(sha256, SEED, index)),
    views: [],
  }))
  return assembleBatch(
    { batchId: BATCH, generator: LATEST_GENERATOR, grid: GRID, views: null },
    made,
  )
}

/** CPU of everything below this process, so reading from R2 is in it. Where the system does not tell, wall time. */
async function cost(work: () => Promise<void>): Promise<{ cpuMs: number; wallMs: number }> {
  const beforeMs = descendantCpuMs(process.pid)
  const startedMs = performance.now()
  await work()
  const wallMs = performance.now() - startedMs
  const afterMs = descendantCpuMs(process.pid)
  const cpuMs = beforeMs === undefined || afterMs === undefined ? wallMs : afterMs - beforeMs
  const perAsset = (ms: number): number => Math.round((100 * ms) / (COUNT * RUNS)) / 100
  return { cpuMs: perAsset(cpuMs), wallMs: perAsset(wallMs) }
}
