import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGenerator, type Generator } from '../../generator/generator.ts'
import { goldenSeeds } from '../../generator/golden-seeds.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import { LATEST_GENERATOR, rendersViews } from '../../generator/versions.ts'
import type { Backend } from '../../gpu-client/backend/backend.ts'
import { buildNativeChild } from '../../gpu-client/backend/native-build.ts'
import { compilerFlags, findCompiler } from '../../gpu-client/backend/native-compiler.ts'
import { openNativePool } from '../../gpu-client/backend/native-pool.ts'
import { assertReproduces } from '../../gpu-client/backend/self-test.ts'
import { hasCompiler } from './fakes/fake-cuda.ts'
import { inFolder, NEVER } from './fakes/node.ts'

const run = promisify(execFile)

describe.skipIf(!hasCompiler())('native code', () => {
  let wasm: Generator
  let program: string
  let pool: Backend
  let compiled = 0
  let leave: () => void
  let left: Promise<void>
  let cache: string

  const build = async () =>
    buildNativeChild(
      {
        ...{ generator: LATEST_GENERATOR, compiler: await findCompiler(), cache },
        compiling: () => {
          compiled += 1
        },
      },
      NEVER,
    )
  beforeAll(async () => {
    const ready = Promise.withResolvers<void>()
    const done = Promise.withResolvers<void>()
    leave = done.resolve
    left = inFolder(async (folder) => {
      cache = join(folder, 'native')
      ready.resolve()
      await done.promise
    })
    await ready.promise
    const module = await loadGeneratorModule(LATEST_GENERATOR)
    wasm = createGenerator(LATEST_GENERATOR, module, 64)
    program = await build()
    const died = (reason: string): never => {
      throw new Error(reason)
    }
    pool = await openNativePool({ program, threads: 2, died }, NEVER)
  }, 300_000)
  afterAll(async () => {
    await pool.close()
    leave()
    await left
  })

  const requestOf = (assetSeed: Uint8Array, views?: { count: number; size: number }) => ({
    ...{ generator: LATEST_GENERATOR, assetSeed, grid: 64, views },
  })

  test('reproduces the golden assets', async () => {
    await assertReproduces(pool, NEVER)
  })

  test('gives what WASM gives, on every grid', async () => {
    const module = await loadGeneratorModule(LATEST_GENERATOR)
    for (const grid of [32, 64, 128]) {
      const core = createGenerator(LATEST_GENERATOR, module, grid)
      const seeds = goldenSeeds(4)
      const made = await Promise.all(
        seeds.map((seed) => pool.generate({ ...requestOf(seed), grid }, NEVER)),
      )
      for (const [index, seed] of seeds.entries()) {
        const { glb, facts } = core.generate(seed)
        expect(Buffer.compare(made[index]?.glb ?? Buffer.alloc(0), glb)).toBe(0)
        expect(made[index]?.facts).toEqual(facts)
        expect(made[index]?.sha256).toBe(createHash('sha256').update(glb).digest('hex'))
      }
    }
  })

  test.skipIf(!rendersViews(LATEST_GENERATOR))('renders the views that WASM renders', async () => {
    const seeds = goldenSeeds(3)
    for (const views of [
      { count: 3, size: 64 },
      { count: 2, size: 128 },
    ]) {
      const made = await Promise.all(
        seeds.map((seed) => pool.generate(requestOf(seed, views), NEVER)),
      )
      for (const [index, seed] of seeds.entries()) {
        wasm.generate(seed)
        expect(made[index]?.views).toEqual(wasm.views(views))
      }
    }
  })

  test('passes over a grid or views that it does not make, and goes on', async () => {
    const [seed = new Uint8Array(16)] = goldenSeeds(1)
    await expect(pool.generate({ ...requestOf(seed), grid: 7 }, NEVER)).rejects.toMatchObject({
      code: 'GENERATOR_FAILED',
    })
    const odd = requestOf(seed, { count: 1, size: 65 })
    await expect(pool.generate(odd, NEVER)).rejects.toMatchObject({ code: 'GENERATOR_FAILED' })
    expect((await pool.generate(requestOf(seed), NEVER)).glb.length).toBeGreaterThan(1_000)
  })

  test('is compiled once', async () => {
    expect(compiled).toBe(1)
    expect(await build()).toBe(program)
    expect(compiled).toBe(1)
  })

  test('leaves nothing of older sources or of a killed compiler behind', async () => {
    const name = basename(program)
    const old = `${name.slice(0, -8)}00000000`
    const [part, other] = [`${old}.part`, `piwa-procedural-9-${name.slice(-32)}`]
    await Promise.all([old, part, other].map((each) => writeFile(join(cache, each), '')))
    await rm(program)
    await build()
    expect((await readdir(cache)).sort()).toEqual([name, other].sort())
  })

  test('is kept where only its owner can change it', async () => {
    expect((await stat(program)).mode & 0o077).toBe(0)
    expect((await stat(cache)).mode & 0o077).toBe(0)
  })

  test('ends by itself when the daemon is gone, and at once on what is no request', async () => {
    const ended = run(program)
    ended.child.stdin?.end()
    await expect(ended).resolves.toMatchObject({ stderr: '' })
    const confused = run(program)
    confused.child.stdin?.end(Buffer.alloc(64, 0xff))
    await expect(confused).rejects.toMatchObject({ code: 1, stderr: 'not a request\n' })
  })
})

test('a compiler that is not there is not found', async () => {
  await expect(findCompiler('/nowhere/g++')).rejects.toMatchObject({
    ...{ name: 'BackendLost', code: 'NO_COMPILER', context: { tried: '/nowhere/g++' } },
  })
})

test('native code keeps to the flags that exactness rests on', () => {
  for (const arch of ['x64', 'arm64']) {
    const flags = compilerFlags(arch)
    expect(flags).toContain('-ffp-contract=off')
    expect(flags).toContain('-fno-math-errno')
    expect(flags.some((flag) => flag.includes('fast-math'))).toBe(false)
  }
})
