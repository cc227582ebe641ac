import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { GeneratorId } from '../versions.ts'

/** The version that the kernel is built from. */
export const CUDA_GENERATOR: GeneratorId = 'piwa-procedural@2'

export const KERNEL_ENTRIES = ['piwa_generate', 'piwa_hash', 'piwa_arena_bytes'] as const

/** What fixes the arithmetic: no contraction, subnormals kept, division and root rounded right. */
export const NVCC_FLAGS = [
  '-std=c++20',
  '-O3',
  '-fmad=false',
  '-ftz=false',
  '-prec-div=true',
  '-prec-sqrt=true',
  '-arch=compute_75',
] as const

const folder = import.meta.dirname
export const ptxPath = join(folder, 'piwa-procedural-2.ptx.gz')
export const recordPath = join(folder, 'piwa-procedural-2.json')

/** What is known of the checked-in PTX. */
export interface PtxRecord {
  readonly generator: GeneratorId
  /** SHA-256 over sources and flags; another one means that the PTX is stale. */
  readonly sources: string
  /** SHA-256 of the PTX, uncompressed. */
  readonly ptx: string
  readonly nvcc: string
  readonly ptxVersion: string
  readonly target: string
  readonly entries: readonly string[]
}

const SOURCE_FOLDERS = ['exact', 'v2', 'cuda']
const KERNEL_SOURCE = /^(?!ptx-).*\.(?:hpp|cu)$/

/** By path in the generator's folder. */
export type KernelSources = ReadonlyMap<string, Buffer>

/** All that the PTX is made from. */
export async function readKernelSources(): Promise<KernelSources> {
  const sources = new Map<string, Buffer>()
  for (const name of SOURCE_FOLDERS) {
    const path = join(folder, '..', name)
    const files = (await readdir(path)).filter((file) => KERNEL_SOURCE.test(file)).sort()
    for (const file of files) sources.set(`${name}/${file}`, await readFile(join(path, file)))
  }
  return sources
}

/** SHA-256 over names, contents and flags. */
export function hashOfSources(sources: KernelSources): string {
  const hash = createHash('sha256').update(JSON.stringify(NVCC_FLAGS))
  for (const [path, content] of sources) {
    hash.update(`\0${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

export async function readPtxText(): Promise<string> {
  return gunzipSync(await readFile(ptxPath)).toString('utf8')
}

export async function readPtxRecord(): Promise<PtxRecord> {
  return JSON.parse(await readFile(recordPath, 'utf8')) as PtxRecord
}
