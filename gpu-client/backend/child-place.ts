import { versionOf } from '../../generator/versions.ts'
import type { Job } from './child-job.ts'
import { type Child, type ChildProgram, startChild } from './child-process.ts'
import {
  type AssetFrame,
  type ChildFrame,
  type Fatal,
  FrameError,
  type FrameRequest,
} from './frames.ts'

export interface ChildLimits {
  /** From its start to its hello. A driver may have to compile the kernel first. */
  readonly startMs: number
  /** Longest time without any answer while it has work. */
  readonly silenceMs: number
  /** A child that dies more often than this within `calmMs` is given up. */
  readonly restartsMax: number
  readonly calmMs: number
  /** Wait before the first restart; each further one waits four times as long. */
  readonly backOffMs: number
}

export const CHILD_LIMITS: ChildLimits = {
  ...{ startMs: 900_000, silenceMs: 300_000 },
  ...{ restartsMax: 3, calmMs: 600_000, backOffMs: 250 },
}

/** What a place tells the pool that it belongs to. */
export interface PlaceHandlers {
  readonly asset: (job: Job, frame: AssetFrame) => void
  readonly failed: (job: Job, why: string, reason: string) => void
  /** A child died over these jobs; it will be replaced unless the place is gone now. */
  readonly died: (jobs: readonly Job[], reason: string) => void
  /** It can take work now, or it never will again. */
  readonly changed: () => void
}

/** A place for one child, which is replaced when it dies, a limited number of times. */
export interface Place {
  readonly name: string
  state(): 'starting' | 'ready' | 'gone'
  capacity(): number
  /** Share of the capacity that is free: 0 when it can take no job. */
  free(): number
  give(id: number, job: Job): void
  /** Why it is gone. */
  fault(): Fatal | undefined
  /** Ends a child that says nothing for too long. */
  watch(nowMs: number): void
  stop(): Promise<void>
}

export function openPlace(
  program: ChildProgram,
  limits: ChildLimits,
  handlers: PlaceHandlers,
): Place {
  const jobs = new Map<number, Job>()
  let child: Child | undefined
  let capacity = 0
  let ready = false
  let fault: Fatal | undefined
  let fatal: Fatal | undefined
  let stopping = false
  let lastSignMs = 0
  const nextStart = createRestarts(limits)
  let restart: NodeJS.Timeout | undefined

  const start = (): void => {
    fatal = undefined
    lastSignMs = performance.now()
    child = startChild(program, { said, ended })
  }
  /** A job whose answer cannot be read stays open, and is orphaned when the child is killed for it. */
  const answered = (frame: Extract<ChildFrame, { id: number }>): void => {
    const job = jobs.get(frame.id)
    if (job === undefined) throw new FrameError(`an answer to ${frame.id}, which is not open`)
    if (frame.kind === 'asset') handlers.asset(job, frame)
    else handlers.failed(job, frame.why, frame.reason)
    jobs.delete(frame.id)
  }
  const said = (frame: ChildFrame): void => {
    lastSignMs = performance.now()
    if (frame.kind === 'asset' || frame.kind === 'failed') answered(frame)
    else if (frame.kind === 'fatal') fatal = frame.fatal
    else {
      capacity = frame.hello.capacity
      ready = true
    }
    handlers.changed()
  }
  const ended = (reason: string): void => {
    child = undefined
    ready = false
    if (stopping) return
    const orphans = [...jobs.values()]
    jobs.clear()
    const told = fatal ?? { code: 'CHILD_DIED', context: { reason }, final: false }
    const waitMs = told.final ? undefined : nextStart(performance.now())
    if (waitMs === undefined) fault = told
    else restart = setTimeout(start, waitMs)
    handlers.died(orphans, describeFatal(told))
    handlers.changed()
  }
  start()
  return {
    name: program.name,
    state: () => (fault === undefined ? (ready ? 'ready' : 'starting') : 'gone'),
    capacity: () => capacity,
    free: () => (ready ? (capacity - jobs.size) / capacity : 0),
    give: (id, job) => {
      child?.send(frameOf(id, job))
      if (jobs.size === 0) lastSignMs = performance.now()
      jobs.set(id, job)
    },
    fault: () => fault,
    watch: (nowMs) => {
      const limitMs = ready ? limits.silenceMs : limits.startMs
      const waiting = !ready || jobs.size > 0
      if (waiting && nowMs - lastSignMs > limitMs) child?.kill(`no answer for ${limitMs} ms`)
    },
    stop: async () => {
      stopping = true
      clearTimeout(restart)
      jobs.clear()
      await child?.stop()
    },
  }
}

function frameOf(id: number, { request }: Job): FrameRequest {
  const { assetSeed, grid, views, generator } = request
  const { count: viewCount, size: viewSize } = views ?? { count: 0, size: 0 }
  return { id, version: versionOf(generator), grid, viewCount, viewSize, assetSeed }
}

/** How long to wait after each death before the next start; undefined once there were too many. */
function createRestarts({ restartsMax, calmMs, backOffMs }: ChildLimits) {
  let deathsMs: readonly number[] = []
  return (nowMs: number): number | undefined => {
    deathsMs = [...deathsMs.filter((at) => at > nowMs - calmMs), nowMs]
    const restarts = deathsMs.length - 1
    return restarts >= restartsMax ? undefined : backOffMs * 4 ** restarts
  }
}

export function describeFatal({ code, context }: Fatal): string {
  const details = Object.entries(context).map(([key, value]) => `${key} ${value}`)
  return [code, ...details].join(', ')
}
