import { CUDA, CudaError, DeviceFault } from './cuda-error.ts'
import { type DeviceFacts, deviceFacts } from './device.ts'
import { type CudaDriver, openDriver } from './driver.ts'

export interface DeviceList {
  /** 13000 is CUDA 13.0. */
  readonly driverVersion: number
  readonly devices: readonly DeviceFacts[]
}

/** The GPUs of this machine. Throws DeviceFault where there is none, CudaError. */
export function listDevices(driverPath: string): DeviceList {
  const driver = openDriver(driverPath)
  const count = countDevices(driver)
  if (count === 0) throw new DeviceFault('NO_DEVICE')
  const devices = Array.from({ length: count }, (_, ordinal) => deviceFacts(driver, ordinal))
  return { driverVersion: driver.version(), devices }
}

/** A driver without a GPU fails to initialize. */
function countDevices(driver: CudaDriver): number {
  try {
    driver.init()
    return driver.deviceCount()
  } catch (error) {
    if (error instanceof CudaError && error.result === CUDA.NO_DEVICE) return 0
    throw error
  }
}
