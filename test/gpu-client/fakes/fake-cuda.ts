import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { type GeneratorId, versionOf } from '../../../generator/versions.ts'
import { hashOf } from '../../../gpu-client/backend/native-compiler.ts'

const run = promisify(execFile)
const GENERATOR = join(import.meta.dirname, '../../../generator')
const FLAGS = [
  ...[
    '-std=c++20',
    '-O1',
    '-ffp-contract=off',
    '-fno-math-errno',
    '-Wno-psabi',
    '-shared',
    '-fPIC',
  ],
  ...['-march=native', '-DPIWA_LANES=8', '-pthread'],
]

export interface FakeCuda {
  /** Path of the library that stands for libcuda.so.1. */
  readonly driver: string
  /** Path of what stands for the kernel. */
  readonly ptx: string
}

export function hasCompiler(): boolean {
  const found = spawnSync('g++', ['--version']).status === 0
  if (!found) console.warn('SKIPPED: no g++, so there is no fake CUDA driver to test against')
  return found
}

/** A CUDA driver whose kernels are the core of one version; compiled once per state of the sources. */
export async function buildFakeCuda(generator: GeneratorId): Promise<FakeCuda> {
  const version = versionOf(generator)
  const source = join(import.meta.dirname, 'fake-cuda.cpp')
  const own = await readFolder(import.meta.dirname)
  const folders = [join(GENERATOR, 'exact'), join(GENERATOR, `v${version}`)]
  const contents = (await Promise.all(folders.map(readFolder))).flat()
  const key = hashOf([...FLAGS, await readFile(source), ...own, ...contents]).slice(0, 32)
  const folder = join(tmpdir(), `piwa-fake-cuda-${key}`)
  const fake = { driver: join(folder, 'libfake.so'), ptx: join(folder, 'kernel.ptx.gz') }
  if (existsSync(fake.driver)) return fake
  await mkdir(folder, { recursive: true })
  await writeFile(fake.ptx, gzipSync('.version 9.0\n.target sm_75\n.address_size 64\n'))
  const draft = `${fake.driver}.${process.pid}`
  const include = [`-I${join(GENERATOR, `v${version}`)}`, `-I${GENERATOR}`]
  await run('g++', [...FLAGS, `-DPIWA_VERSION=${version}`, ...include, '-o', draft, source])
  await rename(draft, fake.driver)
  return fake
}

async function readFolder(folder: string): Promise<Uint8Array[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.hpp')).sort()
  return Promise.all(names.map((name) => readFile(join(folder, name))))
}

/** Sets what the fake driver reads from the environment, for the children that `work` starts. */
export async function withFakeCuda<T>(
  settings: Readonly<Record<string, string | number>>,
  work: () => Promise<T>,
): Promise<T> {
  const names = Object.keys(settings).map((name) => `FAKE_CUDA_${name}`)
  for (const [name, value] of Object.entries(settings)) {
    process.env[`FAKE_CUDA_${name}`] = String(value)
  }
  try {
    return await work()
  } finally {
    for (const name of names) delete process.env[name]
  }
}

/** Lines of the fake driver's log without the process id, by process. */
export async function readFakeLog(path: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const lines = new Map<string, string[]>()
  for (const line of (await readFile(path, 'utf8')).trimEnd().split('\n')) {
    const [pid = '', ...words] = line.split(' ')
    lines.set(pid, [...(lines.get(pid) ?? []), words.join(' ')])
  }
  return lines
}
