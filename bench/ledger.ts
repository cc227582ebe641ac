import { type BenchWorker, withWorker } from './bench-worker.ts'

const SIZE = 1_000
const BATCHES = 20
/** Entries that the ledger holds before it is measured again. */
const GROWN = 100_000

const CONFIG = {
  name: 'piwa-ledger-bench',
  durable_objects: { bindings: [{ name: 'NETWORK_LEDGER', class_name: 'NetworkLedger' }] },
  migrations: [{ tag: 'v1', new_sqlite_classes: ['NetworkLedger'] }],
}

/** One ledger under workerd, sent batches one after the other: near its start, then when it has grown. */
export async function run(): Promise<{ metrics: Record<string, number> }> {
  return { metrics: await withWorker('ledger-worker.js', CONFIG, measure) }
}

async function measure(worker: BenchWorker): Promise<Record<string, number>> {
  let first = 0
  const post = async (batches: number, size: number): Promise<number> => {
    const startMs = performance.now()
    const query = `first=${first}&batches=${batches}&size=${size}`
    const response = await worker.fetch(`http://bench/?${query}`)
    if (!response.ok) throw new Error(`not posted: ${await response.text()}`)
    first += batches * size
    return Math.round((batches * size * 1000) / (performance.now() - startMs))
  }
  await post(5, SIZE)
  const atStart = await post(BATCHES, SIZE)
  const oneByOneAtStart = await post(1_000, 1)
  await post((GROWN - first) / SIZE, SIZE)
  const grown = await post(BATCHES, SIZE)
  const oneByOneGrown = await post(1_000, 1)

  const startMs = performance.now()
  const response = await worker.fetch('http://bench/?audit')
  const audit = (await response.json()) as { transfers: number; unequal: string[] }
  if (audit.transfers !== first || audit.unequal.length > 0) throw new Error('the sums differ')
  return {
    postingsPerSecond: atStart,
    postingsPerSecondGrown: grown,
    singlePostingsPerSecond: oneByOneAtStart,
    singlePostingsPerSecondGrown: oneByOneGrown,
    transfers: audit.transfers,
    auditMs: Math.round(performance.now() - startMs),
  }
}
