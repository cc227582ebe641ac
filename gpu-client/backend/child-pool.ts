import { toHex } from '../../domain/bytes.ts'
import { ClientFault } from '../faults.ts'
import type { Backend, HashedAsset } from './backend.ts'
import { createJob, type Job } from './child-job.ts'
import { BackendLost } from './child-lost.ts'
import {
  CHILD_LIMITS,
  type ChildLimits,
  openPlace,
  type Place,
  type PlaceHandlers,
} from './child-place.ts'
import type { ChildProgram } from './child-process.ts'
import type { AssetFrame } from './frames.ts'

/** Children that may die over one asset. */
const DEATHS_MAX = 2
/** Requests that wait for a child; whoever asks for more at once has lost count. */
const QUEUE_MAX = 16_384
const WATCH_MS = 1_000

export interface ChildPoolOptions {
  readonly name: string
  readonly programs: readonly ChildProgram[]
  /** Reads what a child made; throws FrameError when it is not what was asked for. */
  readonly read: (frame: AssetFrame, request: Job['request']) => HashedAsset
  /** Told of each death of a child, in words for the operator. */
  readonly died: (reason: string) => void
  readonly limits?: Partial<ChildLimits>
}

/**
 * Child processes that share the work, each as much as it has room for. The death of one costs no
 * asset. Rejects with BackendLost when none of them gets as far as saying hello.
 */
export async function openChildPool(
  options: ChildPoolOptions,
  signal: AbortSignal,
): Promise<Backend> {
  const { name, programs } = options
  const queue: Job[] = []
  const started = Promise.withResolvers<void>()
  let places: readonly Place[] = []
  let lastId = 0

  const handlers: PlaceHandlers = {
    asset: (job, frame) => job.resolve(options.read(frame, job.request)),
    failed: (job, why, reason) => job.reject(generatorFailed(job, `${why}: ${reason}`)),
    died: (jobs, reason) => {
      options.died(reason)
      queue.unshift(...jobs.filter((job) => survives(job, reason)))
    },
    changed: () => {
      if (places.every((place) => place.state() !== 'starting')) started.resolve()
      if (places.every((place) => place.state() === 'gone')) abandon(queue, lostFault(places))
      feed()
    },
  }
  const feed = (): void => {
    for (let place = freest(places); place !== undefined; place = freest(places)) {
      const job = takeWanted(queue)
      if (job === undefined) return
      lastId = (lastId + 1) >>> 0
      giveOrReject(place, lastId, job)
    }
  }
  const limits = { ...CHILD_LIMITS, ...options.limits }
  places = programs.map((program) => openPlace(program, limits, handlers))
  const watch = setInterval(() => {
    for (const place of places) place.watch(performance.now())
  }, WATCH_MS)
  const close = async (): Promise<void> => {
    clearInterval(watch)
    queue.length = 0
    await Promise.all(places.map((place) => place.stop()))
  }
  try {
    await untilAborted(started, signal)
    const lost = lostFault(places)
    if (lost !== undefined) throw lost
  } catch (error) {
    await close()
    throw error
  }
  return {
    name,
    threads: threadsOf(places),
    generate: async (request, wanted) => {
      const lost = lostFault(places)
      if (lost !== undefined) throw lost
      if (queue.length >= QUEUE_MAX) throw new RangeError(`${queue.length} assets are queued`)
      const { job, asset } = createJob(request, wanted)
      queue.push(job)
      feed()
      return asset
    },
    close,
  }
}

/** Twice as many requests are made: that fills every child. */
function threadsOf(places: readonly Place[]): number {
  const capacity = places.reduce((sum, place) => sum + place.capacity(), 0)
  return Math.max(1, Math.floor(capacity / 2))
}

async function untilAborted(
  { promise, reject }: PromiseWithResolvers<void>,
  signal: AbortSignal,
): Promise<void> {
  const onAbort = (): void => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) onAbort()
  try {
    await promise
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

function giveOrReject(place: Place, id: number, job: Job): void {
  try {
    place.give(id, job)
  } catch (error) {
    job.reject(generatorFailed(job, error instanceof Error ? error.message : String(error)))
  }
}

/** Whether the job is tried again after a child died over it. */
function survives(job: Job, reason: string): boolean {
  job.deaths += 1
  if (job.deaths < DEATHS_MAX) return !job.settled()
  job.reject(new BackendLost('ASSET_FATAL', { deaths: String(job.deaths), reason }, false))
  return false
}

function generatorFailed({ request }: Job, reason: string): ClientFault {
  const { assetSeed, grid } = request
  const context = { assetSeed: toHex(assetSeed), grid: String(grid), reason }
  return new ClientFault('GENERATOR_FAILED', context)
}

function abandon(queue: Job[], lost: BackendLost | undefined): void {
  for (const job of queue.splice(0)) job.reject(lost)
}

/** Why no child is left; undefined while one is. */
function lostFault(places: readonly Place[]): BackendLost | undefined {
  const faults = places.map((place) => place.fault())
  const [first] = faults
  if (first === undefined || faults.includes(undefined)) return undefined
  return new BackendLost(first.code, first.context)
}

function freest(places: readonly Place[]): Place | undefined {
  const [first] = places.filter((place) => place.free() > 0).sort((a, b) => b.free() - a.free())
  return first
}

/** The first job that someone still waits for. */
function takeWanted(queue: Job[]): Job | undefined {
  for (;;) {
    const job = queue.shift()
    if (job === undefined || !job.settled()) return job
  }
}
