import { CUDA, DeviceFault } from './cuda-error.ts'
import { cudaOfPtx, formatCudaVersion } from './cuda-version.ts'
import { ATTRIBUTE, type CudaDriver, type Handle, type LaunchParameter } from './driver.ts'
import type { Ptx } from './ptx.ts'

/** Threads of a block; the kernel is bounded to it. */
const BLOCK_THREADS = 256
/** Where the driver does not say. */
const BLOCKS_PER_MULTIPROCESSOR = 2

export interface DeviceFacts {
  readonly ordinal: number
  readonly name: string
  readonly uuid: string
  /** 75 is 7.5. */
  readonly capability: number
}

/** A GPU with the kernel on it, ready to launch. */
export interface CudaDevice {
  readonly driver: CudaDriver
  readonly facts: DeviceFacts
  /** Blocks of `piwa_generate` that run side by side. */
  readonly residentBlocks: number
  generate(stream: Handle, blocks: number, parameters: readonly LaunchParameter[]): void
  hash(stream: Handle, assets: number, parameters: readonly LaunchParameter[]): void
  arenaBytes(stream: Handle, parameters: readonly LaunchParameter[]): void
}

export function deviceFacts(driver: CudaDriver, ordinal: number): DeviceFacts {
  const device = driver.device(ordinal)
  const major = driver.attribute(ATTRIBUTE.CAPABILITY_MAJOR, device)
  const minor = driver.attribute(ATTRIBUTE.CAPABILITY_MINOR, device)
  const names = { name: driver.deviceName(device), uuid: driver.deviceUuid(device) }
  return { ordinal, ...names, capability: major * 10 + minor }
}

/** Makes the device current and puts the kernel on it. Throws DeviceFault, CudaError. */
export function openDevice(driver: CudaDriver, ordinal: number, ptx: Ptx): CudaDevice {
  const facts = deviceFacts(driver, ordinal)
  if (facts.capability < ptx.target) {
    const { name, capability } = facts
    const needed = String(ptx.target)
    throw new DeviceFault('DEVICE_TOO_OLD', { name, capability: String(capability), needed })
  }
  const device = driver.device(ordinal)
  driver.setContext(driver.retainContext(device))
  const module = loadOrRelease(driver, device, ptx)
  const generate = driver.kernel(module, 'piwa_generate')
  const hash = driver.kernel(module, 'piwa_hash')
  const arenaBytes = driver.kernel(module, 'piwa_arena_bytes')
  const multiprocessors = driver.attribute(ATTRIBUTE.MULTIPROCESSORS, device)
  const each = driver.blocksPerMultiprocessor(generate, BLOCK_THREADS)
  return {
    ...{ driver, facts },
    residentBlocks: Math.max(1, multiprocessors * (each || BLOCKS_PER_MULTIPROCESSOR)),
    generate: (stream, blocks, parameters) =>
      driver.launch({ kernel: generate, blocks, threads: BLOCK_THREADS, stream, parameters }),
    hash: (stream, assets, parameters) => {
      // One thread an asset: small blocks spread over more multiprocessors.
      const threads = 32
      const blocks = Math.ceil(assets / threads)
      driver.launch({ kernel: hash, blocks, threads, stream, parameters })
    },
    arenaBytes: (stream, parameters) =>
      driver.launch({ kernel: arenaBytes, blocks: 1, threads: 1, stream, parameters }),
  }
}

/** A context takes memory of the device, which others could use while this process says goodbye. */
function loadOrRelease(driver: CudaDriver, device: number, ptx: Ptx): Handle {
  try {
    return loadKernel(driver, ptx)
  } catch (error) {
    driver.releaseContext(device)
    throw error
  }
}

function loadKernel(driver: CudaDriver, ptx: Ptx): Handle {
  const loaded = driver.loadModule(ptx.text)
  if ('module' in loaded) return loaded.module
  const { result, resultName, log } = loaded
  const context = {
    driver: `CUDA ${formatCudaVersion(driver.version())}`,
    kernel: `PTX ${ptx.version}, from CUDA ${cudaOfPtx(ptx.version)}`,
    result: resultName,
    ...(log === '' ? {} : { log }),
  }
  throw new DeviceFault(tooOld(result, driver, ptx) ? 'DRIVER_TOO_OLD' : 'KERNEL_INVALID', context)
}

/** Drivers before 11.x called any PTX that they did not know yet invalid. */
function tooOld(result: number, driver: CudaDriver, ptx: Ptx): boolean {
  if (result === CUDA.UNSUPPORTED_PTX_VERSION) return true
  const needed = Number(cudaOfPtx(ptx.version))
  return result === CUDA.INVALID_PTX && driver.version() / 1000 < needed
}
