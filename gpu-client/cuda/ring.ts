import { CUDA, CudaError, DeviceFault } from './cuda-error.ts'
import type { CudaDevice } from './device.ts'
import { type MemoryPlan, planMemory, viewsBytes } from './memory-plan.ts'
import { type AssetResult, type Kind, openSlot, readArenaBytes, type Slot, STATUS } from './slot.ts'

export type RingJob = Kind & {
  readonly id: number
  readonly assetSeed: Uint8Array
}

/** An asset as it lies in the ring: valid until the promise that `deliver` answers is settled. */
export interface RingAsset {
  readonly sha256: Uint8Array
  readonly glb: Buffer<ArrayBuffer>
  readonly facts: Buffer<ArrayBuffer>
  readonly views: Buffer<ArrayBuffer>
}

export interface RingOptions {
  readonly batchMax: number
  /** The operator's limit on device memory. */
  readonly memoryBytesMax: number
  /** Pinned memory of the host for assets. */
  readonly hostBytes: number
  /** Longest time that a launch may take. */
  readonly kernelMs: number
}

export interface RingOutput {
  readonly deliver: (job: RingJob, asset: RingAsset) => Promise<void>
  /** Every attempt of this seed was rejected: the same everywhere. */
  readonly rejected: (job: RingJob) => void
  /** The device cannot go on. Called once. */
  readonly fault: (error: unknown) => void
}

export interface Ring {
  /** Jobs that fill every slot. */
  capacity(): number
  plan(): MemoryPlan
  push(job: RingJob): void
}

/** Share of the free memory that is left to others. */
const MEMORY_LEFT = 0.1
/** At grid 64 and below the node stays under this, however large the card is. */
const MEMORY_SMALL_GRID = 3_000_000_000
const SHRINK = 0.7
const POLL_MS = 1
/** How long a launch that is not full waits for more jobs. */
const LINGER_MS = 3

const sameKind = (a: Kind, b: Kind): boolean =>
  a.grid === b.grid && a.viewCount === b.viewCount && a.viewSize === b.viewSize

/**
 * Keeps a device busy: while one slot's assets are downloaded and another's delivered, the kernel of
 * a third runs. Memory is held for one kind of asset at a time.
 */
export async function openRing(
  device: CudaDevice,
  options: RingOptions,
  firstKind: Kind,
  output: RingOutput,
): Promise<Ring> {
  const queue: RingJob[] = []
  let slots: Slot[] = []
  const busy = new Set<Slot>()
  let plan: MemoryPlan = { slots: 1, blocks: 1, batch: 1, outBytes: 0 }
  let kind = firstKind
  let memoryShare = 1
  let state: 'open' | 'opening' | 'stale' | 'broken' = 'opening'
  const linger = createLinger(() => pump())

  const fail = (error: unknown): void => {
    if (state === 'broken') return
    state = 'broken'
    output.fault(error)
  }
  const reopen = async (wanted: Kind): Promise<void> => {
    state = 'opening'
    for (const slot of slots.splice(0)) slot.free()
    kind = wanted
    const opened = await openSlots(device, options, wanted, memoryShare)
    slots = opened.slots
    plan = opened.plan
    memoryShare = opened.memoryShare
    state = 'open'
  }
  const run = async (slot: Slot, jobs: readonly RingJob[]): Promise<void> => {
    busy.add(slot)
    try {
      const again = await runBatch(slot, { kind, jobs, limitMs: limitMs() }, output)
      queue.unshift(...again)
    } catch (error) {
      if (!isOutOfMemory(error)) return fail(error)
      // The driver had no room for what a launch needs besides; nothing was started.
      queue.unshift(...jobs)
      memoryShare *= SHRINK
      state = 'stale'
    } finally {
      busy.delete(slot)
    }
    pump()
  }
  const limitMs = (): number => options.kernelMs * Math.max(1, busy.size)
  /** Whether the slots are those that the job needs; if not, they will be. */
  const isReady = (head: RingJob): boolean => {
    if (state === 'open' && sameKind(head, kind)) return true
    const settled = state === 'open' || state === 'stale'
    if (settled && busy.size === 0) reopen(head).then(pump, fail)
    return false
  }
  const pump = (): void => {
    for (let head = queue[0]; head !== undefined && isReady(head); head = queue[0]) {
      const slot = slots.find((each) => !busy.has(each))
      const { batch } = plan
      if (slot === undefined || (queue.length < batch && !linger.isOver())) return
      run(slot, takeKind(queue, kind, batch)).catch(fail)
    }
  }
  await reopen(firstKind)
  return {
    capacity: () => plan.slots * plan.batch,
    plan: () => plan,
    push: (job) => {
      queue.push(job)
      linger.begin()
      pump()
    },
  }
}

/** Gives jobs that come one by one a moment to become a batch. */
function createLinger(over: () => void) {
  let beganMs = 0
  let waiting = false
  return {
    begin: (): void => {
      beganMs = performance.now()
    },
    /** If not, `over` is called once it may be. */
    isOver: (): boolean => {
      const restMs = beganMs + LINGER_MS - performance.now()
      if (restMs <= 0) return true
      if (!waiting) {
        waiting = true
        setTimeout(() => {
          waiting = false
          over()
        }, restMs)
      }
      return false
    },
  }
}

