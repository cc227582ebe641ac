import { DeviceFault } from './cuda-error.ts'
import { type DeviceFacts, deviceFacts } from './device.ts'
import { openDriver } from './driver.ts'

export interface DeviceList {
  /** 13000 is CUDA 13.0. */
  readonly driverVersion: number
  readonly devices: readonly DeviceFacts[]
}

/** The GPUs of this machine. Throws DeviceFault where there is none, CudaError. */
export function listDevices(driverPath: string): DeviceList {
  const driver = openDriver(driverPath)
  driver.init()
  const count = driver.deviceCount()
  if (count === 0) throw new DeviceFault('NO_DEVICE')
  const devices = Array.from({ length: count }, (_, ordinal) => deviceFacts(driver, ordinal))
  return { driverVersion: driver.version(), devices }
}
