import koffi from 'koffi'
import { CUDA, CudaError, DeviceFault } from './cuda-error.ts'

/** Addresses on the device, and what the driver calls handles; both are 64 bits. */
export type DevicePointer = bigint
export type Handle = bigint

/** CUdevice_attribute and CUjit_option of cuda.h, where used. */
export const ATTRIBUTE = { MULTIPROCESSORS: 16, CAPABILITY_MAJOR: 75, CAPABILITY_MINOR: 76 }
const JIT = { INFO_LOG: 3, INFO_LOG_BYTES: 4, ERROR_LOG: 5, ERROR_LOG_BYTES: 6 }
const JIT_LOG_BYTES = 16 * 1024
const HOST_ALLOC_PORTABLE = 1
const STREAM_NON_BLOCKING = 1
const EVENT_DISABLE_TIMING = 2

const OUT_INT = '_Out_ int *'
const OUT_U64 = '_Out_ uint64 *'
const ADDRESS = 'uint64'

/** Arguments by function. Handles pass as 64-bit integers, which is what the C ABI makes of them. */
const SIGNATURES = {
  cuInit: ['uint'],
  cuDriverGetVersion: [OUT_INT],
  cuDeviceGetCount: [OUT_INT],
  cuDeviceGet: [OUT_INT, 'int'],
  cuDeviceGetName: ['void *', 'int', 'int'],
  cuDeviceGetUuid: ['void *', 'int'],
  cuDeviceGetAttribute: [OUT_INT, 'int', 'int'],
  cuDevicePrimaryCtxRetain: [OUT_U64, 'int'],
  cuDevicePrimaryCtxRelease: ['int'],
  cuCtxSetCurrent: [ADDRESS],
  cuMemGetInfo_v2: [OUT_U64, OUT_U64],
  cuModuleLoadDataEx: [OUT_U64, 'void *', 'uint', 'void *', 'void *'],
  cuModuleGetFunction: [OUT_U64, ADDRESS, 'str'],
  cuOccupancyMaxActiveBlocksPerMultiprocessor: [OUT_INT, ADDRESS, 'int', 'size_t'],
  cuMemAlloc_v2: [OUT_U64, 'size_t'],
  cuMemFree_v2: [ADDRESS],
  cuMemHostAlloc: [OUT_U64, 'size_t', 'uint'],
  cuMemFreeHost: [ADDRESS],
  cuStreamCreate: [OUT_U64, 'uint'],
  cuStreamDestroy_v2: [ADDRESS],
  cuEventCreate: [OUT_U64, 'uint'],
  cuEventDestroy_v2: [ADDRESS],
  cuEventRecord: [ADDRESS, ADDRESS],
  cuEventQuery: [ADDRESS],
  cuMemcpyHtoDAsync_v2: [ADDRESS, ADDRESS, 'size_t', ADDRESS],
  cuMemcpyDtoHAsync_v2: [ADDRESS, ADDRESS, 'size_t', ADDRESS],
  cuMemsetD8Async: [ADDRESS, 'uchar', 'size_t', ADDRESS],
  cuLaunchKernel: [
    ...[ADDRESS, 'uint', 'uint', 'uint', 'uint', 'uint', 'uint', 'uint'],
    ...[ADDRESS, 'void *', 'void *'],
  ],
  cuGetErrorName: ['int', '_Out_ str *'],
} as const

type FunctionName = keyof typeof SIGNATURES
type Functions = Readonly<Record<FunctionName, (...args: unknown[]) => number>>

export interface Launch {
  readonly kernel: Handle
  readonly blocks: number
  readonly threads: number
  readonly stream: Handle
  /** One a parameter, in order. */
  readonly parameters: readonly LaunchParameter[]
}

export type LaunchParameter = { readonly u32: number } | { readonly u64: bigint }

export type ModuleLoad =
  | { readonly module: Handle }
  | { readonly result: number; readonly resultName: string; readonly log: string }

/** The CUDA driver. Every call throws CudaError when the driver says anything but success. */
export type CudaDriver = ReturnType<typeof openDriver>

