import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { moduleFileName, type Variant } from './module-name.ts'
import { GENERATOR_IDS, type GeneratorId, versionOf } from './versions.ts'

const COMMON_FLAGS = [
  '--target=wasm32-unknown-unknown',
  '-std=c++20',
  '-O3',
  '-nostdlib',
  '-ffreestanding',
  '-fno-exceptions',
  '-fno-rtti',
  '-ffp-contract=off',
  '-fno-math-errno',
  '-Wl,--no-entry',
  '-Wl,--strip-all',
  '-Wl,-z,stack-size=262144',
]

const VARIANT_FLAGS = {
  simd: ['-msimd128'],
  scalar: ['-DPIWA_FIELD=float'],
} as const satisfies Record<Variant, readonly string[]>

type Files = Record<string, Uint8Array>

/** A version is what it shares with the others and its own folder. */
interface Sources {
  readonly shared: Files
  readonly own: Files
}

const folder = import.meta.dirname
const buildFolder = join(folder, 'build')

async function readSources(generator: GeneratorId): Promise<Sources> {
  return {
    shared: await readFolder(join(folder, 'exact')),
    own: await readFolder(join(folder, `v${versionOf(generator)}`)),
  }
}

async function readFolder(path: string): Promise<Files> {
  const names = (await readdir(path)).filter((name) => /\.[ch]pp$/.test(name)).sort()
  const read = async (name: string) => [name, await readFile(join(path, name))] as const
  return Object.fromEntries(await Promise.all(names.map(read)))
}

async function compilerVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@yowasp/clang')
  const text = await readFile(join(dirname(entry), '..', 'package.json'), 'utf8')
  return String(JSON.parse(text).version)
}

async function sourceHash(sources: Sources, flags: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([await compilerVersion(), flags]))
  for (const [part, files] of Object.entries(sources)) {
    for (const [name, bytes] of Object.entries<Uint8Array>(files)) {
      hash.update(`\0${part}/${name}\0${bytes.length}\0`).update(bytes)
    }
  }
  return hash.digest('hex')
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The record beside the file: hash of what went in, hash of what came out. */
async function isCurrent(path: string, hash: string): Promise<boolean> {
  try {
    const record = await readFile(`${path}.source-hash`, 'utf8')
    return record === `${hash} ${sha256Hex(await readFile(path))}\n`
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** Builders may run side by side: each renames a file of its own into place. */
async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const draft = `${path}.${randomUUID()}.draft`
  await writeFile(draft, content)
  await rename(draft, path)
}

async function compile(sources: Sources, flags: readonly string[]): Promise<Uint8Array> {
  const { commands, runLLVM } = await import('@yowasp/clang')
  await runLLVM(undefined, {}, { fetchProgress: () => {} })
  const messages: string[] = []
  const decoder = new TextDecoder()
  const stderr = (bytes: Uint8Array | null) => {
    if (bytes !== null) messages.push(decoder.decode(bytes))
  }
  try {
    const args = [...flags, '-o', 'out.wasm', 'wasm.cpp']
    const files = await commands['clang++'](args, asTree(sources), { stderr })
    const wasm = files?.['out.wasm']
    if (!(wasm instanceof Uint8Array)) throw new Error('The compiler gave no module')
    return wasm
  } catch (error) {
    // The compiler's own error carries every source file; what it printed says all.
    throw new Error(`The generator does not compile:\n${messages.join('') || String(error)}`)
  }
}

/** The compiler's file system passes over `..` in a path, so `../exact` is found as `exact`. */
function asTree({ shared, own }: Sources): Record<string, Uint8Array | Files> {
  return { ...own, exact: shared }
}

/**
 * Path of the WebAssembly build of one version. Compiles only when a source, a flag or the compiler
 * changed; otherwise the compiler is not even loaded.
 */
export async function buildGenerator(
  generator: GeneratorId,
  variant: Variant = 'simd',
): Promise<string> {
  const path = join(buildFolder, moduleFileName(generator, variant))
  const flags = [...COMMON_FLAGS, ...VARIANT_FLAGS[variant]]
  const sources = await readSources(generator)
  const hash = await sourceHash(sources, flags)
  if (await isCurrent(path, hash)) return path

  await mkdir(buildFolder, { recursive: true })
  const wasm = await compile(sources, flags)
  await writeWhole(path, wasm)
  await writeWhole(`${path}.source-hash`, `${hash} ${sha256Hex(wasm)}\n`)
  return path
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const generator of GENERATOR_IDS) console.info(await buildGenerator(generator))
}
