import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ParentError } from '../generator/augment.ts'
import { createGenerator, type Generator } from '../generator/generator.ts'
import { loadGeneratorModule } from '../generator/node-module.ts'
import { isGeneratorId, LATEST_GENERATOR } from '../generator/versions.ts'
import { type AugmentedRecord, augmentFile, isReproduced, seedFor } from './augment/record.ts'

const USAGE = `usage: npm run augment -- PARENT.glb --out FOLDER [--seed 32_HEX_DIGITS] [--grid 64]
       npm run augment -- PARENT.glb --check RECORD.json
Beside the parent, PARENT.json may tell its caption and tags.`
const SEED = /^[0-9a-f]{32}$/

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    check: { type: 'string' },
    seed: { type: 'string' },
    grid: { type: 'string', default: '64' },
  },
})

async function main(): Promise<number> {
  const [file] = positionals
  const { out, check, seed } = values
  const complete = file !== undefined && (out === undefined) !== (check === undefined)
  if (!complete || (seed !== undefined && !SEED.test(seed))) {
    console.error(USAGE)
    return 2
  }
  const glb = await readFile(file)
  if (check !== undefined) return verify(glb, check)

  const generator = await generatorOf(LATEST_GENERATOR, Number(values.grid))
  const parent = { glb, ...(await wordsBeside(file)) }
  const made = augmentFile(generator, parent, seed ?? seedFor(glb))
  const path = join(out ?? '.', made.record.sha256)
  await mkdir(out ?? '.', { recursive: true })
  await writeFile(`${path}.glb`, made.glb)
  await writeFile(`${path}.json`, `${JSON.stringify(made.record)}\n`)
  console.info(`${path}.glb: ${made.record.facts.caption}`)
  return 0
}

async function verify(parent: Uint8Array, path: string): Promise<number> {
  const record: AugmentedRecord = JSON.parse(await readFile(path, 'utf8'))
  if (!isGeneratorId(record.generator)) throw new Error(`No generator ${record.generator}`)
  const same = isReproduced(await generatorOf(record.generator, record.grid), parent, record)
  console.info(`${record.sha256} ${same ? 'is' : 'is NOT'} made of this parent`)
  return same ? 0 : 1
}

async function generatorOf(id: AugmentedRecord['generator'], grid: number): Promise<Generator> {
  return createGenerator(id, await loadGeneratorModule(id), grid)
}

/** The record of a shard has caption and tags at its top, that of an augmented asset in its facts. */
async function wordsBeside(file: string): Promise<{ caption?: string; tags?: string[] }> {
  const path = file.replace(/\.glb$/, '.json')
  if (path === file || !existsSync(path)) return {}
  const { facts, ...record } = JSON.parse(await readFile(path, 'utf8'))
  const { caption, tags } = { ...record, ...facts }
  return {
    ...(typeof caption === 'string' ? { caption } : {}),
    ...(Array.isArray(tags) ? { tags: tags.map(String) } : {}),
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  const refusal =
    error instanceof ParentError ? { error: error.code, issue: error.issue } : undefined
  console.error(refusal === undefined ? error : JSON.stringify(refusal))
  process.exitCode = 1
}