/** Loads the driver that the operator installed. Throws DeviceFault NO_DRIVER where there is none. */
export function openDriver(path: string) {
  const functions = loadFunctions(path)
  const nameOf = (result: number): string => {
    const name: [string | null] = [null]
    return functions.cuGetErrorName(result, name) === 0 ? String(name[0]) : `CUresult ${result}`
  }
  const call = (name: FunctionName, ...args: unknown[]): void => {
    const result = functions[name](...args)
    if (result !== CUDA.SUCCESS) throw new CudaError(name, result, nameOf(result))
  }
  const number = (name: FunctionName, ...args: unknown[]): number => {
    const out: [number] = [0]
    call(name, out, ...args)
    return out[0]
  }
  const handle = (name: FunctionName, ...args: unknown[]): bigint => {
    const out: [number | bigint] = [0n]
    call(name, out, ...args)
    return BigInt(out[0])
  }
  return {
    path,
    ...deviceCalls(call, number, handle),
    ...memoryCalls(call, handle),
    ...streamCalls(call, handle, functions, nameOf),
    loadModule: (ptx: Uint8Array): ModuleLoad => loadModule(functions, nameOf, ptx),
    kernel: (module: Handle, name: string): Handle => handle('cuModuleGetFunction', module, name),
    launch: (launch: Launch): void => launchKernel(call, launch),
  }
}

type Call = (name: FunctionName, ...args: unknown[]) => void
type Answer<T> = (name: FunctionName, ...args: unknown[]) => T

/** Calls run on a stack of koffi's own, by default 2 MB; compiling a kernel this large goes deeper. */
const STACK_BYTES = 16 * 1024 * 1024
koffi.config({ sync_stack_size: STACK_BYTES })

function loadFunctions(path: string): Functions {
  try {
    const library = koffi.load(path)
    const entries = Object.entries(SIGNATURES).map(([name, args]) => {
      return [name, library.func(name, 'int', [...args])]
    })
    return Object.fromEntries(entries) as Functions
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DeviceFault('NO_DRIVER', { library: path, reason: reason.split('\n')[0] ?? '' })
  }
}

function deviceCalls(call: Call, number: Answer<number>, handle: Answer<bigint>) {
  return {
    init: (): void => call('cuInit', 0),
    version: (): number => number('cuDriverGetVersion'),
    deviceCount: (): number => number('cuDeviceGetCount'),
    device: (ordinal: number): number => number('cuDeviceGet', ordinal),
    deviceName: (device: number): string => {
      const name = Buffer.alloc(256)
      call('cuDeviceGetName', name, name.length, device)
      return name.toString('latin1').split('\0')[0] ?? ''
    },
    deviceUuid: (device: number): string => {
      const uuid = Buffer.alloc(16)
      call('cuDeviceGetUuid', uuid, device)
      return `GPU-${uuid.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`
    },
    attribute: (attribute: number, device: number): number =>
      number('cuDeviceGetAttribute', attribute, device),
    retainContext: (device: number): Handle => handle('cuDevicePrimaryCtxRetain', device),
    releaseContext: (device: number): void => call('cuDevicePrimaryCtxRelease', device),
    setContext: (context: Handle): void => call('cuCtxSetCurrent', context),
    blocksPerMultiprocessor: (kernel: Handle, threads: number): number =>
      number('cuOccupancyMaxActiveBlocksPerMultiprocessor', kernel, threads, 0),
  }
}

function memoryCalls(call: Call, handle: Answer<bigint>) {
  return {
    memory: (): { readonly freeBytes: number; readonly totalBytes: number } => {
      const free: [number | bigint] = [0n]
      const total: [number | bigint] = [0n]
      call('cuMemGetInfo_v2', free, total)
      return { freeBytes: Number(free[0]), totalBytes: Number(total[0]) }
    },
    allocate: (bytes: number): DevicePointer => handle('cuMemAlloc_v2', bytes),
    free: (pointer: DevicePointer): void => call('cuMemFree_v2', pointer),
    /** Memory of the host that the device copies from and to by itself. */
    allocateHost: (bytes: number): bigint => handle('cuMemHostAlloc', bytes, HOST_ALLOC_PORTABLE),
    freeHost: (address: bigint): void => call('cuMemFreeHost', address),
    /** Must not be used after freeHost. */
    hostView: (address: bigint, bytes: number): Buffer<ArrayBuffer> =>
      Buffer.from(koffi.view(address, bytes)),
  }
}

