import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createGenerator, GENERATOR_ID } from '../../generator/generator.ts'
import { goldenLine, goldenPath } from '../../generator/golden.ts'
import { GOLDEN_COUNT, GOLDEN_GRIDS, goldenSeeds } from '../../generator/golden-seeds.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'

interface Golden {
  generator: string
  grids: Record<string, string[]>
}

const golden: Golden = JSON.parse(await readFile(goldenPath, 'utf8'))
const module = await loadGeneratorModule()

describe('golden hashes', () => {
  test('belong to the version that the binding names', () => {
    expect(golden.generator).toBe(GENERATOR_ID)
  })

  for (const grid of GOLDEN_GRIDS) {
    test(`of ${GOLDEN_COUNT} seeds at grid ${grid} are met by GLB and facts`, () => {
      const generator = createGenerator(module, grid)
      const lines = goldenSeeds(GOLDEN_COUNT).map((seed) =>
        goldenLine(seed, generator.generate(seed)),
      )
      expect(lines).toEqual(golden.grids[String(grid)])
    })
  }
})
