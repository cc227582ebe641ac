import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGenerator, type Generator } from '../generator/generator.ts'
import { goldenSeeds } from '../generator/golden-seeds.ts'
import { buildNative, EXACT_FLAGS, hasCompiler, runNative } from '../generator/native/build.ts'
import { loadGeneratorModule } from '../generator/node-module.ts'
import { type GeneratorId, LATEST_GENERATOR } from '../generator/versions.ts'
import {
  byFamily,
  type FamilyFigures,
  type PhaseSample,
  phaseMilliseconds,
} from './generator/split.ts'

const ROUNDS = 3
const SEEDS = 512
const MICROSECONDS = 1e6
const BYTES_PER_MEGABYTE = 1e6
const VIEW_SIZE = 256
const VIEW_COUNT = 16
const NATIVE_FLAGS = ['-O3', '-march=native', '-DPIWA_LANES=8', ...EXACT_FLAGS]
const FIRST_VERSION: GeneratorId = 'piwa-procedural@1'

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

/** Assets a second of processor time: what one core gives, however busy the machine is. */
function assetsPerSecond(generator: Generator, seeds: readonly Uint8Array[]): number {
  const start = process.cpuUsage()
  for (const seed of seeds) generator.generate(seed)
  const { user, system } = process.cpuUsage(start)
  return (seeds.length * MICROSECONDS) / (user + system)
}

/** The best of a few rounds, after one that warms the compiler up. */
function bestRate(generator: Generator, seeds: readonly Uint8Array[]): number {
  assetsPerSecond(generator, seeds)
  const rates = Array.from({ length: ROUNDS }, () => assetsPerSecond(generator, seeds))
  return Math.max(...rates)
}

async function generatorOf(id: GeneratorId, grid: number): Promise<Generator> {
  return createGenerator(id, await loadGeneratorModule(id), grid)
}

function nativeRate(program: string, seeds: readonly Uint8Array[]): number {
  const rates = Array.from({ length: ROUNDS }, () => {
    const [line = ''] = runNative(program, ['bench', '64'], seeds)
    const { assets, cpuSeconds }: { assets: number; cpuSeconds: number } = JSON.parse(line)
    return assets / cpuSeconds
  })
  return Math.max(...rates)
}

interface NativeFigures {
  readonly metrics: Record<string, number>
  readonly families: Record<string, FamilyFigures>
}

/** Rates of both versions in one run, and the split of the newer one by family and phase. */
async function nativeFigures(seeds: readonly Uint8Array[]): Promise<NativeFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'piwa-bench-'))
  const build = (id: GeneratorId, name: string, source?: 'phases-main.cpp') =>
    buildNative(id, join(folder, name), NATIVE_FLAGS, source)
  try {
    const [first, latest, phases] = await Promise.all([
      build(FIRST_VERSION, 'first'),
      build(LATEST_GENERATOR, 'latest'),
      build(LATEST_GENERATOR, 'phases', 'phases-main.cpp'),
    ])
    const samples = (count: number): PhaseSample[] => {
      const wanted = count > 0 ? seeds.slice(0, 64) : seeds
      const args = ['64', String(VIEW_SIZE), String(count)]
      return runNative(phases, args, wanted).map((line): PhaseSample => JSON.parse(line))
    }
    const split = samples(0)
    const { views = 0 } = phaseMilliseconds(samples(VIEW_COUNT))
    const native = nativeRate(latest, seeds)
    const metrics = {
      nativeAssetsPerSecond: native,
      nativeRatioToFirstVersion: native / nativeRate(first, seeds),
      nativeViewsMilliseconds: views,
      ...prefixed('nativeMilliseconds', phaseMilliseconds(split)),
    }
    return { metrics, families: byFamily(split) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function prefixed(
  prefix: string,
  values: Readonly<Record<string, number>>,
): Record<string, number> {
  const named = Object.entries(values).map(([key, value]) => [`${prefix}.${key}`, value])
  return Object.fromEntries(named)
}

/** Rates are per core; memory is the linear memory of one instance. */
export async function run(): Promise<{
  metrics: Record<string, number>
  families: Record<string, FamilyFigures>
}> {
  const seeds = goldenSeeds(SEEDS)
  const grid64 = await generatorOf(LATEST_GENERATOR, 64)
  const grid128 = await generatorOf(LATEST_GENERATOR, 128)
  const wasm = bestRate(grid64, seeds)
  const metrics: Record<string, number> = {
    wasmAssetsPerSecond: wasm,
    wasmRatioToFirstVersion: wasm / bestRate(await generatorOf(FIRST_VERSION, 64), seeds),
    wasmAssetsPerSecondGrid128: bestRate(grid128, seeds.slice(0, 32)),
    memoryMegabytes: grid64.memoryBytes / BYTES_PER_MEGABYTE,
    memoryMegabytesGrid128: grid128.memoryBytes / BYTES_PER_MEGABYTE,
    medianGlbBytes: median(seeds.map((seed) => grid64.generate(seed).glb.length)),
  }
  if (!hasCompiler()) return { metrics, families: {} }
  const native = await nativeFigures(seeds)
  return { metrics: { ...metrics, ...native.metrics }, families: native.families }
}