function streamCalls(
  call: Call,
  handle: Answer<bigint>,
  functions: Functions,
  nameOf: (result: number) => string,
) {
  return {
    stream: (): Handle => handle('cuStreamCreate', STREAM_NON_BLOCKING),
    freeStream: (stream: Handle): void => call('cuStreamDestroy_v2', stream),
    event: (): Handle => handle('cuEventCreate', EVENT_DISABLE_TIMING),
    freeEvent: (event: Handle): void => call('cuEventDestroy_v2', event),
    record: (event: Handle, stream: Handle): void => call('cuEventRecord', event, stream),
    /** Whether everything before the event is done; a fault of a kernel before it is thrown here. */
    happened: (event: Handle): boolean => {
      const result = functions.cuEventQuery(event)
      if (result === CUDA.NOT_READY) return false
      if (result !== CUDA.SUCCESS) throw new CudaError('cuEventQuery', result, nameOf(result))
      return true
    },
    copyToDevice: (to: DevicePointer, from: bigint, bytes: number, stream: Handle): void =>
      call('cuMemcpyHtoDAsync_v2', to, from, bytes, stream),
    copyToHost: (to: bigint, from: DevicePointer, bytes: number, stream: Handle): void =>
      call('cuMemcpyDtoHAsync_v2', to, from, bytes, stream),
    clear: (at: DevicePointer, bytes: number, stream: Handle): void =>
      call('cuMemsetD8Async', at, 0, bytes, stream),
  }
}

/** Has the driver compile the PTX for its device; what it has to say about it comes along. */
function loadModule(
  functions: Functions,
  nameOf: (result: number) => string,
  ptx: Uint8Array,
): ModuleLoad {
  const image = Buffer.concat([ptx, Buffer.alloc(1)])
  const info = Buffer.alloc(JIT_LOG_BYTES)
  const errors = Buffer.alloc(JIT_LOG_BYTES)
  const options = [JIT.INFO_LOG, JIT.INFO_LOG_BYTES, JIT.ERROR_LOG, JIT.ERROR_LOG_BYTES]
  const keys = new Uint32Array(options)
  const size = BigInt(JIT_LOG_BYTES)
  const values = new BigUint64Array([koffi.address(info), size, koffi.address(errors), size])
  const out: [number | bigint] = [0n]
  const result = functions.cuModuleLoadDataEx(out, image, options.length, keys, values)
  if (result === CUDA.SUCCESS) return { module: BigInt(out[0]) }
  const text = [errors, info].map((log) => log.toString('latin1').split('\0')[0]?.trim() ?? '')
  const log = text.filter((part) => part !== '').join('; ')
  return { result, resultName: nameOf(result), log }
}

const PARAMETER_BYTES = 8

function launchKernel(call: Call, { kernel, blocks, threads, stream, parameters }: Launch): void {
  const values = Buffer.from(new ArrayBuffer(parameters.length * PARAMETER_BYTES))
  const base = koffi.address(values)
  const pointers = new BigUint64Array(parameters.length)
  for (const [index, parameter] of parameters.entries()) {
    const at = index * PARAMETER_BYTES
    if ('u32' in parameter) values.writeUInt32LE(parameter.u32, at)
    else values.writeBigUInt64LE(parameter.u64, at)
    pointers[index] = base + BigInt(at)
  }
  // The driver has copied the parameters when the call returns.
  call('cuLaunchKernel', kernel, blocks, 1, 1, threads, 1, 1, 0, stream, pointers, null)
}
