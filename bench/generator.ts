import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGenerator, type Generator } from '../generator/generator.ts'
import { goldenSeeds } from '../generator/golden-seeds.ts'
import { buildNative, EXACT_FLAGS, hasCompiler, runNative } from '../generator/native/build.ts'
import { loadGeneratorModule } from '../generator/node-module.ts'
import { LATEST_GENERATOR } from '../generator/versions.ts'

const ROUNDS = 3
const MICROSECONDS = 1e6
const BYTES_PER_MEGABYTE = 1e6

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

async function nativeAssetsPerSecond(seeds: readonly Uint8Array[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'piwa-bench-'))
  try {
    const flags = ['-O3', '-march=native', '-DPIWA_LANES=8', ...EXACT_FLAGS]
    const program = await buildNative(LATEST_GENERATOR, join(folder, 'core'), flags)
    const rates = Array.from({ length: ROUNDS }, () => {
      const [line = ''] = runNative(program, ['bench', '64'], seeds)
      const { assets, cpuSeconds }: { assets: number; cpuSeconds: number } = JSON.parse(line)
      return assets / cpuSeconds
    })
    return Math.max(...rates)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Rates are per core; memory is the linear memory of one instance at grid 64. */
export async function run(): Promise<{ metrics: Record<string, number> }> {
  const module = await loadGeneratorModule(LATEST_GENERATOR)
  const seeds = goldenSeeds(256)
  const grid64 = createGenerator(LATEST_GENERATOR, module, 64)
  const grid128 = createGenerator(LATEST_GENERATOR, module, 128)
  const metrics: Record<string, number> = {
    wasmAssetsPerSecond: bestRate(grid64, seeds),
    wasmAssetsPerSecondGrid128: bestRate(grid128, seeds.slice(0, 64)),
    memoryMegabytes: grid64.memoryBytes / BYTES_PER_MEGABYTE,
    memoryMegabytesGrid128: grid128.memoryBytes / BYTES_PER_MEGABYTE,
    medianGlbBytes: median(seeds.map((seed) => grid64.generate(seed).glb.length)),
  }
  if (hasCompiler()) metrics.nativeAssetsPerSecond = await nativeAssetsPerSecond(seeds)
  return { metrics }
}
