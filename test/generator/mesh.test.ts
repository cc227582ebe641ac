import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { createGenerator } from '../../generator/generator.ts'
import { goldenSeeds } from '../../generator/golden-seeds.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import { readMesh, topologyOf } from './mesh.ts'

interface Validator {
  validateBytes(bytes: Uint8Array): Promise<{ issues: { messages: unknown[] } }>
}

const validator: Validator = createRequire(import.meta.url)('gltf-validator')
const SOUND = {
  degenerateTriangles: 0,
  openOrReversedEdges: 0,
  nonManifoldEdges: 0,
  unusedVertices: 0,
}
const SEEDS = 200

const VERSION = 'piwa-procedural@1'
const module = await loadGeneratorModule(VERSION)
const assets = new Map(
  [64, 128].map((grid) => {
    const generator = createGenerator(VERSION, module, grid)
    const seeds = goldenSeeds(grid === 64 ? SEEDS : 12)
    return [grid, seeds.map((seed) => generator.generate(seed).glb)]
  }),
)

describe.each([...assets])('meshes at grid %i', (_grid, glbs) => {
  test('are watertight and edge-manifold', () => {
    for (const [index, glb] of glbs.entries()) {
      expect(topologyOf(readMesh(glb)), `seed ${index}`).toEqual(SOUND)
    }
  })

  test('give the Khronos validator nothing to say', async () => {
    for (const [index, glb] of glbs.entries()) {
      const { issues } = await validator.validateBytes(glb)
      expect(issues.messages, `seed ${index}`).toEqual([])
    }
  })
})

describe('the topology check', () => {
  const tetrahedron = [0, 1, 2, 0, 3, 1, 1, 3, 2, 2, 3, 0]
  const check = (indices: number[]) =>
    topologyOf({ vertices: 4, indices: Uint16Array.from(indices), json: readJson })
  const readJson = {
    asset: { version: '', generator: '', extras: {} },
    accessors: [],
    bufferViews: [],
  }

  test('passes a tetrahedron', () => {
    expect(check(tetrahedron)).toEqual(SOUND)
  })

  test('sees a missing triangle', () => {
    expect(check(tetrahedron.slice(3)).openOrReversedEdges).toBe(3)
  })

  test('sees a reversed triangle', () => {
    expect(check([1, 0, 2, ...tetrahedron.slice(3)]).openOrReversedEdges).toBeGreaterThan(0)
  })

  test('sees a triangle that is there twice', () => {
    expect(check([...tetrahedron, 0, 1, 2]).nonManifoldEdges).toBeGreaterThan(0)
  })
})
