/** Results of driver calls that this client meets by name. Source: CUresult in cuda.h. */
export const CUDA = {
  SUCCESS: 0,
  OUT_OF_MEMORY: 2,
  NO_DEVICE: 100,
  INVALID_PTX: 218,
  UNSUPPORTED_PTX_VERSION: 222,
  NO_BINARY_FOR_GPU: 209,
  NOT_READY: 600,
} as const

/** A driver call that failed. After most of these the context is broken and the process has to go. */
export class CudaError extends Error {
  override readonly name = 'CudaError'
  readonly call: string
  readonly result: number
  /** As the driver spells it, for instance CUDA_ERROR_ILLEGAL_ADDRESS. */
  readonly resultName: string

  constructor(call: string, result: number, resultName: string) {
    super(`${call}: ${resultName} (${result})`)
    this.call = call
    this.result = result
    this.resultName = resultName
  }
}

/** Why this device cannot do the work, or no longer: the child says so to the daemon and ends. */
export class DeviceFault extends Error {
  override readonly name = 'DeviceFault'
  readonly code: DeviceFaultCode
  readonly context: Readonly<Record<string, string>>

  constructor(code: DeviceFaultCode, context: Readonly<Record<string, string>> = {}) {
    super(`${code} ${JSON.stringify(context)}`)
    this.code = code
    this.context = context
  }
}

/** Codes are public. Whether another start could end better is their value. */
export const DEVICE_FAULTS = {
  NO_DRIVER: { final: true },
  NO_DEVICE: { final: true },
  DRIVER_TOO_OLD: { final: true },
  DEVICE_TOO_OLD: { final: true },
  KERNEL_INVALID: { final: true },
  DEVICE_MEMORY: { final: true },
  /** A driver call failed: illegal address, launch failure, the device fell off the bus... */
  DEVICE_FAULT: { final: false },
  KERNEL_HUNG: { final: false },
  HASH_MISMATCH: { final: false },
} as const satisfies Record<string, { readonly final: boolean }>

export type DeviceFaultCode = keyof typeof DEVICE_FAULTS

/** The fault behind whatever was thrown. */
export function deviceFaultOf(error: unknown): DeviceFault {
  if (error instanceof DeviceFault) return error
  if (error instanceof CudaError) {
    const { call, resultName: result } = error
    return new DeviceFault('DEVICE_FAULT', { call, result })
  }
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return new DeviceFault('DEVICE_FAULT', { reason })
}
