import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, toHex } from '../../../domain/bytes.ts'
import {
  CHUNK_ROWS,
  type Chunk,
  chunkRoot,
  formatChunk,
  parseChunk,
  rowsOf,
} from '../../../domain/dataset/chunk.ts'
import { formatRow, type Row } from '../../../domain/dataset/row.ts'
import { snapshotRoot } from '../../../domain/dataset/snapshot.ts'
import { leafHash, treeRoot } from '../../../domain/log/merkle.ts'
import { sha256 } from '../../../signing/sha256.ts'
import { someBatch, someRows } from './arbitraries.ts'

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const parse = (bytes: Uint8Array) => parseChunk(bytes, decode)

const chunkOf = (
  batches: readonly (readonly [Omit<Chunk['batches'][0], 'rows'>, Row[]])[],
): Chunk => ({
  batches: batches.map(([batch, rows]) => ({ ...batch, rows: rows.length })),
  rows: concatBytes(...batches.flatMap(([, rows]) => rows.map(formatRow))),
})

const someBatches = fc.array(fc.tuple(someBatch, someRows({ minLength: 1, maxLength: 4 })), {
  maxLength: 3,
})
const someChunk = someBatches.map(chunkOf)

describe('a chunk', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(someChunk, (chunk) => {
        expect(parse(formatChunk(chunk))).toEqual({ status: 'parsed', chunk })
      }),
    )
  })
  test('gives each row with its batch, in order', () => {
    fc.assert(
      fc.property(someBatches, (batches) => {
        const read = [...rowsOf(chunkOf(batches))]
        expect(read.map(({ row }) => row)).toEqual(batches.flatMap(([, rows]) => rows))
        expect(read.map(({ batch }) => batch.leaseId)).toEqual(
          batches.flatMap(([{ leaseId }, rows]) => rows.map(() => leaseId)),
        )
      }),
    )
  })
  test('that is cut off anywhere is malformed', () => {
    fc.assert(
      fc.property(someChunk, fc.nat(), (chunk, seed) => {
        const bytes = formatChunk(chunk)
        expect(parse(bytes.subarray(0, seed % bytes.length)).status).toBe('malformed')
      }),
    )
  })
  test('of which a byte is changed is malformed or another chunk', () => {
    fc.assert(
      fc.property(someChunk, fc.nat(), (chunk, seed) => {
        const bytes = formatChunk(chunk)
        const at = seed % bytes.length
        const parsed = parse(bytes.with(at, (bytes[at] ?? 0) ^ (1 << (seed % 8))))
        if (parsed.status === 'parsed') expect(parsed.chunk).not.toEqual(chunk)
      }),
    )
  })
  test('with bytes after its last row is malformed', () => {
    fc.assert(
      fc.property(someChunk, fc.uint8Array({ minLength: 1, maxLength: 80 }), (chunk, more) => {
        expect(parse(concatBytes(formatChunk(chunk), more)).status).toBe('malformed')
      }),
    )
  })
  test.each([
    ['a batch that is no object', '[1]'],
    ['no list', '{}'],
    ['a batch without its shard', '[{"batchNumber":0}]'],
  ])('that states %s is malformed', (_, text) => {
    const head = new Uint8Array(4)
    new DataView(head.buffer).setUint32(0, text.length)
    expect(parse(concatBytes(head, new TextEncoder().encode(text))).status).toBe('malformed')
  })
})

describe('the root of rows', () => {
  const rowAt = (logIndex: number): Row => ({
    ...{ logIndex, batchNumber: 0, index: logIndex % 256, sha256: 'ab'.repeat(32) as never },
    ...{ offset: 512, bytes: 1, span: 1_024, facets: 0, tags: [] },
  })
  const rows = Array.from({ length: CHUNK_ROWS + 5 }, (_, i) => formatRow(rowAt(i)))

  test('over all rows follows from the roots of the chunks', () => {
    const chunks = [rows.slice(0, CHUNK_ROWS), rows.slice(CHUNK_ROWS)].map((part) => ({
      rows: part.length,
      root: chunkRoot(sha256, { rows: concatBytes(...part) }),
    }))
    const leaves = rows.map((row) => leafHash(sha256, row))
    expect(snapshotRoot(sha256, chunks)).toBe(toHex(treeRoot(sha256, leaves)))
  })
  test('is refused where a chunk before the last is not full', () => {
    const chunk = { rows: 5, root: 'ab'.repeat(32) as never }
    expect(() => snapshotRoot(sha256, [chunk, chunk])).toThrow(RangeError)
  })
})
