import { spawn } from 'node:child_process'
import type { Backend } from './backend.ts'
import { readAsset } from './child-asset.ts'
import type { ChildLimits } from './child-place.ts'
import { openChildPool } from './child-pool.ts'
import type { ChildProgram } from './child-process.ts'

export interface NativePoolOptions {
  /** The compiled program, see `buildNativeChild`. */
  readonly program: string
  readonly threads: number
  /** Told of each death of a child. */
  readonly died: (reason: string) => void
  readonly limits?: Partial<ChildLimits>
}

/** The generator as native code, one process a thread. Throws BackendLost when none starts. */
export function openNativePool(options: NativePoolOptions, signal: AbortSignal): Promise<Backend> {
  const { program, threads, died, limits = {} } = options
  const programs = Array.from({ length: threads }, (_, index): ChildProgram => {
    const start = () => spawn(program, { stdio: ['pipe', 'pipe', 'pipe'] })
    return { name: `native ${index}`, start }
  })
  return openChildPool({ name: 'native', programs, read: readAsset, died, limits }, signal)
}
