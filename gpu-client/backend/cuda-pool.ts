import { execFile, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { DeviceFacts } from '../cuda/device.ts'
import { DRIVER_DEFAULT } from '../cuda/driver-path.ts'
import type { DeviceList } from '../cuda/list.ts'
import type { Backend } from './backend.ts'
import { readAsset } from './child-asset.ts'
import { BackendLost } from './child-lost.ts'
import type { ChildLimits } from './child-place.ts'
import { openChildPool } from './child-pool.ts'
import { type ChildProgram, causeIn } from './child-process.ts'
import type { CudaChildSettings } from './cuda-settings.ts'

const run = promisify(execFile)

// The bundle has the child beside it as JavaScript, the repository as TypeScript.
const CHILD = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './cuda-child.ts' : './cuda-child.js', import.meta.url),
)
const LIST_TIMEOUT_MS = 60_000
const LIST_ORDINAL = -1
const BATCH_MAX = 1_024
const KERNEL_MS = 60_000

export interface CudaOptions {
  /** Path of the driver's library; by default the one that the system finds. */
  readonly driver: string | undefined
  /** Devices to use, by number or by the start of their UUID; all when undefined. */
  readonly devices: readonly string[] | undefined
  /** Device memory that each child may take. */
  readonly memoryBytesMax: number | undefined
}

export interface CudaPoolOptions extends CudaOptions {
  readonly ptx: string
  readonly version: number
  readonly died: (reason: string) => void
  readonly limits?: Partial<ChildLimits>
  readonly batchMax?: number
  readonly kernelMs?: number
}

function childArguments(settings: CudaChildSettings): string[] {
  return [CHILD, JSON.stringify(settings)]
}

/** The GPUs that are there. The driver is loaded in a process of its own. Throws BackendLost. */
export async function listCudaDevices(driver: string = DRIVER_DEFAULT): Promise<DeviceList> {
  const settings = { driver, ptx: '', version: 0, ordinal: LIST_ORDINAL, batchMax: 0, kernelMs: 0 }
  const list = await runList({ ...settings, memoryBytesMax: undefined })
  if ('fault' in list) throw new BackendLost(list.fault.code, list.fault.context)
  return list
}

type ListAnswer =
  | DeviceList
  | { readonly fault: { readonly code: string; readonly context: Record<string, string> } }

async function runList(settings: CudaChildSettings): Promise<ListAnswer> {
  try {
    const options = { timeout: LIST_TIMEOUT_MS }
    const { stdout } = await run(process.execPath, childArguments(settings), options)
    return JSON.parse(stdout) as ListAnswer
  } catch (error) {
    const { stderr = '', message = '' } = error as { stderr?: string; message?: string }
    throw new BackendLost('DRIVER_BROKEN', { reason: causeIn(stderr) ?? message })
  }
}

/** Throws BackendLost when the operator names one that is not there. */
export function pickDevices(
  { devices }: DeviceList,
  wanted: readonly string[] | undefined,
): readonly DeviceFacts[] {
  if (wanted === undefined) return devices
  return wanted.map((name) => {
    const found = devices.find((each) => String(each.ordinal) === name || isUuid(each, name))
    if (found !== undefined) return found
    const known = devices.map(({ ordinal, uuid }) => `${ordinal} ${uuid}`).join(', ')
    throw new BackendLost('NO_SUCH_DEVICE', { wanted: name, known })
  })
}

function isUuid({ uuid }: DeviceFacts, name: string): boolean {
  return name.startsWith('GPU-') && uuid.toLowerCase().startsWith(name.toLowerCase())
}

/** The generator on every GPU, one process each. Throws BackendLost when none can work. */
export async function openCudaPool(
  devices: readonly DeviceFacts[],
  options: CudaPoolOptions,
  signal: AbortSignal,
): Promise<Backend> {
  const { ptx, version, memoryBytesMax, died, limits = {} } = options
  const shared = { driver: options.driver ?? DRIVER_DEFAULT, ptx, version, memoryBytesMax }
  const bounds = {
    batchMax: options.batchMax ?? BATCH_MAX,
    kernelMs: options.kernelMs ?? KERNEL_MS,
  }
  const programs = devices.map(({ ordinal, name }): ChildProgram => {
    const args = childArguments({ ...shared, ...bounds, ordinal })
    const start = () => spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    return { name: `${name} (${ordinal})`, start }
  })
  return openChildPool({ name: 'cuda', programs, read: readAsset, died, limits }, signal)
}
