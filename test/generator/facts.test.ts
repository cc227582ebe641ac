import { describe, expect, test } from 'vitest'
import { batchId, sha256Hex } from '../../domain/ids.ts'
import { formatManifest, manifestOf, parseManifest } from '../../domain/shard/manifest.ts'
import { recordOf } from '../../domain/shard/record-of.ts'
import { createGenerator } from '../../generator/generator.ts'
import { GOLDEN_COUNT, goldenSeeds } from '../../generator/golden-seeds.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import { GENERATOR_IDS, isGeneratorId, versionOf } from '../../generator/versions.ts'

describe.each(GENERATOR_IDS)('the facts of %s', async (id) => {
  const generator = createGenerator(id, await loadGeneratorModule(id), 32)

  test('fit into a manifest and come back from it', () => {
    const assets = goldenSeeds(GOLDEN_COUNT).map((seed, index) => {
      const { glb, facts } = generator.generate(seed)
      const place = { index, sha256: sha256Hex('0f'.repeat(32)), bytes: glb.length, offset: 512 }
      return recordOf(place, facts)
    })
    const head = { batchId: batchId(0), generator: id, grid: 32, views: null }
    const manifest = manifestOf(head, assets)
    expect(parseManifest(formatManifest(manifest))).toEqual({ status: 'parsed', manifest })
  })

  test('are in the order of keys that the manifest has', () => {
    const { glb, facts } = generator.generate(goldenSeeds(1)[0] ?? new Uint8Array(16))
    const place = { index: 0, sha256: sha256Hex('0f'.repeat(32)), bytes: glb.length, offset: 512 }
    const record = { ...place, ...facts }
    expect(
      formatManifest(
        manifestOf({ batchId: batchId(0), generator: id, grid: 32, views: null }, [record]),
      ),
    ).toContain(JSON.stringify(record))
  })
})

test('versions are numbered from 1 and known by their whole name', () => {
  expect(GENERATOR_IDS.map(versionOf)).toEqual(GENERATOR_IDS.map((_, index) => index + 1))
  for (const text of ['piwa-procedural', 'piwa-procedural@0', 'piwa-procedural@99', '', '@1']) {
    expect(isGeneratorId(text)).toBe(false)
  }
})

test('version 1 has no views', async () => {
  const [first] = GENERATOR_IDS
  const generator = createGenerator(first, await loadGeneratorModule(first), 32)
  generator.generate(new Uint8Array(16))
  expect(() => generator.views({ count: 1, size: 64 })).toThrow(RangeError)
})
