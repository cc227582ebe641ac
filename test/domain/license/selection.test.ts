import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rowsOf } from '../../../domain/dataset/chunk.ts'
import { readFacets, readRow, rowLengthAt } from '../../../domain/dataset/row.ts'
import { licensedBatches } from '../../../domain/license/selection.ts'
import { chunksOf, isLicensed, leasedBatches } from './chunks.ts'

describe('licensedBatches', () => {
  test('finds the rows that match, in their order, with their batches', () => {
    fc.assert(
      fc.property(leasedBatches(), (batches) => {
        for (const chunk of chunksOf(batches, 20)) {
          const found = [...licensedBatches(chunk, isLicensed)]
          const expected = [...rowsOf(chunk)].filter(({ row }) => isLicensed(row.facets))
          expect(found.flatMap(({ batch, rows }) => rows.map((row) => ({ batch, row })))).toEqual(
            expected,
          )
          expect(found.every(({ rows }) => rows.length > 0)).toBe(true)
        }
      }),
    )
  })
  test('goes on from any batch', () => {
    fc.assert(
      fc.property(leasedBatches(), fc.nat(16), (batches, from) => {
        for (const chunk of chunksOf(batches, 40)) {
          const all = [...licensedBatches(chunk, () => true)]
          const rest = [...licensedBatches(chunk, () => true, from)]
          expect(rest).toEqual(all.filter(({ place }) => place >= from))
        }
      }),
    )
  })
  test('hands the filter the facets and the tags of each row', () => {
    const fates = ['licensed', 'unlicensed', 'licensed'] as const
    const batch = { batchNumber: 4, generator: 'g', grid: 64, count: 3, fates }
    const [chunk] = chunksOf([batch], 10)
    if (chunk === undefined) throw new Error('no chunk')
    const third = [...licensedBatches(chunk, (_facets, tags) => tags[0] === 2)]
    expect(third.flatMap(({ rows }) => rows.map(({ index }) => index))).toEqual([2])
  })
})

describe('readFacets', () => {
  test('reads of a row what the whole row has', () => {
    fc.assert(
      fc.property(leasedBatches(), (batches) => {
        for (const { rows } of chunksOf(batches, 100)) {
          for (let at = 0; at < rows.length; at += rowLengthAt(rows, at)) {
            const { row, length } = readRow(rows, at)
            const { facets, tags } = row
            expect(readFacets(rows, at)).toEqual({ facets, tags, length })
          }
        }
      }),
    )
  })
})
