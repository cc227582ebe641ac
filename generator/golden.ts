import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createGenerator, GENERATOR_ID, type GeneratedAsset } from './generator.ts'
import { GOLDEN_COUNT, GOLDEN_GRIDS, goldenSeeds } from './golden-seeds.ts'
import { loadGeneratorModule } from './node-module.ts'

function sha256Hex(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** `<seed> <SHA-256 of the GLB> <SHA-256 of the facts as JSON>`, also what the native core prints. */
export function goldenLine(seed: Uint8Array, { glb, facts }: GeneratedAsset): string {
  const seedHex = Buffer.from(seed).toString('hex')
  return `${seedHex} ${sha256Hex(glb)} ${sha256Hex(JSON.stringify(facts))}`
}

/** The released hashes of this version. They are written once and never change. */
export const goldenPath = join(import.meta.dirname, 'golden', `${GENERATOR_ID}.json`)

async function writeGolden(): Promise<void> {
  const module = await loadGeneratorModule()
  const grids: Record<string, string[]> = {}
  for (const grid of GOLDEN_GRIDS) {
    const generator = createGenerator(module, grid)
    const lines = goldenSeeds(GOLDEN_COUNT).map((seed) =>
      goldenLine(seed, generator.generate(seed)),
    )
    grids[String(grid)] = lines
  }
  const content = JSON.stringify({ generator: GENERATOR_ID, grids }, null, 1)
  await writeFile(goldenPath, `${content}\n`, { flag: 'wx' })
}

if (process.argv[1] === import.meta.filename) {
  await writeGolden()
  console.info(goldenPath)
}
