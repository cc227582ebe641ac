import { createHash } from 'node:crypto'
import { Socket } from 'node:net'
import { totalmem } from 'node:os'
import { VIEW_COUNT_MAX, VIEW_SIZE_MAX, VIEW_SIZE_MIN } from '../../domain/lease/views.ts'
import { GRIDS } from '../../generator/generator.ts'
import { DEVICE_FAULTS, DeviceFault, deviceFaultOf } from '../cuda/cuda-error.ts'
import { openDevice } from '../cuda/device.ts'
import { openDriver } from '../cuda/driver.ts'
import { listDevices } from '../cuda/list.ts'
import { readPtx } from '../cuda/ptx.ts'
import { openRing, type RingAsset, type RingJob } from '../cuda/ring.ts'
import type { CudaChildSettings } from './cuda-settings.ts'
import {
  decodeRequest,
  encodeAssetHead,
  encodeFailure,
  encodeText,
  FRAME,
  FrameError,
  REQUEST_FRAME_BYTES_MAX,
} from './frames.ts'
import { createFrameReader } from './frames-reader.ts'

/** One asset in so many is hashed by the host too: memory of the device that goes bad shows here. */
const HOST_HASH_EVERY = 16
const PINNED_BYTES_MAX = 1_500_000_000
const PINNED_SHARE = 1 / 16
const FIRST_KIND = { grid: 64, viewCount: 0, viewSize: 0 }
const EXIT_FAULT = 70
const EXIT_GRACE_MS = 500

/** Unlike process.stdout it never blocks: the device is served while the daemon reads. */
const output = new Socket({ fd: 1, readable: false, writable: true })
output.on('error', () => process.exit(1))

/** At exit the driver would wait for a kernel that may never end. */
function vanish(): void {
  process.kill(process.pid, 'SIGKILL')
}

/** Says why and ends. A context that a kernel broke can be left by ending the process alone. */
function end({ code, context }: DeviceFault): void {
  const { final } = DEVICE_FAULTS[code]
  const leave = code === 'KERNEL_HUNG' ? vanish : () => process.exit(EXIT_FAULT)
  setTimeout(vanish, EXIT_GRACE_MS)
  output.end(encodeText(FRAME.fatal, { code, context, final }), leave)
}

const write = (bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    output.write(bytes, (error) => (error == null ? resolve() : reject(error)))
  })

let delivered = 0

async function deliver(job: RingJob, asset: RingAsset): Promise<void> {
  if (delivered % HOST_HASH_EVERY === 0) checkHash(asset)
  delivered += 1
  const { glb, facts, views } = asset
  output.cork()
  const written = [encodeAssetHead(job.id, asset), glb, facts, views].map(write)
  output.uncork()
  await Promise.all(written)
}

function checkHash({ glb, sha256 }: RingAsset): void {
  const host = createHash('sha256').update(glb).digest()
  if (host.equals(sha256)) return
  const device = Buffer.from(sha256).toString('hex')
  throw new DeviceFault('HASH_MISMATCH', { device, host: host.toString('hex') })
}

/** What the kernel has memory laid out for. */
function isServed({ grid, viewCount, viewSize }: RingJob): boolean {
  const sizeFits = viewSize % 8 === 0 && viewSize >= VIEW_SIZE_MIN && viewSize <= VIEW_SIZE_MAX
  const viewsFit = viewCount === 0 || (viewCount <= VIEW_COUNT_MAX && sizeFits)
  return GRIDS.some((known) => known === grid) && viewsFit
}

async function serve(settings: CudaChildSettings): Promise<void> {
  const driver = openDriver(settings.driver)
  driver.init()
  const device = openDevice(driver, settings.ordinal, readPtx(settings.ptx))
  const ring = await openRing(
    device,
    {
      ...{ batchMax: settings.batchMax, kernelMs: settings.kernelMs },
      memoryBytesMax: settings.memoryBytesMax ?? Number.POSITIVE_INFINITY,
      hostBytes: Math.min(totalmem() * PINNED_SHARE, PINNED_BYTES_MAX),
    },
    FIRST_KIND,
    {
      deliver,
      rejected: ({ id }) => output.write(encodeFailure(id, 1, 'every attempt was rejected')),
      fault: (error) => end(deviceFaultOf(error)),
    },
  )
  output.write(encodeText(FRAME.hello, { name: device.facts.name, capacity: ring.capacity() }))
  const read = createFrameReader(REQUEST_FRAME_BYTES_MAX, (payload) => {
    const { version, ...job } = decodeRequest(payload)
    if (version === settings.version && isServed(job)) ring.push(job)
    else output.write(encodeFailure(job.id, 2, 'the kernel does not make this'))
  })
  process.stdin.on('data', (chunk: Buffer) => {
    try {
      read(chunk)
    } catch (error) {
      // The daemon is broken, not the device; it hears of it in the exit code.
      if (error instanceof FrameError) process.exit(1)
      throw error
    }
  })
}

// The daemon is gone, or wants no more.
process.stdin.on('end', vanish)
process.on('uncaughtException', (error) => end(deviceFaultOf(error)))
const settings = JSON.parse(process.argv[2] ?? '{}') as CudaChildSettings
if (settings.ordinal < 0) output.end(JSON.stringify(list(settings)), () => process.exit(0))
else serve(settings).catch((error: unknown) => end(deviceFaultOf(error)))

function list({ driver }: CudaChildSettings): unknown {
  try {
    return listDevices(driver)
  } catch (error) {
    const { code, context } = deviceFaultOf(error)
    return { fault: { code, context } }
  }
}
