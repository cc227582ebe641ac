import { describe, expect, test } from 'vitest'
import { createGenerator, GRIDS } from '../../generator/generator.ts'
import { goldenSeed, goldenSeeds } from '../../generator/golden-seeds.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import { readMesh } from './mesh.ts'

const MEGABYTE = 1_000_000
// The first of the golden sequence whose first attempt leaves a speck at grid 64.
const RETRIED_INDEX = 3805

const VERSION = 'piwa-procedural@1'
const module = await loadGeneratorModule(VERSION)
const [first, second] = [goldenSeed(0), goldenSeed(1)]

describe('the generator', () => {
  test('gives the same asset after another one', () => {
    const generator = createGenerator(VERSION, module, 64)
    const before = generator.generate(first)
    generator.generate(second)
    expect(generator.generate(first)).toEqual(before)
  })

  test('gives a copy that later assets leave alone', () => {
    const generator = createGenerator(VERSION, module, 32)
    const { glb } = generator.generate(first)
    const kept = glb.slice()
    generator.generate(second)
    expect(glb).toEqual(kept)
  })

  test('takes every byte of the seed', () => {
    const generator = createGenerator(VERSION, module, 32)
    const base = generator.generate(first)
    for (let byte = 0; byte < 16; byte += 1) {
      const seed = Uint8Array.from(first, (value, at) => (at === byte ? value ^ 0x80 : value))
      const other = generator.generate(seed)
      expect(other.facts.descriptor + other.facts.caption).not.toBe(
        base.facts.descriptor + base.facts.caption,
      )
    }
  })

  test('tries a rejected seed again and says which attempt it took', () => {
    const asset = createGenerator(VERSION, module, 64).generate(goldenSeed(RETRIED_INDEX))
    expect(asset.facts.attempt).toBe(1)
    expect(readMesh(asset.glb).json.asset.extras.attempt).toBe(1)
  })

  test('writes seed, attempt, family and grid into the asset', () => {
    const { glb, facts } = createGenerator(VERSION, module, 64).generate(first)
    expect(readMesh(glb).json.asset).toEqual({
      version: '2.0',
      generator: 'piwa-procedural/1',
      extras: {
        seed: Buffer.from(first).toString('hex'),
        attempt: facts.attempt,
        family: facts.family,
        grid: 64,
      },
    })
  })

  test('states counts that the mesh has', () => {
    const generator = createGenerator(VERSION, module, 64)
    for (const seed of goldenSeeds(20)) {
      const { glb, facts } = generator.generate(seed)
      const { vertices, indices } = readMesh(glb)
      expect({ vertices, triangles: indices.length / 3 }).toEqual({
        vertices: facts.vertices,
        triangles: facts.triangles,
      })
    }
  })

  test('describes every asset in 88 bytes and a sentence', () => {
    const generator = createGenerator(VERSION, module, 32)
    for (const seed of goldenSeeds(100)) {
      const { descriptor, caption, parts } = generator.generate(seed).facts
      expect(descriptor).toMatch(/^[0-9a-f]{176}$/)
      expect(caption).toMatch(/^an? [a-z0-9 ,;-]+[a-z]$/)
      expect(parts).toBeGreaterThan(0)
    }
  })

  test('makes every family', () => {
    const generator = createGenerator(VERSION, module, 32)
    const families = new Set(goldenSeeds(256).map((seed) => generator.generate(seed).facts.family))
    expect([...families].sort()).toEqual(
      'creature csg furniture gear mirrored radial tower tree vessel'.split(' '),
    )
  })

  test('refuses a seed that is not 16 bytes', () => {
    const generator = createGenerator(VERSION, module, 32)
    expect(() => generator.generate(first.subarray(1))).toThrow(RangeError)
  })

  test('refuses a grid that is not offered', () => {
    expect(() => createGenerator(VERSION, module, 48)).toThrow(RangeError)
  })

  test('stays under 64 MB at every grid', () => {
    for (const grid of GRIDS) {
      expect(createGenerator(VERSION, module, grid).memoryBytes).toBeLessThan(64 * MEGABYTE)
    }
  })
})
