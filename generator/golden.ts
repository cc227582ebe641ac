import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createGenerator, type GeneratedAsset } from './generator.ts'
import { GOLDEN_COUNT, GOLDEN_GRIDS, goldenSeeds } from './golden-seeds.ts'
import { loadGeneratorModule } from './node-module.ts'
import { type GeneratorId, isGeneratorId, LATEST_GENERATOR } from './versions.ts'

function sha256Hex(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** `<seed> <SHA-256 of the GLB> <SHA-256 of the facts as JSON>`, also what the native core prints. */
export function goldenLine(seed: Uint8Array, { glb, facts }: GeneratedAsset): string {
  const seedHex = Buffer.from(seed).toString('hex')
  return `${seedHex} ${sha256Hex(glb)} ${sha256Hex(JSON.stringify(facts))}`
}

/** The released hashes of a version. They are written once and never change. */
export function goldenPath(generator: GeneratorId): string {
  return join(import.meta.dirname, 'golden', `${generator}.json`)
}

async function writeGolden(generatorId: GeneratorId): Promise<void> {
  const module = await loadGeneratorModule(generatorId)
  const grids: Record<string, string[]> = {}
  for (const grid of GOLDEN_GRIDS) {
    const generator = createGenerator(generatorId, module, grid)
    const lines = goldenSeeds(GOLDEN_COUNT).map((seed) =>
      goldenLine(seed, generator.generate(seed)),
    )
    grids[String(grid)] = lines
  }
  const content = JSON.stringify({ generator: generatorId, grids }, null, 1)
  await writeFile(goldenPath(generatorId), `${content}\n`, { flag: 'wx' })
}

if (process.argv[1] === import.meta.filename) {
  const generator = process.argv[2] ?? LATEST_GENERATOR
  if (!isGeneratorId(generator)) throw new RangeError(`There is no generator ${generator}`)
  await writeGolden(generator)
  console.info(goldenPath(generator))
}
