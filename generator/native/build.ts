import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type GeneratorId, versionOf } from '../versions.ts'

const run = promisify(execFile)
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024

/** Without -ffp-contract=off a compiler may fuse a * b + c, and the asset is another one. */
export const EXACT_FLAGS = ['-ffp-contract=off', '-fno-math-errno'] as const

export function hasCompiler(): boolean {
  return spawnSync('g++', ['--version']).status === 0
}

/** Whether this machine can run fused multiply-add: else the negative control proves nothing. */
export function hasFusedMultiplyAdd(): boolean {
  if (process.arch === 'arm64') return true
  if (process.platform !== 'linux') return false
  return / fma /.test(readFileSync('/proc/cpuinfo', 'utf8'))
}

export type NativeProgram = 'main.cpp' | 'phases-main.cpp' | 'views-main.cpp'

/** Compiles a program of native/ with one version's core and returns its path. */
export async function buildNative(
  generator: GeneratorId,
  output: string,
  flags: readonly string[],
  program: NativeProgram = 'main.cpp',
): Promise<string> {
  const source = join(import.meta.dirname, program)
  const core = join(import.meta.dirname, '..', `v${versionOf(generator)}`)
  await run('g++', ['-std=c++20', '-Wno-psabi', `-I${core}`, ...flags, '-o', output, source])
  return output
}

/** Runs a command of a native program on the seeds and returns its lines. */
export function runNative(
  program: string,
  args: readonly string[],
  seeds: readonly Uint8Array[],
): string[] {
  const input = seeds.map((seed) => `${Buffer.from(seed).toString('hex')}\n`).join('')
  const { status, stdout, error } = spawnSync(program, args, {
    input,
    encoding: 'utf8',
    maxBuffer: OUTPUT_BYTES_MAX,
  })
  if (status !== 0) throw new Error(`${program} ended with ${status}`, { cause: error })
  return stdout.trimEnd().split('\n')
}
