import { createHash } from 'node:crypto'
import { openDevice } from './device.ts'
import { openDriver } from './driver.ts'
import type { MemoryPlan } from './memory-plan.ts'
import { readPtx } from './ptx.ts'
import { openRing, type RingAsset, type RingJob, type RingOptions } from './ring.ts'
import type { Kind } from './slot.ts'

export interface CudaMeasure {
  readonly driver: string
  readonly ptx: string
  readonly ordinal: number
  readonly kind: Kind
  readonly seeds: readonly Uint8Array[]
  readonly options: RingOptions
}

export interface CudaFigures {
  readonly device: string
  readonly plan: MemoryPlan
  readonly residentBlocks: number
  /** From the first seed to the last asset in host memory. */
  readonly seconds: number
  readonly assetsPerSecond: number
  readonly glbBytes: number
  readonly viewBytes: number
  readonly rejected: number
  /** SHA-256 of each GLB as the device found it, by seed. */
  readonly sha256: readonly string[]
  /** GLBs whose hash the host finds to be another one. */
  readonly hashMismatches: number
}

/**
 * Runs seeds through the ring in this process, as a child does but without the daemon: what the
 * device, the copies and the host's part of the ring come to. Throws DeviceFault, CudaError.
 */
export async function measureCuda(measure: CudaMeasure): Promise<CudaFigures> {
  const { kind, seeds } = measure
  const driver = openDriver(measure.driver)
  driver.init()
  const device = openDevice(driver, measure.ordinal, readPtx(measure.ptx))
  const sha256: string[] = seeds.map(() => '')
  const totals = { done: 0, glbBytes: 0, viewBytes: 0, rejected: 0, hashMismatches: 0 }
  const finished = Promise.withResolvers<void>()
  const count = (): void => {
    totals.done += 1
    if (totals.done === seeds.length) finished.resolve()
  }
  const deliver = async ({ id }: RingJob, asset: RingAsset): Promise<void> => {
    sha256[id] = Buffer.from(asset.sha256).toString('hex')
    totals.glbBytes += asset.glb.length
    totals.viewBytes += asset.views.length
    if (id % HOST_HASH_EVERY === 0 && hashOf(asset.glb) !== sha256[id]) totals.hashMismatches += 1
    count()
  }
  const rejected = (): void => {
    totals.rejected += 1
    count()
  }
  const output = { deliver, rejected, fault: finished.reject }
  const ring = await openRing(device, measure.options, kind, output)
  const startMs = performance.now()
  for (const [id, assetSeed] of seeds.entries()) ring.push({ ...kind, id, assetSeed })
  await finished.promise
  const seconds = (performance.now() - startMs) / 1000
  const { done: _, ...counted } = totals
  return {
    ...{ device: device.facts.name, plan: ring.plan(), residentBlocks: device.residentBlocks },
    ...{ seconds, assetsPerSecond: seeds.length / seconds, ...counted, sha256 },
  }
}

const HOST_HASH_EVERY = 16

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
