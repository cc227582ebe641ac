import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '../../../domain/bytes.ts'
import {
  formatRow,
  ROW_FIXED_BYTES,
  ROW_TAGS_MAX,
  type Row,
  readRow,
  rowBytes,
  rowLengthAt,
} from '../../../domain/dataset/row.ts'
import { someRows } from './arbitraries.ts'

const readAll = (bytes: Uint8Array): Row[] => {
  const rows: Row[] = []
  for (let at = 0; at < bytes.length; at += rowLengthAt(bytes, at))
    rows.push(readRow(bytes, at).row)
  return rows
}

describe('a row', () => {
  test('is read as it was written, among others', () => {
    fc.assert(
      fc.property(someRows(), (rows) => {
        expect(readAll(concatBytes(...rows.map(formatRow)))).toEqual(rows)
      }),
    )
  })
  test('has as many bytes as are stated for it', () => {
    fc.assert(
      fc.property(someRows(), (rows) => {
        for (const row of rows) expect(formatRow(row).length).toBe(rowBytes(row))
      }),
    )
  })
  test('that is cut off at any byte is refused', () => {
    fc.assert(
      fc.property(someRows({ minLength: 1, maxLength: 2 }), fc.nat(), (rows, seed) => {
        const bytes = concatBytes(...rows.map(formatRow))
        const last = rows.at(-1)
        const start = bytes.length - rowBytes(last ?? { tags: [] })
        const cut = start + 1 + (seed % (bytes.length - start - 1))
        expect(() => readAll(bytes.subarray(0, cut))).toThrow(RangeError)
      }),
    )
  })
  test('of which any byte is changed is another row or none', () => {
    fc.assert(
      fc.property(someRows({ minLength: 1, maxLength: 1 }), fc.nat(), (rows, seed) => {
        const bytes = concatBytes(...rows.map(formatRow))
        const at = seed % bytes.length
        const changed = bytes.with(at, (bytes[at] ?? 0) ^ (1 << (seed % 8)))
        let read: Row[] | undefined
        try {
          read = readAll(changed)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
        expect(read).not.toEqual(rows)
      }),
    )
  })
})

const ROW: Row = {
  ...{ logIndex: 1, batchNumber: 2, index: 3, sha256: 'ab'.repeat(32) as Row['sha256'] },
  ...{ offset: 512, bytes: 100, span: 1_024, facets: 5, tags: [] },
}

describe('what does not fit a row', () => {
  test.each([
    ['a log index of 49 bits', { logIndex: 2 ** 48 }],
    ['a batch number of 49 bits', { batchNumber: 2 ** 48 }],
    ['an index of 17 bits', { index: 2 ** 16 }],
    ['an offset of 33 bits', { offset: 2 ** 32 }],
    ['a negative length', { bytes: -1 }],
    ['a fraction', { span: 0.5 }],
    ['a tag of 17 bits', { tags: [2 ** 16] }],
    ['too many tags', { tags: Array.from({ length: ROW_TAGS_MAX + 1 }, (_, i) => i) }],
  ])('is refused: %s', (_, change) => {
    expect(() => formatRow({ ...ROW, ...change })).toThrow(RangeError)
  })
  test('the largest values fit', () => {
    const row = {
      ...{ ...ROW, logIndex: 2 ** 48 - 1, batchNumber: 2 ** 48 - 1, index: 2 ** 16 - 1 },
      ...{ offset: 2 ** 32 - 1, bytes: 2 ** 32 - 1, span: 2 ** 32 - 1, facets: 2 ** 32 - 1 },
      tags: Array.from({ length: ROW_TAGS_MAX }, (_, i) => 2 ** 16 - 1 - i),
    }
    expect(readRow(formatRow(row), 0)).toEqual({ row, length: ROW_FIXED_BYTES + 2 * ROW_TAGS_MAX })
  })
  test('more tags than a row may have are refused when they are read', () => {
    const bytes = new Uint8Array(ROW_FIXED_BYTES + 2 * 17)
    bytes[ROW_FIXED_BYTES - 1] = 17
    expect(() => readRow(bytes, 0)).toThrow(RangeError)
  })
})
