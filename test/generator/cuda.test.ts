import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assertExactPtx } from '../../generator/cuda/ptx-exactness.ts'
import {
  CUDA_GENERATOR,
  hashOfSources,
  KERNEL_ENTRIES,
  ptxPath,
  readKernelSources,
  readPtxRecord,
  readPtxText,
} from '../../generator/cuda/ptx-file.ts'
import { parseModule } from '../../generator/cuda/ptx-module.ts'
import { buildPtxProgram } from '../../generator/cuda/ptx-program.ts'
import { createGenerator } from '../../generator/generator.ts'
import { goldenPath } from '../../generator/golden.ts'
import { goldenSeeds } from '../../generator/golden-seeds.ts'
import { hasCompiler, runNative } from '../../generator/native/build.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import type { WasmModule } from '../../generator/web-assembly.ts'

const COMPILE_TIMEOUT_MS = 400_000
const RUN_TIMEOUT_MS = 200_000
const VIEWS = { count: 3, size: 64 }

const noPtx = !existsSync(ptxPath)
const noCompiler = process.platform !== 'linux' || !hasCompiler()
if (noPtx) console.warn('SKIPPED: no PTX here, so nothing is known of the device')
else if (noCompiler) console.warn('SKIPPED: no g++ on Linux here, so the PTX is not run')

const golden = JSON.parse(await readFile(goldenPath(CUDA_GENERATOR), 'utf8')) as {
  grids: Record<string, string[]>
}

function goldenLines(grid: number, count: number): string[] {
  return golden.grids[String(grid)]?.slice(0, count) ?? []
}

const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

describe.skipIf(noPtx)('the checked-in PTX', () => {
  test('is built from the sources as they are: else run `node generator/cuda/build.ts`', async () => {
    const record = await readPtxRecord()
    const ptx = await readPtxText()
    expect(record.ptx).toBe(createHash('sha256').update(ptx).digest('hex'))
    expect(record.sources).toBe(hashOfSources(await readKernelSources()))
  })

  test('rounds every float to nearest and fuses none', async () => {
    const ptx = await readPtxText()
    const module = parseModule(ptx)
    expect(module.functions.map(({ name }) => name)).toEqual(
      expect.arrayContaining([...KERNEL_ENTRIES]),
    )
    assertExactPtx(module)
  })

  test.each([
    'fma.rn.f32 %f1, %f2, %f3, %f4',
    'add.f32 %f1, %f2, %f3',
    'add.ftz.rn.f32 %f1, %f2, %f3',
    'div.approx.f32 %f1, %f2, %f3',
    'mul.rz.f32 %f1, %f2, %f3',
    'red.global.add.f32 [%rd1], %f2',
  ])('would be refused with %s', (instruction) => {
    const head = '.version 6.3 .target sm_75 .address_size 64 .visible .entry kernel()'
    const exact = parseModule(`${head} { add.rn.f32 %f1, %f2, %f3; ret; }`)
    expect(() => assertExactPtx(exact)).not.toThrow()
    const wrong = parseModule(`${head} { ${instruction}; ret; }`)
    expect(() => assertExactPtx(wrong)).toThrow(instruction)
  })
})

describe.skipIf(noPtx || noCompiler)('the PTX on a CPU', () => {
  let folder = ''
  let program = ''
  let module: WasmModule
  beforeAll(async () => {
    module = await loadGeneratorModule(CUDA_GENERATOR)
    folder = await mkdtemp(join(tmpdir(), 'piwa-ptx-'))
    program = await buildPtxProgram(await readPtxText(), folder)
  }, COMPILE_TIMEOUT_MS)
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  /** The program prints an asset when its launch is done, so in another order. */
  function run(count: number, ...settings: readonly (number | string)[]): string[] {
    return runNative(program, ['hash', ...settings.map(String)], goldenSeeds(count)).sort()
  }

  test.each([
    { grid: 64, seeds: 64, threads: 1 },
    { grid: 64, seeds: 16, threads: 256 },
    { grid: 128, seeds: 6, threads: 33 },
  ])(
    'meets $seeds golden hashes at grid $grid with $threads threads',
    (setup) => {
      const { grid, seeds, threads } = setup
      expect(run(seeds, grid, threads)).toEqual([...goldenLines(grid, seeds)].sort())
    },
    RUN_TIMEOUT_MS,
  )

  test(
    'renders the views that WASM renders',
    async () => {
      const generator = createGenerator(CUDA_GENERATOR, module, 64)
      const expected = goldenSeeds(3).map((seed, index) => {
        generator.generate(seed)
        const digests = generator.views(VIEWS).map(({ planes }) => sha256(planes))
        return `${goldenLines(64, 3)[index]} ${sha256(...digests).toString('hex')}`
      })
      expect(run(3, 64, 16, VIEWS.count, VIEWS.size)).toEqual(expected.sort())
    },
    RUN_TIMEOUT_MS,
  )

  test(
    'misses golden hashes once some products and sums are rounded together',
    () => {
      const found = run(64, 64, 1, 'fused')
      const expected = [...goldenLines(64, 64)].sort()
      expect(found).toHaveLength(64)
      expect(found.filter((line) => !expected.includes(line)).length).toBeGreaterThan(0)
    },
    RUN_TIMEOUT_MS,
  )

  test('refuses a grid and a size of views that the core has not', () => {
    for (const wrong of [['48'], ['64', '1', '1', '100']]) {
      expect(spawnSync(program, ['hash', ...wrong], { input: '' }).status).toBe(2)
    }
  })
})
