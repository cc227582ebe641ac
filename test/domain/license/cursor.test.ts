import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LicenseId } from '../../../domain/ids.ts'
import { type Cursor, formatCursor, parseCursor } from '../../../domain/license/cursor.ts'

const cursors = (): fc.Arbitrary<Cursor> =>
  fc.record({
    list: fc.constantFrom('shards' as const, 'recipe' as const),
    licenseId: fc
      .string({ unit: fc.constantFrom(...'abz27'), minLength: 26, maxLength: 26 })
      .map((text) => `license_${text}` as LicenseId),
    version: fc.constantFrom('1.0.0', '1.20.3', '10.0.99'),
    chunk: fc.nat(100_000),
    batch: fc.nat(20_000),
  })

describe('a cursor', () => {
  test('is read back as it was written', () => {
    fc.assert(
      fc.property(cursors(), (cursor) => {
        expect(parseCursor(formatCursor(cursor))).toEqual(cursor)
      }),
    )
  })
  test('needs no escape in a URL', () => {
    fc.assert(
      fc.property(cursors(), (cursor) => {
        expect(formatCursor(cursor)).toMatch(/^[A-Za-z0-9_-]{1,200}$/)
      }),
    )
  })
  test('has one spelling', () => {
    fc.assert(
      fc.property(cursors(), fc.nat(), fc.base64String(), (cursor, place, other) => {
        const text = formatCursor(cursor)
        const at = place % text.length
        const changed = text.slice(0, at) + other + text.slice(at + 1)
        const read = parseCursor(changed)
        if (read !== undefined) expect(formatCursor(read)).toBe(changed)
      }),
    )
  })
  test.each([
    '',
    'a',
    'aaaa',
    '====',
    'MSBzaGFyZHM',
    btoa('1 shards license_x 1.0.0 0 0'),
    '\u{1f600}',
  ])('is not read from %j', (text) => {
    expect(parseCursor(text)).toBeUndefined()
  })
  test('has places that are whole numbers', () => {
    const licenseId = `license_${'a'.repeat(26)}`
    for (const places of [
      '0',
      '0 0 0',
      '-1 0',
      '0.5 0',
      '1e3 0',
      '00 0',
      ' 0',
      'NaN 0',
      '0 9e99',
    ]) {
      const text = btoa(`1 shards ${licenseId} 1.0.0 ${places}`).replaceAll('=', '')
      expect(parseCursor(text)).toBeUndefined()
    }
  })
})