function takeKind(queue: RingJob[], kind: Kind, most: number): RingJob[] {
  const taken: RingJob[] = []
  for (let at = 0; at < queue.length && taken.length < most; ) {
    const job = queue[at]
    if (job !== undefined && sameKind(job, kind)) taken.push(...queue.splice(at, 1))
    else at += 1
  }
  return taken
}

interface OpenSlots {
  readonly slots: Slot[]
  readonly plan: MemoryPlan
  readonly memoryShare: number
}

/** Takes what the card has room for, and less when the driver refuses. */
async function openSlots(
  device: CudaDevice,
  { batchMax, hostBytes, memoryBytesMax }: RingOptions,
  kind: Kind,
  memoryShare: number,
): Promise<OpenSlots> {
  const { residentBlocks, driver } = device
  const arenaBytes = await readArenaBytes(device, kind, (done) => until(done, 60_000))
  const { freeBytes } = driver.memory()
  const cap = kind.grid <= 64 ? Math.min(memoryBytesMax, MEMORY_SMALL_GRID) : memoryBytesMax
  const mostBytes = Math.min(freeBytes * (1 - MEMORY_LEFT), cap)
  const viewBytes = viewsBytes(kind.viewCount, kind.viewSize)
  for (let share = memoryShare; ; share *= SHRINK) {
    const budgetBytes = Math.floor(mostBytes * share)
    const input = { budgetBytes, arenaBytes, residentBlocks, grid: kind.grid, viewBytes }
    const plan = planMemory({ ...input, batchMax, hostBytes })
    if (plan === undefined) {
      const needs = { arenaBytes: String(arenaBytes), grid: String(kind.grid) }
      throw new DeviceFault('DEVICE_MEMORY', { freeBytes: String(freeBytes), ...needs })
    }
    const slots = tryOpen(device, plan, arenaBytes)
    if (slots !== undefined) return { slots, plan, memoryShare: share }
  }
}

function tryOpen(device: CudaDevice, plan: MemoryPlan, arenaBytes: number): Slot[] | undefined {
  const slots: Slot[] = []
  try {
    while (slots.length < plan.slots) slots.push(openSlot(device, plan, arenaBytes))
    return slots
  } catch (error) {
    for (const slot of slots) slot.free()
    if (isOutOfMemory(error)) return undefined
    throw error
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof CudaError && error.result === CUDA.OUT_OF_MEMORY
}

interface Batch {
  readonly kind: Kind
  readonly jobs: readonly RingJob[]
  readonly limitMs: number
}

/** Takes a batch from launch to delivery; answers the jobs that found no room. */
async function runBatch(
  slot: Slot,
  { kind, jobs, limitMs }: Batch,
  { deliver, rejected }: RingOutput,
): Promise<readonly RingJob[]> {
  const seeds = jobs.map(({ assetSeed }) => assetSeed)
  slot.launch(kind, seeds)
  await until(slot.finished, limitMs)
  const { used, assets } = slot.results()
  slot.fetch(used)
  await until(slot.finished, limitMs)
  const deliveries: Promise<void>[] = []
  const again: RingJob[] = []
  for (const [index, job] of jobs.entries()) {
    const result = assets[index]
    if (result?.status === STATUS.done) deliveries.push(deliver(job, cutAsset(slot, kind, result)))
    else if (result?.status === STATUS.rejected) rejected(job)
    else if (result?.status === STATUS.noRoom) again.push(job)
    else throw new DeviceFault('DEVICE_FAULT', { status: String(result?.status) })
  }
  await Promise.all(deliveries)
  if (again.length === jobs.length) throw new DeviceFault('DEVICE_FAULT', { status: 'no room' })
  return again
}

const paddedTo16 = (bytes: number): number => Math.ceil(bytes / 16) * 16

function cutAsset(slot: Slot, kind: Kind, result: AssetResult): RingAsset {
  const { offset, glbBytes, factsBytes, viewBytes, sha256 } = result
  const factsAt = offset + paddedTo16(glbBytes)
  const viewsAt = factsAt + paddedTo16(factsBytes)
  const viewsWanted = viewsBytes(kind.viewCount, kind.viewSize)
  if (viewBytes !== viewsWanted || viewsAt + viewBytes > slot.assets.length) {
    const sizes = { offset, glbBytes, factsBytes, viewBytes }
    throw new DeviceFault('DEVICE_FAULT', { result: JSON.stringify(sizes) })
  }
  return {
    sha256,
    glb: slot.assets.subarray(offset, offset + glbBytes),
    facts: slot.assets.subarray(factsAt, factsAt + factsBytes),
    views: slot.assets.subarray(viewsAt, viewsAt + viewBytes),
  }
}

/** The driver has no callback that may call back into JavaScript: it is asked every millisecond. */
async function until(happened: () => boolean, limitMs: number): Promise<void> {
  const startMs = performance.now()
  while (!happened()) {
    if (performance.now() - startMs > limitMs) {
      throw new DeviceFault('KERNEL_HUNG', { limitMs: String(limitMs) })
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
