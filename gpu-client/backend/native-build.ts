import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { access, chmod, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type GeneratorId, versionOf } from '../../generator/versions.ts'
import { BackendLost } from './child-lost.ts'
import { type Compiler, compilerFlags, hashOf, machineName } from './native-compiler.ts'

const run = promisify(execFile)
const COMPILE_TIMEOUT_MS = 600_000
const MESSAGE_BYTES_MAX = 1_000

/** The sources lie in the repository, or beside the bundle. */
export const GENERATOR_FOLDER = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../generator/' : './generator/', import.meta.url),
)

export interface NativeBuild {
  readonly generator: GeneratorId
  readonly compiler: Compiler
  /** Where compiled programs are kept. */
  readonly cache: string
  /** Called when there is something to compile, which takes up to a minute. */
  readonly compiling: () => void
}

/** Path of the compiled child of one version; compiles it when no current one is kept. Throws BackendLost. */
export async function buildNativeChild(build: NativeBuild, signal: AbortSignal): Promise<string> {
  const { generator, compiler, cache } = build
  const flags = compilerFlags()
  const sources = await readSources(generator)
  const key = hashOf([compiler.version, machineName(), ...flags, ...sources])
  const program = join(cache, `${programPrefix(generator)}${key.slice(0, 32)}`)
  if (await exists(program)) return program
  build.compiling()
  await mkdir(cache, { recursive: true, mode: 0o700 })
  await compile(build, flags, program, signal)
  await removeOthers(program, generator, cache)
  return program
}

/** Programs of other sources, and what a killed client left of one. A home has one client. */
async function removeOthers(program: string, generator: GeneratorId, cache: string): Promise<void> {
  const prefix = programPrefix(generator)
  const names = (await readdir(cache)).filter((name) => name.startsWith(prefix))
  const others = names.map((name) => join(cache, name)).filter((path) => path !== program)
  await Promise.all(others.map((path) => rm(path, { force: true })))
}

const programPrefix = (generator: GeneratorId): string => `${generator.replace('@', '-')}-`

const sourceFolders = (generator: GeneratorId): readonly string[] => [
  ...['native', 'exact', `v${versionOf(generator)}`],
]

/** Names and contents of all that may be compiled in. */
async function readSources(generator: GeneratorId): Promise<(string | Uint8Array)[]> {
  try {
    const folders = sourceFolders(generator).map((name) => join(GENERATOR_FOLDER, name))
    return (await Promise.all(folders.map(readFolder))).flat()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new BackendLost('NO_SOURCES', { reason })
  }
}

async function readFolder(folder: string): Promise<(string | Uint8Array)[]> {
  const names = (await readdir(folder)).filter((name) => /\.[ch]pp$/.test(name)).sort()
  const files = names.map(async (name) => [name, await readFile(join(folder, name))])
  return (await Promise.all(files)).flat()
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch {
    return false
  }
}

async function compile(
  { generator, compiler }: NativeBuild,
  flags: readonly string[],
  program: string,
  signal: AbortSignal,
): Promise<void> {
  // Clients may build side by side: each renames a file of its own into place.
  const draft = `${program}.${randomUUID()}.part`
  const version = versionOf(generator)
  const include = join(GENERATOR_FOLDER, `v${version}`)
  const source = join(GENERATOR_FOLDER, 'native', 'serve.cpp')
  try {
    const args = [...flags, `-DPIWA_VERSION=${version}`, `-I${include}`, '-o', draft, source]
    await run(compiler.command, args, { timeout: COMPILE_TIMEOUT_MS, signal })
    await chmod(draft, 0o700)
    await rename(draft, program)
  } catch (error) {
    await rm(draft, { force: true })
    signal.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    const context = { compiler: compiler.name, reason: reason.slice(0, MESSAGE_BYTES_MAX) }
    throw new BackendLost('NATIVE_DOES_NOT_COMPILE', context)
  }
}
