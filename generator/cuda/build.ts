import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { constants, gzipSync } from 'node:zlib'
import { versionOf } from '../versions.ts'
import { assertExactPtx } from './ptx-exactness.ts'
import {
  CUDA_GENERATOR,
  hashOfSources,
  KERNEL_ENTRIES,
  type KernelSources,
  NVCC_FLAGS,
  type PtxRecord,
  ptxPath,
  readKernelSources,
  recordPath,
} from './ptx-file.ts'
import { parseModule } from './ptx-module.ts'
import { translatePtx } from './ptx-to-cpp.ts'

const run = promisify(execFile)

/**
 * The first version that knows compute_75, of CUDA 10: nvcc declares its own, which only a driver as
 * new would load. The translator knows no instruction that came later, and figures.ts assembles it.
 */
const PTX_VERSION = '6.3'

/** Names of variables hold a hash of the folder they were compiled in. */
const FOLDER_HASH = /_INTERNAL_[0-9a-f]+_\d+_kernel_cu_[0-9a-f]+/g
/** Says which bytes of a load are used: a hint alone, and all that needs a recent PTX version. */
const USED_BYTES = /^\s*\.pragma "used_bytes_mask [^"]*";\n/gm

async function inDraftFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'piwa-ptx-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The PTX as nvcc writes it, with the same names and hints wherever it is built. */
export function compilePtx(
  sources: KernelSources,
  flags: readonly string[] = NVCC_FLAGS,
): Promise<string> {
  return inDraftFolder(async (folder) => {
    for (const [path, content] of sources) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), content)
    }
    const core = `-I${join(folder, `v${versionOf(CUDA_GENERATOR)}`)}`
    const output = join(folder, 'kernel.ptx')
    await run('nvcc', [...flags, core, '-ptx', '-o', output, join(folder, 'cuda/kernel.cu')])
    const text = await readFile(output, 'utf8')
    return text
      .replaceAll(FOLDER_HASH, 'kernel_cu')
      .replaceAll(USED_BYTES, '')
      .replace(/^\.version .*$/m, `.version ${PTX_VERSION}`)
  })
}

async function nvccVersion(): Promise<string> {
  const { stdout } = await run('nvcc', ['--version'])
  const version = /release .*, V(?<version>[\d.]+)/.exec(stdout)?.groups?.version
  if (version === undefined) throw new Error(`nvcc --version says ${stdout}`)
  return version
}

async function build(): Promise<PtxRecord> {
  const sources = await readKernelSources()
  const ptx = await compilePtx(sources)
  const module = parseModule(ptx)
  assertExactPtx(module)
  translatePtx(ptx, 1)
  const entries = module.functions.filter(({ isEntry }) => isEntry).map(({ name }) => name)
  const missing = KERNEL_ENTRIES.filter((name) => !entries.includes(name))
  if (missing.length > 0) throw new Error(`The PTX lacks ${missing.join(', ')}`)
  const record: PtxRecord = {
    generator: CUDA_GENERATOR,
    sources: hashOfSources(sources),
    ptx: createHash('sha256').update(ptx).digest('hex'),
    nvcc: await nvccVersion(),
    ptxVersion: module.version,
    target: module.target,
    entries,
  }
  await writeFile(ptxPath, gzipSync(ptx, { level: constants.Z_BEST_COMPRESSION }))
  await writeFile(recordPath, recordText(record))
  return record
}

/** One line a field, as the formatter wants it. */
function recordText(record: PtxRecord): string {
  const text = JSON.stringify(record, null, 2)
  return `${text.replaceAll(/\[\s+(?<listed>[^\]]*?)\s+\]/g, (_, listed: string) => `[${listed.split(/,\s+/).join(', ')}]`)}\n`
}

if (process.argv[1] === import.meta.filename) console.info(await build())
