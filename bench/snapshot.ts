import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { BuildFigures, BuildOrder } from './snapshot/build-thread.ts'

const ROWS = 1_000_000
/** A Worker has 128 MB for all; whoever needs more than this of a heap fails here, too. */
const HEAP = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 }

/**
 * Builds a version of made-up assets by the steps of the real build, with a folder in place of R2.
 * `--rows N` builds a smaller one.
 */
export async function run(args: readonly string[]): Promise<{ readonly metrics: BuildFigures }> {
  const at = args.indexOf('--rows')
  const rows = at < 0 ? ROWS : Number(args[at + 1])
  if (!Number.isSafeInteger(rows) || rows < 1) throw new RangeError('--rows N')
  const folder = await mkdtemp(join(tmpdir(), 'piwa-bench-'))
  try {
    return { metrics: await buildInThread({ folder, rows }) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function buildInThread(order: BuildOrder): Promise<BuildFigures> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./snapshot/build-thread.ts', import.meta.url), {
      workerData: order,
      resourceLimits: HEAP,
    })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`the build ended with ${code}`)))
  })
}
