import { type BenchWorker, withWorker } from './bench-worker.ts'

const ENTRIES_PER_BATCH = 256
const WARM_UP = { first: 0, batches: 4, callers: 1 }
const ONE_CALLER = { first: 4, batches: 40, callers: 1 }
const EIGHT_CALLERS = { first: 44, batches: 160, callers: 8 }

const CONFIG = {
  name: 'piwa-log-bench',
  vars: {
    LOG_ORIGIN: 'bench.invalid/log',
    LOG_SHARD: 'bench',
    LOG_SIGNING_KEY: '02'.repeat(32),
  },
  r2_buckets: [{ binding: 'GEOMETRY', bucket_name: 'geometry' }],
  durable_objects: { bindings: [{ name: 'PROVENANCE_LOG', class_name: 'CountedLog' }] },
  migrations: [{ tag: 'v1', new_sqlite_classes: ['CountedLog'] }],
}

type Load = typeof WARM_UP

/** One log object under workerd with local R2, sent batches of 256 entries by one caller, then by eight. */
export async function run(): Promise<{ metrics: Record<string, number> }> {
  return { metrics: await withWorker('log-worker.js', CONFIG, measure) }
}

async function measure(worker: BenchWorker): Promise<Record<string, number>> {
  await append(worker, WARM_UP)
  const one = await append(worker, ONE_CALLER)
  const eight = await append(worker, EIGHT_CALLERS)
  return {
    leavesPerSecond: eight.leavesPerSecond,
    leavesPerSecondOneCaller: one.leavesPerSecond,
    leaves: eight.size,
    tilesWritten: eight.puts.tiles,
    checkpointsSigned: eight.puts.checkpoints,
  }
}

interface Appended {
  readonly leavesPerSecond: number
  readonly puts: { readonly tiles: number; readonly checkpoints: number }
  readonly size: number
}

async function append(worker: BenchWorker, load: Load): Promise<Appended> {
  const { first, batches, callers } = load
  const query = `first=${first}&batches=${batches}&callers=${callers}`
  const startMs = performance.now()
  const response = await worker.fetch(`http://bench/?${query}`)
  const { puts, size } = (await response.json()) as Pick<Appended, 'puts' | 'size'>
  const expected = (load.first + load.batches) * ENTRIES_PER_BATCH
  if (size !== expected) throw new Error(`the log holds ${size} leaves, not ${expected}`)
  const seconds = (performance.now() - startMs) / 1000
  return { leavesPerSecond: Math.round((load.batches * ENTRIES_PER_BATCH) / seconds), puts, size }
}
