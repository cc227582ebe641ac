import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { type GeneratorId, versionOf } from '../../generator/versions.ts'
import { formatCudaVersion } from '../cuda/cuda-version.ts'
import type { DeviceFacts } from '../cuda/device.ts'
import type { Backend } from './backend.ts'
import { BackendLost } from './child-lost.ts'
import type { Candidate } from './choose-candidate.ts'
import { type CudaOptions, listCudaDevices, openCudaPool, pickDevices } from './cuda-pool.ts'
import { loadGeneratorModules } from './generator-modules.ts'
import { buildNativeChild, GENERATOR_FOLDER } from './native-build.ts'
import { findCompiler } from './native-compiler.ts'
import { openNativePool } from './native-pool.ts'
import { createWasmPool } from './wasm-pool.ts'

/** The version that the kernel is of. */
const KERNEL_GENERATOR = 'piwa-procedural@2'

export interface CandidateOptions {
  readonly threads: number
  readonly cuda: CudaOptions
  /** The C++ compiler to use; the first that answers when undefined. */
  readonly compiler: string | undefined
  /** Where compiled programs are kept. */
  readonly nativeCache: string
  /** Told of each death of a child. */
  readonly died: (backend: string, reason: string) => void
  /** Told when the operator has to wait for a compiler. */
  readonly compiling: (compiler: string, generator: GeneratorId) => void
}

/** What this client can run on, the best first. */
export function backendCandidates(options: CandidateOptions): readonly Candidate[] {
  return [cudaCandidate(options), nativeCandidate(options), wasmCandidate(options)]
}

export function cudaCandidate(
  { cuda, died }: Pick<CandidateOptions, 'cuda' | 'died'>,
  kernel: { readonly generator: string; readonly ptx: string } = {
    generator: KERNEL_GENERATOR,
    ptx: join(GENERATOR_FOLDER, 'cuda', `${KERNEL_GENERATOR.replace('@', '-')}.ptx.gz`),
  },
): Candidate {
  return {
    kind: 'cuda',
    serves: (generator) => generator === kernel.generator,
    open: async (generator, signal) => {
      const { ptx } = kernel
      const list = await listCudaDevices(cuda.driver)
      const devices = pickDevices(list, cuda.devices)
      await access(ptx).catch(() => {
        throw new BackendLost('NO_KERNEL', { path: ptx })
      })
      const shared = { ptx, version: versionOf(generator) }
      const onDeath = (reason: string): void => died('cuda', reason)
      const backend = await openCudaPool(devices, { ...cuda, ...shared, died: onDeath }, signal)
      const driver = `driver for CUDA ${formatCudaVersion(list.driverVersion)}`
      return { backend, says: `cuda, ${namesOf(devices)}, ${driver}` }
    },
  }
}

function namesOf(devices: readonly DeviceFacts[]): string {
  const names = [...new Set(devices.map(({ name }) => name))]
  const counted = names.map((name) => {
    const count = devices.filter((device) => device.name === name).length
    return count === 1 ? name : `${count} x ${name}`
  })
  return counted.join(', ')
}

export function nativeCandidate(options: Omit<CandidateOptions, 'cuda'>): Candidate {
  const { threads, nativeCache: cache, died, compiling } = options
  return {
    kind: 'native',
    serves: () => true,
    open: async (generator, signal) => {
      const compiler = await findCompiler(options.compiler)
      const build = { generator, compiler, cache }
      const program = await buildNativeChild(
        { ...build, compiling: () => compiling(compiler.name, generator) },
        signal,
      )
      const onDeath = (reason: string): void => died('native', reason)
      const backend = await openNativePool({ program, threads, died: onDeath }, signal)
      return { backend, says: `${compiler.name} found: native, ${threads} threads` }
    },
  }
}

export function wasmCandidate({ threads }: Pick<CandidateOptions, 'threads'>): Candidate {
  let opened: Promise<Backend> | undefined
  return {
    kind: 'wasm',
    serves: () => true,
    open: async () => {
      // One pool serves every version.
      opened ??= loadGeneratorModules().then((modules) => createWasmPool(modules, threads))
      return { backend: await opened, says: `wasm, ${threads} threads` }
    },
  }
}
