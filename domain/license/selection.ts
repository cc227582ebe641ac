import type { Chunk, ChunkBatch } from '../dataset/chunk.ts'
import type { RowFilter } from '../dataset/filter.ts'
import { type Row, readFacets, readRow, rowLengthAt } from '../dataset/row.ts'

/** The licensed rows that a chunk has of one batch, in the order of their log indexes. */
export interface LicensedBatch {
  /** Which of the chunk's batches it is. */
  readonly place: number
  readonly batch: ChunkBatch
  /** At least one. */
  readonly rows: readonly Row[]
}

/** Batches of a chunk with rows that match, in their order, from one of its batches on. */
export function* licensedBatches(
  chunk: Chunk,
  matches: RowFilter,
  from = 0,
): Generator<LicensedBatch> {
  let at = 0
  for (const [place, batch] of chunk.batches.entries()) {
    const rows: Row[] = []
    for (let i = 0; i < batch.rows; i += 1) {
      if (place < from) {
        at += rowLengthAt(chunk.rows, at)
        continue
      }
      const { facets, tags, length } = readFacets(chunk.rows, at)
      if (matches(facets, tags)) rows.push(readRow(chunk.rows, at).row)
      at += length
    }
    if (rows.length > 0) yield { place, batch, rows }
  }
}
