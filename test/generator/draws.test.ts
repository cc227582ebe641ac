import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../generator/v2')
const DRAW = /\b(?:maker\.)?random\.\w+\(|\b\w+\((?:maker\.)?random\b/g

/** Statements that may draw more than once; the branches of a conditional exclude each other. */
function doubleDraws(source: string): string[] {
  const statements = source.replaceAll(/\/\/[^\n]*/g, '').match(/[^;]*;/g) ?? []
  return statements.flatMap((text) => {
    const statement = text.split(/\)\s*\{\s*\n|else\s*\{\s*\n|\}\s*\n/).at(-1) ?? ''
    const draws = statement.match(DRAW)?.length ?? 0
    const conditionals = statement.split('?').length - 1
    return draws > conditionals + 1 ? [statement.replaceAll(/\s+/g, ' ').trim()] : []
  })
}

test('a statement draws once: compilers order operands and arguments as they like', () => {
  const headers = readdirSync(folder).filter((name) => name.endsWith('.hpp'))
  const found = headers.flatMap((name) => doubleDraws(readFileSync(join(folder, name), 'utf8')))
  expect(found).toEqual([])
  expect(doubleDraws('f(random.below(2), random.unit());')).toHaveLength(1)
  expect(doubleDraws('const i32 n = big ? random.below(9) : random.below(2);')).toEqual([])
})
