import type { CudaDevice } from './device.ts'
import type { DevicePointer, Handle } from './driver.ts'
import type { MemoryPlan } from './memory-plan.ts'

/** `AssetResult` of generator/cuda/kernel.cu. */
const RESULT_BYTES = 56
const SEED_BYTES = 16
const CURSOR_BYTES = 16

export const STATUS = { done: 1, rejected: 2, noRoom: 3 } as const

export interface Kind {
  readonly grid: number
  readonly viewCount: number
  readonly viewSize: number
}

/** What the kernel says of one asset. */
export interface AssetResult {
  readonly offset: number
  readonly glbBytes: number
  readonly factsBytes: number
  readonly viewBytes: number
  readonly status: number
  readonly sha256: Uint8Array
}

/** One place of the ring: a stream with all the memory that a launch needs. */
export interface Slot {
  /** Enqueues upload, generation, hashes and the download of the results. */
  launch(kind: Kind, seeds: readonly Uint8Array[]): void
  /** Whether all that was enqueued is done. Throws CudaError when a kernel failed. */
  finished(): boolean
  /** Valid once the launch is finished. */
  results(): { readonly used: number; readonly assets: readonly AssetResult[] }
  /** Enqueues the download of so many bytes of assets. */
  fetch(bytes: number): void
  /** The assets, after the download; valid until the next launch. */
  readonly assets: Buffer<ArrayBuffer>
  free(): void
}

/** Throws CudaError with OUT_OF_MEMORY when the plan does not fit; nothing is held then. */
export function openSlot(device: CudaDevice, plan: MemoryPlan, arenaBytes: number): Slot {
  const { driver } = device
  const { blocks, batch, outBytes } = plan
  const held = createHoldings(device)
  try {
    const arenas = held.allocate(blocks * arenaBytes)
    const out = held.allocate(outBytes)
    const head = held.allocate(CURSOR_BYTES + batch * RESULT_BYTES)
    const seeds = held.allocate(batch * SEED_BYTES)
    const hostSeeds = held.allocateHost(batch * SEED_BYTES)
    const hostHead = held.allocateHost(CURSOR_BYTES + batch * RESULT_BYTES)
    const hostOut = held.allocateHost(outBytes)
    const { stream, event } = held.openStream()
    const results = head + BigInt(CURSOR_BYTES)
    let count = 0
    return {
      launch: ({ grid, viewCount, viewSize }, assetSeeds) => {
        count = assetSeeds.length
        for (const [index, seed] of assetSeeds.entries())
          hostSeeds.view.set(seed, index * SEED_BYTES)
        const headBytes = CURSOR_BYTES + count * RESULT_BYTES
        driver.copyToDevice(seeds, hostSeeds.address, count * SEED_BYTES, stream)
        driver.clear(head, headBytes, stream)
        device.generate(stream, Math.min(blocks, count), [
          ...[{ u64: seeds }, { u32: count }, { u32: grid }, { u32: viewCount }],
          ...[{ u32: viewSize }, { u64: arenas }, { u64: BigInt(arenaBytes) }, { u64: out }],
          ...[{ u64: BigInt(outBytes) }, { u64: head }, { u64: results }],
        ])
        device.hash(stream, count, [{ u64: out }, { u32: count }, { u64: results }])
        driver.copyToHost(hostHead.address, head, headBytes, stream)
        driver.record(event, stream)
      },
      finished: () => driver.happened(event),
      results: () => readResults(hostHead.view, count),
      fetch: (bytes) => {
        if (bytes > 0) driver.copyToHost(hostOut.address, out, Math.min(bytes, outBytes), stream)
        driver.record(event, stream)
      },
      assets: hostOut.view,
      free: held.free,
    }
  } catch (error) {
    held.free()
    throw error
  }
}

function readResults(head: Buffer, count: number): ReturnType<Slot['results']> {
  const assets = Array.from({ length: count }, (_, index) => {
    const at = CURSOR_BYTES + index * RESULT_BYTES
    return {
      offset: Number(head.readBigUInt64LE(at)),
      glbBytes: head.readUInt32LE(at + 8),
      factsBytes: head.readUInt32LE(at + 12),
      viewBytes: head.readUInt32LE(at + 16),
      status: head.readUInt32LE(at + 20),
      sha256: head.subarray(at + 24, at + RESULT_BYTES),
    }
  })
  return { used: Number(head.readBigUInt64LE(0)), assets }
}

interface HostMemory {
  readonly address: bigint
  readonly view: Buffer<ArrayBuffer>
}

/** Allocations that are freed together, when nothing uses them any more. */
function createHoldings({ driver }: CudaDevice) {
  const onDevice: DevicePointer[] = []
  const onHost: bigint[] = []
  const streams: Handle[] = []
  const events: Handle[] = []
  return {
    openStream: (): { readonly stream: Handle; readonly event: Handle } => {
      const stream = driver.stream()
      streams.push(stream)
      const event = driver.event()
      events.push(event)
      return { stream, event }
    },
    allocate: (bytes: number): DevicePointer => {
      const pointer = driver.allocate(bytes)
      onDevice.push(pointer)
      return pointer
    },
    allocateHost: (bytes: number): HostMemory => {
      const address = driver.allocateHost(bytes)
      onHost.push(address)
      return { address, view: driver.hostView(address, bytes) }
    },
    free: (): void => {
      for (const event of events.splice(0)) driver.freeEvent(event)
      for (const stream of streams.splice(0)) driver.freeStream(stream)
      for (const pointer of onDevice.splice(0)) driver.free(pointer)
      for (const address of onHost.splice(0)) driver.freeHost(address)
    },
  }
}

/** Asks the device how much memory a block needs. */
export async function readArenaBytes(
  device: CudaDevice,
  { grid, viewSize }: Kind,
  wait: (happened: () => boolean) => Promise<void>,
): Promise<number> {
  const { driver } = device
  const held = createHoldings(device)
  try {
    const bytes = held.allocate(8)
    const host = held.allocateHost(8)
    const { stream, event } = held.openStream()
    device.arenaBytes(stream, [{ u32: grid }, { u32: viewSize }, { u64: bytes }])
    driver.copyToHost(host.address, bytes, 8, stream)
    driver.record(event, stream)
    await wait(() => driver.happened(event))
    return Number(host.view.readBigUInt64LE(0))
  } finally {
    held.free()
  }
}
