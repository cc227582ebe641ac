import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { constants, gzipSync } from 'node:zlib'
import { versionOf } from '../versions.ts'
import { assertExactPtx } from './ptx-exactness.ts'
import {
  CUDA_GENERATOR,
  KERNEL_ENTRIES,
  NVCC_FLAGS,
  type PtxRecord,
  ptxPath,
  recordPath,
  sourceHash,
} from './ptx-file.ts'
import { parseModule } from './ptx-module.ts'

const run = promisify(execFile)
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024

/** From the first that knows compute_75, with the driver of CUDA 10, to what nvcc 13 writes. */
const PTX_VERSIONS = ['6.3', '6.5', '7.0', '7.8', '8.0', '8.3', '8.8', '9.0']

/** Names of variables hold a hash of the folder they were compiled in. */
const FOLDER_HASH = /_INTERNAL_[0-9a-f]+_\d+_kernel_cu_[0-9a-f]+/g
/** Says which bytes of a load are used: a hint alone, and all that needs a recent PTX version. */
const USED_BYTES = /^\s*\.pragma "used_bytes_mask [^"]*";\n/gm

/** The PTX as nvcc writes it, with the same names and hints wherever it is built. */
export async function compilePtx(flags: readonly string[] = NVCC_FLAGS): Promise<string> {
  const draft = await mkdtemp(join(tmpdir(), 'piwa-ptx-'))
  try {
    const output = join(draft, 'kernel.ptx')
    const core = join(import.meta.dirname, '..', `v${versionOf(CUDA_GENERATOR)}`)
    const source = join(import.meta.dirname, 'kernel.cu')
    await run('nvcc', [...flags, `-I${core}`, '-ptx', '-o', output, source])
    const text = await readFile(output, 'utf8')
    return text.replaceAll(FOLDER_HASH, 'kernel_cu').replaceAll(USED_BYTES, '')
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

const withVersion = (ptx: string, version: string): string =>
  ptx.replace(/^\.version .*$/m, `.version ${version}`)

async function assemble(ptx: string): Promise<Buffer> {
  const draft = await mkdtemp(join(tmpdir(), 'piwa-ptx-'))
  try {
    const path = join(draft, 'kernel.ptx')
    const output = join(draft, 'kernel.cubin')
    await writeFile(path, ptx)
    const options = { maxBuffer: OUTPUT_BYTES_MAX }
    await run('ptxas', ['-arch=sm_75', '-o', output, path], options)
    return await readFile(output)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** The oldest PTX version that gives the same machine code: older drivers load it, too. */
async function withOldestVersion(ptx: string): Promise<string> {
  const expected = await assemble(ptx)
  for (const version of PTX_VERSIONS) {
    const candidate = withVersion(ptx, version)
    const found = await assemble(candidate).catch(() => undefined)
    if (found?.equals(expected)) return candidate
  }
  return ptx
}

async function nvccVersion(): Promise<string> {
  const { stdout } = await run('nvcc', ['--version'])
  const version = /release .*, V(?<version>[\d.]+)/.exec(stdout)?.groups?.version
  if (version === undefined) throw new Error(`nvcc --version says ${stdout}`)
  return version
}

async function build(): Promise<PtxRecord> {
  const sources = await sourceHash()
  const ptx = await withOldestVersion(await compilePtx())
  if (sources !== (await sourceHash())) throw new Error('The sources changed while they compiled')
  const module = parseModule(ptx)
  assertExactPtx(module)
  const entries = module.functions.filter(({ isEntry }) => isEntry).map(({ name }) => name)
  const missing = KERNEL_ENTRIES.filter((name) => !entries.includes(name))
  if (missing.length > 0) throw new Error(`The PTX lacks ${missing.join(', ')}`)
  const record: PtxRecord = {
    generator: CUDA_GENERATOR,
    sources,
    ptx: createHash('sha256').update(ptx).digest('hex'),
    nvcc: await nvccVersion(),
    ptxVersion: module.version,
    target: module.target,
    entries,
  }
  await writeFile(ptxPath, gzipSync(ptx, { level: constants.Z_BEST_COMPRESSION }))
  await writeFile(recordPath, `${JSON.stringify(record, null, 2)}\n`)
  return record
}

if (process.argv[1] === import.meta.filename) console.info(await build())
