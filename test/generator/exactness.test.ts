import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGenerator } from '../../generator/generator.ts'
import { goldenLine } from '../../generator/golden.ts'
import { goldenSeeds } from '../../generator/golden-seeds.ts'
import {
  buildNative,
  EXACT_FLAGS,
  hasCompiler,
  hasFusedMultiplyAdd,
  runNative,
} from '../../generator/native/build.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import { GENERATOR_IDS, type GeneratorId } from '../../generator/versions.ts'

const noCompiler = !hasCompiler()
const noFusedMultiplyAdd = noCompiler || !hasFusedMultiplyAdd()
if (noCompiler) console.warn('SKIPPED: no g++ here, so native builds are not compared with WASM')
else if (noFusedMultiplyAdd) console.warn('SKIPPED: no FMA here, so there is no negative control')

const SCALAR = '-DPIWA_FIELD=float'
const SSE = process.arch === 'x64' ? ['-msse4.1'] : []
const BUILDS = [
  { name: 'g++ -O0, scalar', flags: ['-O0', SCALAR], seeds: 12 },
  { name: 'g++ -O2, four lanes', flags: ['-O2', ...SSE], seeds: 64 },
  {
    name: 'g++ -O3 for this machine, eight lanes',
    flags: ['-O3', '-march=native', '-DPIWA_LANES=8'],
    seeds: 64,
  },
  {
    name: 'g++ in shuffled order from an arena full of other bytes',
    flags: ['-O2', SCALAR, '-DPIWA_EXECUTOR=piwa::ShuffleExecutor', '-DPIWA_ARENA_FILL=0x5A'],
    seeds: 32,
  },
]

/** Lines of the golden seeds by grid, as the build with vectors gives them. */
async function linesOf(id: GeneratorId): Promise<(grid: number, count: number) => string[]> {
  const module = await loadGeneratorModule(id)
  const lines = new Map(
    [32, 64, 128].map((grid) => {
      const generator = createGenerator(id, module, grid)
      return [grid, goldenSeeds(64).map((seed) => goldenLine(seed, generator.generate(seed)))]
    }),
  )
  return (grid, count) => lines.get(grid)?.slice(0, count) ?? []
}

describe.each(GENERATOR_IDS)('%s', async (id) => {
  const expectedLines = await linesOf(id)
  const scalarModule = await loadGeneratorModule(id, 'scalar')

  test.each([32, 64])('is the same without vectors at grid %i', (grid) => {
    const generator = createGenerator(id, scalarModule, grid)
    const scalar = goldenSeeds(64).map((seed) => goldenLine(seed, generator.generate(seed)))
    expect(scalar).toEqual(expectedLines(grid, 64))
  })

  describe.skipIf(noCompiler)('in native builds', () => {
    let folder = ''
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'piwa-native-'))
    })
    afterAll(async () => {
      await rm(folder, { recursive: true, force: true })
    })

    test.each(BUILDS)('$name: same GLB and facts as WASM', async ({ name, flags, seeds }) => {
      const output = join(folder, name.replaceAll(/\W+/g, '-'))
      const program = await buildNative(id, output, [...flags, ...EXACT_FLAGS])
      for (const [grid, count] of [
        [32, seeds],
        [64, seeds],
        [128, Math.ceil(seeds / 8)],
      ] as const) {
        const found = runNative(program, ['hash', String(grid)], goldenSeeds(count))
        expect(found).toEqual(expectedLines(grid, count))
      }
    })

    test.skipIf(noFusedMultiplyAdd)('differs when multiply and add may fuse', async () => {
      const flags = ['-O3', '-march=native', '-ffp-contract=fast', '-fno-math-errno']
      const program = await buildNative(id, join(folder, 'fused'), flags)
      const found = runNative(program, ['hash', '64'], goldenSeeds(64))
      expect(found).toHaveLength(64)
      expect(found).not.toEqual(expectedLines(64, 64))
    })
  })
})
