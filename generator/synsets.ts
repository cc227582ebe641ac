import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What WordNet says of a tag: the offset of its synset in the database of version 3.1, and its gloss. */
export interface Synset {
  readonly wordnet31: string
  readonly gloss: string
}

const TAG = /"([a-z'_.-]+\.n\.\d\d)"/g
const sources = join(import.meta.dirname, 'v2')

export const synsetsPath = join(import.meta.dirname, 'synsets.json')

/** Every tag that a family can give, in alphabetical order. */
export async function tagsOfFamilies(): Promise<string[]> {
  const names = (await readdir(sources)).filter((name) => name.endsWith('.hpp'))
  const texts = await Promise.all(names.map((name) => readFile(join(sources, name), 'utf8')))
  const tags = texts.flatMap((text) => [...text.matchAll(TAG)].map(([, tag]) => tag ?? ''))
  return [...new Set(tags)].sort()
}

/** `chair.n.01` is the first sense of the noun in `index.noun`; that line ends with the offsets. */
function offsetOf(index: string, tag: string): string {
  const [lemma = '', , sense = ''] = tag.split('.')
  const start = index.indexOf(`\n${lemma} `) + 1
  if (start === 0) throw new Error(`WordNet has no noun ${lemma}`)
  const fields = index.slice(start, index.indexOf('\n', start)).trim().split(/\s+/)
  const senses = Number(fields[2])
  const offset = fields.slice(-senses)[Number(sense) - 1]
  if (offset === undefined) throw new Error(`WordNet has ${senses} senses of ${lemma}, not ${tag}`)
  return offset
}

function glossAt(data: string, offset: string): string {
  const start = data.indexOf(`\n${offset} `) + 1
  const line = data.slice(start, data.indexOf('\n', start))
  return line.slice(line.indexOf('| ') + 2).trim()
}

/** Looks every tag up in a copy of WordNet 3.1 (the folder with `index.noun` and `data.noun`). */
async function writeSynsets(folder: string): Promise<void> {
  const index = await readFile(join(folder, 'index.noun'), 'utf8')
  const data = await readFile(join(folder, 'data.noun'), 'utf8')
  const entries = (await tagsOfFamilies()).map((tag): [string, Synset] => {
    const offset = offsetOf(index, tag)
    return [tag, { wordnet31: `${offset}-n`, gloss: glossAt(data, offset) }]
  })
  await writeFile(synsetsPath, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`)
}

if (process.argv[1] === import.meta.filename) {
  const folder = process.argv[2]
  if (folder === undefined) throw new Error('Usage: node generator/synsets.ts WORDNET_DICT_FOLDER')
  await writeSynsets(folder)
  console.info(synsetsPath)
}
