import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { QUALITIES } from '../../../domain/dataset/facets.ts'
import { machineQuality } from '../../../domain/dataset/quality.ts'
import { createGenerator } from '../../../generator/generator.ts'
import { goldenSeeds } from '../../../generator/golden-seeds.ts'
import { loadGeneratorModule } from '../../../generator/node-module.ts'

describe('the quality that a machine gives', () => {
  test.each([
    ['low', { parts: 1, materials: 1, triangles: 2_000 }],
    ['low', { parts: 3, materials: 2, triangles: 9_999 }],
    ['medium', { parts: 4, materials: 2, triangles: 9_999 }],
    ['medium', { parts: 3, materials: 1, triangles: 20_000 }],
    ['high', { parts: 7, materials: 2, triangles: 10_000 }],
    ['high', { parts: 7, materials: 3, triangles: 19_999 }],
    ['superior', { parts: 7, materials: 3, triangles: 20_000 }],
  ])('is %s for %o', (quality, facts) => {
    expect(machineQuality(facts)).toBe(quality)
  })
  test('takes materials that are not named for two', () => {
    fc.assert(
      fc.property(fc.nat(70), fc.nat(60_000), (parts, triangles) => {
        const named = machineQuality({ parts, materials: 2, triangles })
        expect(machineQuality({ parts, materials: null, triangles })).toBe(named)
      }),
    )
  })
  test('never falls where an asset has more', () => {
    const more = fc.record({ parts: fc.nat(5), materials: fc.nat(3), triangles: fc.nat(9_000) })
    const facts = fc.record({ parts: fc.nat(20), materials: fc.nat(5), triangles: fc.nat(40_000) })
    fc.assert(
      fc.property(facts, more, (one, added) => {
        const richer = {
          parts: one.parts + added.parts,
          materials: one.materials + added.materials,
          triangles: one.triangles + added.triangles,
        }
        const [before, after] = [one, richer].map((each) => QUALITIES.indexOf(machineQuality(each)))
        expect(after).toBeGreaterThanOrEqual(before ?? 0)
      }),
    )
  })
})

describe('among 300 assets of the generator at grid 64', () => {
  const counts = new Map<string, number>()
  beforeAll(async () => {
    const id = 'piwa-procedural@2'
    const generator = createGenerator(id, await loadGeneratorModule(id), 64)
    for (const seed of goldenSeeds(300)) {
      const { parts, triangles } = generator.generate(seed).facts
      if (typeof parts === 'number') throw new Error('facts of version 1')
      const materials = new Set(parts.map(({ material }) => material)).size
      const quality = machineQuality({ parts: parts.length, materials, triangles })
      counts.set(quality, (counts.get(quality) ?? 0) + 1)
    }
  })
  test.each([
    ['low', 0.05, 0.25],
    ['medium', 0.25, 0.5],
    ['high', 0.3, 0.55],
    ['superior', 0.02, 0.15],
  ])('%s is the class of %f to %f of them', (quality, from, to) => {
    const share = (counts.get(quality) ?? 0) / 300
    expect(share).toBeGreaterThan(from)
    expect(share).toBeLessThan(to)
  })
})
