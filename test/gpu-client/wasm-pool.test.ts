import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromHex } from '../../domain/bytes.ts'
import { createGenerator } from '../../generator/generator.ts'
import { goldenPath } from '../../generator/golden.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import { type GeneratorId, LATEST_GENERATOR } from '../../generator/versions.ts'
import type { Backend, GenerationRequest } from '../../gpu-client/backend/backend.ts'
import { loadGeneratorModules } from '../../gpu-client/backend/generator-modules.ts'
import { GOLDEN_ASSETS } from '../../gpu-client/backend/golden.ts'
import { assertReproduces } from '../../gpu-client/backend/self-test.ts'
import { createWasmPool } from '../../gpu-client/backend/wasm-pool.ts'
import { createFakeBackend } from './fakes/backend.ts'
import { NEVER } from './fakes/node.ts'

let pool: Backend
let module: Awaited<ReturnType<typeof loadGeneratorModule>>
beforeAll(async () => {
  module = await loadGeneratorModule(LATEST_GENERATOR)
  pool = createWasmPool(await loadGeneratorModules(), 2)
})
afterAll(() => pool.close())

const seedOf = (text: string): Uint8Array =>
  new Uint8Array(createHash('sha256').update(text).digest()).slice(0, 16)

const requestOf = (
  assetSeed: Uint8Array,
  generator: GeneratorId = LATEST_GENERATOR,
): GenerationRequest => ({ generator, assetSeed, grid: 64, views: undefined })

describe('the pool', () => {
  test('reproduces the golden assets', async () => {
    expect(GOLDEN_ASSETS).toHaveLength(64)
    await assertReproduces(pool, NEVER)
  })

  test('gives what one generator alone gives, however many it works on', async () => {
    const generator = createGenerator(LATEST_GENERATOR, module, 64)
    const seeds = Array.from({ length: 12 }, (_, i) => seedOf(`asset ${i}`))
    const made = await Promise.all(
      seeds.map((assetSeed) => pool.generate(requestOf(assetSeed), NEVER)),
    )
    for (const [i, { glb, facts, sha256 }] of made.entries()) {
      const alone = generator.generate(seeds[i] ?? new Uint8Array(16))
      expect(Buffer.compare(glb, alone.glb)).toBe(0)
      expect(facts).toEqual(alone.facts)
      expect(sha256).toBe(createHash('sha256').update(alone.glb).digest('hex'))
    }
  })

  test('gives up on an asset that fails twice, and goes on with the next', async () => {
    const broken = pool.generate(requestOf(new Uint8Array(3)), NEVER)
    await expect(broken).rejects.toMatchObject({
      ...{ name: 'ClientFault', code: 'GENERATOR_FAILED' },
    })
    const { glb } = await pool.generate(requestOf(seedOf('next')), NEVER)
    expect(glb.length).toBeGreaterThan(1_000)
  })

  test('stops waiting when told so', async () => {
    const stop = new AbortController()
    const waiting = Array.from({ length: 8 }, (_, i) =>
      pool.generate(requestOf(seedOf(`waiting ${i}`)), stop.signal),
    )
    stop.abort(new Error('stop'))
    const settled = await Promise.allSettled(waiting)
    expect(settled.every(({ status }) => status === 'rejected')).toBe(true)
    const { glb } = await pool.generate(requestOf(seedOf('after')), NEVER)
    expect(glb.length).toBeGreaterThan(1_000)
  })
})

describe('the self-test', () => {
  test('refuses a machine that makes other bytes', async () => {
    await expect(assertReproduces(createFakeBackend(), NEVER)).rejects.toMatchObject({
      code: 'GENERATOR_MISMATCH',
    })
  })

  test('is made with the golden hashes of the newest version', async () => {
    const { grids } = JSON.parse(await readFile(goldenPath(LATEST_GENERATOR), 'utf8'))
    const lines = GOLDEN_ASSETS.map(({ assetSeed, sha256 }) => `${assetSeed} ${sha256}`)
    expect(lines).toEqual(grids['64'].slice(0, 64).map((line: string) => line.slice(0, 97)))
  })

  test('names an asset that the operator can look up', async () => {
    const error = await assertReproduces(createFakeBackend(), NEVER).catch((thrown) => thrown)
    const seeds = GOLDEN_ASSETS.map(({ assetSeed }) => assetSeed)
    expect(seeds).toContain(error.context.assetSeed)
    expect(fromHex(error.context.assetSeed)).toHaveLength(16)
  })
})
