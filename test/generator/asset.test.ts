import { readFile } from 'node:fs/promises'
import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { boundsOf, readGeometry, weld } from '../../bench/quality/geometry.ts'
import { topologyOf } from '../../bench/quality/topology.ts'
import {
  type AssetFactsV2,
  createGenerator,
  type GeneratedAsset,
} from '../../generator/generator.ts'
import { goldenSeeds } from '../../generator/golden-seeds.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import { type Synset, synsetsPath, tagsOfFamilies } from '../../generator/synsets.ts'
import { readGltf, shortsOf } from './gltf.ts'

const VERSION = 'piwa-procedural@2'
const module = await loadGeneratorModule(VERSION)

function assetsAt(grid: number, count: number): (GeneratedAsset & { facts: AssetFactsV2 })[] {
  const generator = createGenerator(VERSION, module, grid)
  return goldenSeeds(count).map((seed) => {
    const { glb, facts } = generator.generate(seed)
    return { glb, facts: facts as AssetFactsV2 }
  })
}

const assets = assetsAt(64, 160)
const fine = assetsAt(128, 6)
const synsets: Record<string, Synset> = JSON.parse(await readFile(synsetsPath, 'utf8'))

describe('an asset', () => {
  test('fills the unit cube and stands on its floor', () => {
    for (const { glb, facts } of assets) {
      const { least, extent } = boundsOf(readGeometry(glb))
      expect(extent, facts.caption).toBeGreaterThan(65_530)
      expect(least[1], facts.caption).toBe(-32_767)
      expect(readGltf(glb).gltf.nodes[0]?.scale).toEqual([0.5, 0.5, 0.5])
    }
  })

  test('names the part of every vertex', () => {
    for (const { glb, facts } of assets) {
      const read = readGltf(glb)
      const [mesh] = read.gltf.meshes
      expect(mesh?.extras.parts).toEqual(facts.parts.map(({ name }) => name))
      for (const { attributes } of mesh?.primitives ?? []) {
        const parts = shortsOf(read, attributes._PART ?? -1)
        expect(Math.max(...parts)).toBeLessThan(facts.parts.length)
      }
    }
  })

  test('has a primitive and a material for each paint, and no metal but metal', () => {
    for (const { glb, facts } of assets) {
      const { gltf } = readGltf(glb)
      expect(gltf.meshes[0]?.primitives.map(({ material }) => material)).toEqual(
        gltf.materials.map((_, i) => i),
      )
      const known = new Set(facts.parts.map(({ material }) => material))
      for (const { name, pbrMetallicRoughness } of gltf.materials) {
        expect(known).toContain(name)
        // Painted metal reflects as its paint does.
        if (name !== 'metal') expect(pbrMetallicRoughness.metallicFactor).toBe(0)
      }
    }
  })

  test('is described in plain English and tagged with synsets of WordNet', () => {
    for (const { facts } of assets) {
      expect(facts.caption).toMatch(/^an? [a-z][A-Za-z0-9 ,'-]+$/)
      expect(facts.caption.length).toBeLessThan(400)
      expect(facts.tags.length).toBeGreaterThan(0)
      for (const tag of facts.tags) expect(Object.keys(synsets)).toContain(tag)
    }
  })
})

describe('the families', () => {
  test('are at least 24, and draw many different captions', () => {
    const generator = createGenerator(VERSION, module, 32)
    const facts = goldenSeeds(600).map((seed) => generator.generate(seed).facts)
    expect(new Set(facts.map(({ family }) => family)).size).toBeGreaterThanOrEqual(24)
    expect(new Set(facts.map(({ caption }) => caption)).size).toBeGreaterThan(500)
  })

  test('have every tag in the table of synsets, and no other is there', async () => {
    expect(await tagsOfFamilies()).toEqual(Object.keys(synsets))
  })
})

describe('a fine asset', () => {
  test('carries its colors in a texture that any PNG reader takes', () => {
    for (const { glb } of fine) {
      const { gltf, binary } = readGltf(glb)
      const view = gltf.bufferViews[gltf.images?.[0]?.bufferView ?? -1]
      expect(view).toBeDefined()
      const png = binary.subarray(
        view?.byteOffset,
        (view?.byteOffset ?? 0) + (view?.byteLength ?? 0),
      )
      expect(png.toString('latin1', 1, 4)).toBe('PNG')
      const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
      const data = png.subarray(41, 41 + png.readUInt32BE(33))
      // Checks the sum of Adler as well.
      expect(inflateSync(data)).toHaveLength(height * (1 + 3 * width))
      expect(gltf.materials.every((m) => m.pbrMetallicRoughness.baseColorTexture)).toBe(true)
    }
  })

  test('maps every corner of a triangle into one chart of the texture', () => {
    for (const { glb } of fine.slice(0, 2)) {
      const read = readGltf(glb)
      const attributes = read.gltf.meshes[0]?.primitives[0]?.attributes ?? {}
      const image = read.gltf.bufferViews[5]?.byteOffset ?? 0
      const [width, height] = [
        read.binary.readUInt32BE(image + 16),
        read.binary.readUInt32BE(image + 20),
      ]
      const u = shortsOf(read, attributes.TEXCOORD_0 ?? -1).map((x) => (x / 65_535) * width)
      const v = shortsOf(read, attributes.TEXCOORD_0 ?? -1, 1).map((y) => (y / 65_535) * height)
      const chart = u.map((x, i) => Math.floor(x / 12) + 1000 * Math.floor((v[i] ?? 0) / 12))
      const { triangles } = readGeometry(glb)
      const torn = triangles.filter(
        (vertex, i) => chart[vertex] !== chart[triangles[i - (i % 3)] ?? 0],
      )
      expect(torn).toHaveLength(0)
    }
  })

  test('is watertight where equal positions count as one', () => {
    for (const { glb } of fine) {
      const { watertight, edgeManifold } = topologyOf(weld(readGeometry(glb)))
      expect({ watertight, edgeManifold }).toEqual({ watertight: true, edgeManifold: true })
    }
  })
})
