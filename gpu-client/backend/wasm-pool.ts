import { Worker } from 'node:worker_threads'
import { toHex } from '../../domain/bytes.ts'
import { ClientFault } from '../faults.ts'
import type { Backend, GenerationRequest, HashedAsset } from './backend.ts'
import type {
  GeneratorModules,
  ThreadAnswer,
  ThreadData,
  ThreadRequest,
} from './thread-messages.ts'

const ATTEMPTS_MAX = 2
/** Requests that wait for a thread; whoever asks for more at once has lost count. */
const QUEUE_MAX = 4_096

// The bundle has the thread beside it as JavaScript, the repository as TypeScript.
const THREAD = import.meta.url.endsWith('.ts') ? './wasm-thread.ts' : './wasm-thread.js'

interface Job {
  readonly request: GenerationRequest
  readonly signal: AbortSignal
  readonly attempt: number
  readonly resolve: (asset: HashedAsset) => void
  readonly reject: (error: unknown) => void
}

/** A place for a thread; a thread that died is replaced when the next job comes. */
interface Slot {
  worker: Worker | undefined
  job: Job | undefined
}

/** The WASM build of the generator on `threads` worker threads, one asset a thread at a time. */
export function createWasmPool(modules: GeneratorModules, threads: number): Backend {
  const queue: Job[] = []
  const slots: Slot[] = Array.from({ length: threads }, () => ({
    worker: undefined,
    job: undefined,
  }))

  const settle = (slot: Slot, answer: ThreadAnswer): void => {
    const { job } = slot
    slot.job = undefined
    if (job !== undefined) settleJob(queue, job, answer)
    feed(slot)
  }
  const feed = (slot: Slot): void => {
    if (slot.job !== undefined) return
    const job = takeWanted(queue)
    if (job === undefined) return
    slot.job = job
    slot.worker ??= startThread(modules, slot, settle)
    slot.worker.postMessage(job.request satisfies ThreadRequest)
  }
  return {
    name: 'wasm',
    threads,
    generate: (request, signal) => {
      if (queue.length >= QUEUE_MAX) throw new RangeError(`${queue.length} assets are queued`)
      return untilAborted(signal, (resolve, reject) => {
        queue.push({ request, signal, attempt: 1, resolve, reject })
        const idle = slots.find((slot) => slot.job === undefined)
        if (idle !== undefined) feed(idle)
      })
    },
    close: async () => {
      queue.length = 0
      await Promise.all(slots.map(async ({ worker }) => worker?.terminate()))
    },
  }
}

function settleJob(queue: Job[], job: Job, answer: ThreadAnswer): void {
  if ('asset' in answer) job.resolve(answer.asset)
  else if (job.attempt < ATTEMPTS_MAX) queue.unshift({ ...job, attempt: job.attempt + 1 })
  else {
    const { generator, assetSeed, grid } = job.request
    const asset = { generator, assetSeed: toHex(assetSeed), grid: String(grid) }
    const context = { ...asset, reason: answer.error }
    job.reject(new ClientFault('GENERATOR_FAILED', context))
  }
}

function startThread(
  modules: GeneratorModules,
  slot: Slot,
  settle: (slot: Slot, answer: ThreadAnswer) => void,
): Worker {
  const workerData: ThreadData = { modules }
  const worker = new Worker(new URL(THREAD, import.meta.url), { workerData })
  const died = (reason: unknown): void => {
    if (slot.worker !== worker) return
    slot.worker = undefined
    settle(slot, { error: `the thread died: ${reason}` })
  }
  worker.on('message', (answer: ThreadAnswer) => settle(slot, answer))
  worker.once('error', died)
  worker.once('exit', died)
  return worker
}

/** The first job that someone still waits for. */
function takeWanted(queue: Job[]): Job | undefined {
  for (;;) {
    const job = queue.shift()
    if (job === undefined || !job.signal.aborted) return job
  }
}

function untilAborted<T>(
  signal: AbortSignal,
  start: (resolve: (value: T) => void, reject: (error: unknown) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason)
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    const settled = (): void => signal.removeEventListener('abort', onAbort)
    start(
      (value) => {
        settled()
        resolve(value)
      },
      (error) => {
        settled()
        reject(error)
      },
    )
  })
}
