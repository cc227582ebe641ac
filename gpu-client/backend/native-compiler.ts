import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { availableParallelism, cpus } from 'node:os'
import { promisify } from 'node:util'
import { BackendLost } from './child-lost.ts'

const run = promisify(execFile)
const VERSION_TIMEOUT_MS = 10_000

const COMPILERS = ['g++', 'clang++', 'c++']
const STANDARD = ['c++20', 'c++2a']

export interface Compiler {
  readonly command: string
  /** The first line of what it says of itself. */
  readonly version: string
  /** For the operator: `g++ 12.2.0`. */
  readonly name: string
}

/** The first compiler that answers, or the one that the operator names. Throws BackendLost. */
export async function findCompiler(wanted?: string): Promise<Compiler> {
  const candidates = wanted === undefined ? COMPILERS : [wanted]
  for (const command of candidates) {
    const version = await versionOf(command)
    if (version === undefined) continue
    const number = /\d+\.\d+(\.\d+)?/.exec(version)?.[0] ?? ''
    return { command, version, name: `${command} ${number}`.trim() }
  }
  throw new BackendLost('NO_COMPILER', { tried: candidates.join(' ') })
}

async function versionOf(command: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(command, ['--version'], { timeout: VERSION_TIMEOUT_MS })
    return stdout.split('\n')[0]
  } catch {
    return undefined
  }
}

/**
 * Exactness rests on the two -f flags: a fused multiply-add makes another asset. Lanes do not show in
 * the bytes, so their number follows the machine.
 */
export function compilerFlags(arch: string = process.arch): readonly string[] {
  const lanes = arch === 'x64' ? 8 : 4
  return [
    ...[`-std=${STANDARD[0]}`, '-O3', '-march=native', `-DPIWA_LANES=${lanes}`],
    ...['-ffp-contract=off', '-fno-math-errno', '-Wno-psabi'],
  ]
}

/** What -march=native means here; a home may move to another machine. */
export function machineName(): string {
  const [cpu] = cpus()
  return `${process.platform} ${process.arch} ${cpu?.model ?? ''} x${availableParallelism()}`
}

export function hashOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}\0`).update(part)
  return hash.digest('hex')
}
