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
