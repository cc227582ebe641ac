import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createGenerator } from '../../generator/generator.ts'
import { goldenLine, goldenPath } from '../../generator/golden.ts'
import { GOLDEN_COUNT, GOLDEN_GRIDS, goldenSeeds } from '../../generator/golden-seeds.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import { GENERATOR_IDS, LATEST_GENERATOR } from '../../generator/versions.ts'

interface Golden {
  generator: string
  grids: Record<string, string[]>
}

/** A version that is under construction has no hashes yet, and nothing may ask for it. */
const RELEASED = GENERATOR_IDS.filter((id) => existsSync(goldenPath(id)))

test('new work asks for a version that has golden hashes', () => {
  expect(RELEASED).toContain(LATEST_GENERATOR)
})

describe.each(RELEASED)('golden hashes of %s', async (id) => {
  const golden: Golden = JSON.parse(await readFile(goldenPath(id), 'utf8'))
  const module = await loadGeneratorModule(id)

  test('belong to this version', () => {
    expect(golden.generator).toBe(id)
  })

  test.each(GOLDEN_GRIDS)(
    `of ${GOLDEN_COUNT} seeds at grid %i are met by GLB and facts`,
    (grid) => {
      const generator = createGenerator(id, module, grid)
      const lines = goldenSeeds(GOLDEN_COUNT).map((seed) =>
        goldenLine(seed, generator.generate(seed)),
      )
      expect(lines).toEqual(golden.grids[String(grid)])
    },
  )
})
