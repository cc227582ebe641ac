/** What a CUDA child is started with, as JSON in its first argument. */
export interface CudaChildSettings {
  /** The driver's library. */
  readonly driver: string
  /** The kernel, compressed. */
  readonly ptx: string
  /** The version of the generator that the kernel is of. */
  readonly version: number
  /** The device by its number; negative to list the devices and end. */
  readonly ordinal: number
  /** Assets in one launch at most. */
  readonly batchMax: number
  /** Device memory at most; undefined for what is free. */
  readonly memoryBytesMax: number | undefined
  /** Longest time that a launch may take. */
  readonly kernelMs: number
}
