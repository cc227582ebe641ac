import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const NOT_OURS = new Set(['node_modules', 'build', 'dist', 'golden', 'vendor'])
const SOURCE = /\.(ts|tsx|js|mjs|hpp|cpp|h|c|cu|sql|css|toml|sh)$/
const TEXT = /\.(ts|tsx|js|mjs|hpp|cpp|h|c|cu|sql|css|toml|sh|md|json|html)$/
/** Written by tools. */
const GENERATED = /(worker-configuration\.d\.ts|package-lock\.json)$/

const LINES_MAX = 300
/** Wire schemas and pages are lists; a test file is a list of promises. */
const LONG_LINES_MAX = 400
const LONG = /(schema\.ts$|^workers\/pages\/|^test\/)/

const NAMELESS = /(^|\/)(utils?|helpers?|common|misc|shared|services?|managers?)(\.[a-z.]+)?(\/|$)/

// Spelt in pieces, so that this file passes its own test.
const FORBIDDEN: readonly [what: string, pattern: RegExp][] = [
  ['the host of a package registry', new RegExp(['registry', '\\.(npm|yarn)'].join(''))],
  ['a path of one machine', /(^|[\s"'`(=:])\/(root|work|home|Users)\/[a-z]/m],
  [
    'a note to come back',
    new RegExp(`\\b(${['TO', 'FIX'].map((word, i) => word + ['DO', 'ME'][i]).join('|')})\\b`),
  ],
]

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || NOT_OURS.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

const FILES = filesBelow('.').filter((path) => !GENERATED.test(path))
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const linesOf = (path: string): number => read(path).trimEnd().split('\n').length

describe('the house', () => {
  test('has sources to look at', () => {
    expect(FILES.filter((path) => SOURCE.test(path)).length).toBeGreaterThan(100)
  })

  test('holds no source file that is too long', () => {
    const tooLong = FILES.filter((path) => SOURCE.test(path))
      .map((path) => ({ path, lines: linesOf(path) }))
      .filter(({ path, lines }) => lines > (LONG.test(path) ? LONG_LINES_MAX : LINES_MAX))
    expect(tooLong).toEqual([])
  })

  test('gives every file and folder a name that says what is in it', () => {
    expect(FILES.filter((path) => NAMELESS.test(path))).toEqual([])
  })

  test.each(FORBIDDEN)('nowhere holds %s', (_what, pattern) => {
    const found = FILES.filter((path) => TEXT.test(path) && pattern.test(read(path)))
    expect(found).toEqual([])
  })
})

describe('the rules', () => {
  const rules = FILES.filter((path) => path.startsWith('domain/') && path.endsWith('.ts'))

  test('import nothing but each other', () => {
    const outside = rules.flatMap((path) =>
      [...read(path).matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm)]
        .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
        .filter((specifier) => {
          const target = normalize(join(dirname(path), specifier))
          return !specifier.startsWith('.') || !target.startsWith('domain/')
        })
        .map((specifier) => `${path}: ${specifier}`),
    )
    expect(outside).toEqual([])
  })

  test('read neither clock nor chance', () => {
    const code = (path: string) => read(path).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    const found = rules.filter((path) =>
      /\b(Date|Math|crypto|fetch|process)\b\s*[.(]/.test(code(path)),
    )
    expect(found).toEqual([])
  })
})

describe('the tests', () => {
  const tests = FILES.filter((path) => path.startsWith('test/') && path.endsWith('.test.ts'))

  test('each expect something', () => {
    expect(tests.filter((path) => !/\bexpect\b/.test(read(path)))).toEqual([])
  })

  test('all run: none is focused and none put aside', () => {
    const found = tests.filter((path) =>
      /\b(test|it|describe)\.(only|skip|todo)\(/.test(read(path)),
    )
    expect(found).toEqual([])
  })

  test('are named by sentences without "should"', () => {
    const found = tests.filter((path) =>
      /\b(test|it)(\.\w+(\(.*\))?)?\(\s*['"`][^'"`]*\bshould\b/.test(read(path)),
    )
    expect(found).toEqual([])
  })

  test('replace no module of ours', () => {
    expect(tests.filter((path) => /\bvi\.(mock|doMock)\(/.test(read(path)))).toEqual([])
  })
})
