import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CUDA_GENERATOR } from '../../generator/cuda/ptx-file.ts'
import { createGenerator } from '../../generator/generator.ts'
import { goldenLine } from '../../generator/golden.ts'
import { goldenSeeds } from '../../generator/golden-seeds.ts'
import { buildNative, EXACT_FLAGS, hasCompiler } from '../../generator/native/build.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'

const run = promisify(execFile)
const ROUNDS = 60
const GRID = 32
const SEEDS = 6
const COMPILE_TIMEOUT_MS = 400_000

const noCompiler = !hasCompiler()
const noThreadSanitizer = noCompiler || !links('-fsanitize=thread')
if (noCompiler) console.warn('SKIPPED: no g++ here, so executors are not compared')
else if (noThreadSanitizer)
  console.warn('SKIPPED: no ThreadSanitizer here, so no race is looked for')

function links(flag: string): boolean {
  const args = ['-x', 'c++', flag, '-o', '/dev/null', '-']
  return spawnSync('g++', args, { input: 'int main() {}' }).status === 0
}

const source = join(import.meta.dirname, '../../generator/native/executors-main.cpp')
const THREADS = ['-fsanitize=thread', '-g', '-O1', '-DPIWA_FIELD=float']
const THREAD_EXECUTOR = '-DPIWA_EXECUTOR=piwa::ThreadExecutor'

describe.skipIf(noCompiler)('executors', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'piwa-executors-'))
  })
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  async function linesOf(name: string, flags: readonly string[]): Promise<string[]> {
    const program = join(folder, name)
    const executor = `-DPIWA_EXECUTOR=piwa::${name}`
    await run('g++', ['-std=c++20', '-O1', executor, ...flags, '-o', program, source])
    const { status, stdout, stderr } = spawnSync(program, [String(ROUNDS)], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    return stdout.trimEnd().split('\n')
  }

  test('give the same sums, places and components in any order and in 16 threads', async () => {
    const expected = await linesOf('SerialExecutor', [])
    expect(new Set(expected).size).toBe(ROUNDS)
    expect(await linesOf('ShuffleExecutor', [])).toEqual(expected)
    const watched = noThreadSanitizer ? [] : ['-fsanitize=thread', '-g']
    expect(await linesOf('ThreadExecutor', watched)).toEqual(expected)
  })

  test.skipIf(noThreadSanitizer)(
    '16 threads make the same assets as one, and no race is seen',
    { timeout: COMPILE_TIMEOUT_MS },
    async () => {
      const flags = [...THREADS, THREAD_EXECUTOR, ...EXACT_FLAGS]
      const program = await buildNative(CUDA_GENERATOR, join(folder, 'threads'), flags)
      const seeds = goldenSeeds(SEEDS)
      const input = seeds.map((seed) => `${Buffer.from(seed).toString('hex')}\n`).join('')
      const options = { input, encoding: 'utf8' } as const
      const { status, stdout, stderr } = spawnSync(program, ['hash', String(GRID)], options)
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      const generator = createGenerator(
        CUDA_GENERATOR,
        await loadGeneratorModule(CUDA_GENERATOR),
        GRID,
      )
      const expected = seeds.map((seed) => goldenLine(seed, generator.generate(seed)))
      expect(stdout.trimEnd().split('\n')).toEqual(expected)
    },
  )
})
