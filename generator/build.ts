import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

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
} as const

const FILE_NAMES = {
  simd: 'piwa-procedural.wasm',
  scalar: 'piwa-procedural-scalar.wasm',
} as const

/** `simd` is the one that is shipped; `scalar` exists to prove that lanes do not show. */
export type Variant = keyof typeof VARIANT_FLAGS

type Sources = Record<string, Uint8Array>

const folder = import.meta.dirname
const buildFolder = join(folder, 'build')

async function readSources(): Promise<Sources> {
  const headers = (await readdir(join(folder, 'core'))).filter((name) => name.endsWith('.hpp'))
  const paths = ['wasm.cpp', ...headers.sort().map((name) => `core/${name}`)]
  const read = async (path: string) => [path, await readFile(join(folder, path))] as const
  return Object.fromEntries(await Promise.all(paths.map(read)))
}

async function compilerVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@yowasp/clang')
  const text = await readFile(join(dirname(entry), '..', 'package.json'), 'utf8')
  return String(JSON.parse(text).version)
}

async function sourceHash(sources: Sources, flags: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([await compilerVersion(), flags]))
  for (const [path, bytes] of Object.entries(sources)) {
    hash.update(`\0${path}\0${bytes.length}\0`).update(bytes)
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
  const keep = (bytes: Uint8Array | null) => {
    if (bytes !== null) messages.push(decoder.decode(bytes))
  }
  try {
    const files = await commands['clang++'](
      [...flags, '-o', 'out.wasm', 'wasm.cpp'],
      asTree(sources),
      {
        stderr: keep,
      },
    )
    const wasm = files?.['out.wasm']
    if (!(wasm instanceof Uint8Array)) throw new Error('The compiler gave no module')
    return wasm
  } catch (cause) {
    throw new Error(`The generator does not compile:\n${messages.join('')}`, { cause })
  }
}

/** The compiler takes folders as nested objects; the core is one folder deep. */
function asTree(sources: Sources): Record<string, Uint8Array | Sources> {
  const core: Sources = {}
  const tree: Record<string, Uint8Array | Sources> = { core }
  for (const [path, bytes] of Object.entries(sources)) {
    if (path.startsWith('core/')) core[basename(path)] = bytes
    else tree[path] = bytes
  }
  return tree
}

/**
 * Path of the WebAssembly build of the core. Compiles only when a source, a flag or the compiler
 * changed; otherwise the compiler is not even loaded.
 */
export async function buildGenerator(variant: Variant = 'simd'): Promise<string> {
  const path = join(buildFolder, FILE_NAMES[variant])
  const flags = [...COMMON_FLAGS, ...VARIANT_FLAGS[variant]]
  const sources = await readSources()
  const hash = await sourceHash(sources, flags)
  if (await isCurrent(path, hash)) return path

  await mkdir(buildFolder, { recursive: true })
  const wasm = await compile(sources, flags)
  await writeWhole(path, wasm)
  await writeWhole(`${path}.source-hash`, `${hash} ${sha256Hex(wasm)}\n`)
  return path
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.info(await buildGenerator())
}
