import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

export interface Ptx {
  readonly text: Uint8Array
  /** Of the PTX instruction set, for instance 9.0; a driver that is older cannot compile it. */
  readonly version: string
  /** Least compute capability, for instance 75 for 7.5. */
  readonly target: number
}

/** Reads a kernel as it is checked in. */
export function readPtx(path: string | URL): Ptx {
  const text = gunzipSync(readFileSync(path))
  const head = text.subarray(0, 4_096).toString('latin1')
  const version = /^\.version (\d+\.\d+)/m.exec(head)?.[1]
  const target = /^\.target (?:sm|compute)_(\d+)/m.exec(head)?.[1]
  if (version === undefined || target === undefined) throw new Error(`${path} holds no PTX`)
  return { text, version, target: Number(target) }
}

/** The CUDA release that a PTX version came with, as far as that is known. */
export function cudaOfPtx(version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major >= 9) return `${major + 4}.${minor}`
  if (major === 8) return `12.${minor}`
  return `that has PTX ${version}`
}

/** 13000 is 13.0. */
export function formatCudaVersion(version: number): string {
  return `${Math.floor(version / 1000)}.${Math.floor((version % 1000) / 10)}`
}
