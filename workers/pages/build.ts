import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { build } from 'esbuild'

/**
 * Bundles what the browser loads into workers/pages/build, which the edge serves under /assets/.
 * Nothing is done when no source has changed since the last run.
 */

const PAGES = import.meta.dirname
const ROOT = join(PAGES, '../..')
const OUT = join(PAGES, 'build')
const RECORD = join(OUT, 'record.json')

interface BuildRecord {
  readonly sources: string
  readonly files: readonly string[]
}

/** Each page has a script and a style of its own, beside the style that all have. */
const SCRIPTS = ['site', 'network', 'datasets', 'order', 'licenses']
const STYLES = ['base', 'network', 'gallery', 'datasets', 'order', 'licenses']
const TERMS = 'docs/license-terms/*.md'

/** Everything that can change the bundle; package-lock.json stands for the packages in it. */
function sourceHash(): string {
  const files = [
    ...globSync('workers/pages/**/*.{ts,css,svg}', { cwd: ROOT }),
    ...globSync('domain/**/*.ts', { cwd: ROOT }),
    ...globSync(TERMS, { cwd: ROOT }),
    'package-lock.json',
  ]
    .filter((file) => !file.startsWith('workers/pages/build/'))
    .sort()
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)))
  return hash.digest('hex')
}

function isCurrent(sources: string): boolean {
  if (!existsSync(RECORD)) return false
  const record: BuildRecord = JSON.parse(readFileSync(RECORD, 'utf8'))
  return record.sources === sources && record.files.every((file) => existsSync(join(OUT, file)))
}

/** A reader, such as a running edge, sees the old file or the new one and never a part of one. */
function replaceFile(file: string, contents: Uint8Array | string): void {
  const path = join(OUT, file)
  const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(unfinished, contents)
  renameSync(unfinished, path)
}

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [
      ...SCRIPTS.map((name) => ({ in: join(PAGES, 'browser', `${name}.ts`), out: name })),
      ...STYLES.map((name) => ({ in: join(PAGES, 'styles', `${name}.css`), out: name })),
      ...globSync(TERMS, { cwd: ROOT }).map((file) => ({
        ...{ in: join(ROOT, file), out: join('license-terms', basename(file, '.md')) },
      })),
      { in: join(PAGES, 'browser/mark.svg'), out: 'mark' },
    ],
    outdir: join(OUT, 'assets'),
    ...{ bundle: true, splitting: true, write: false, minify: true, legalComments: 'linked' },
    ...{
      format: 'esm',
      target: ['es2022', 'safari16.4'],
      loader: { '.svg': 'copy', '.md': 'copy' },
    },
    chunkNames: 'chunks/[name]-[hash]',
    define: { 'process.env.NODE_ENV': '"production"' },
    tsconfigRaw: {},
    logLevel: 'warning',
  })
  return outputFiles.map(({ path, contents }) => ({ file: relative(OUT, path), contents }))
}

async function main(): Promise<void> {
  const sources = sourceHash()
  if (isCurrent(sources)) {
    console.info('pages: up to date')
    return
  }
  const outputs = await bundle()
  // Chunks first: an entry must never name one that is not there yet.
  const byKind = Object.groupBy(outputs, ({ file }) =>
    file.includes('chunks') ? 'chunk' : 'entry',
  )
  for (const { file, contents } of [...(byKind.chunk ?? []), ...(byKind.entry ?? [])]) {
    replaceFile(file, contents)
  }
  replaceFile('.assetsignore', 'record.json\n')
  const files = outputs.map(({ file }) => file)
  for (const old of globSync('assets/**/*.*', { cwd: OUT })) {
    if (!files.includes(old)) rmSync(join(OUT, old))
  }
  replaceFile('record.json', JSON.stringify({ sources, files } satisfies BuildRecord))
  const kilobytes = Math.round(
    outputs.reduce((sum, { contents }) => sum + contents.length, 0) / 1e3,
  )
  console.info(`pages: ${files.length} files, ${kilobytes} KB`)
}

await main()
