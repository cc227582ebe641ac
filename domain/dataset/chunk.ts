import { concatBytes, toHex } from '../bytes.ts'
import type { Sha256 } from '../hash.ts'
import { isLeaseId, isSha256Hex, type LeaseId, type Sha256Hex, sha256Hex } from '../ids.ts'
import { isViewsRequest, type ViewsRequest } from '../lease/views.ts'
import { leafHash, treeRoot } from '../log/merkle.ts'
import { isCount, isRecord, isText } from '../shard/json-checks.ts'
import { type Row, readRow, rowLengthAt } from './row.ts'

/**
 * Rows of one chunk. A power of two, so that chunks are whole subtrees of the snapshot's tree and
 * its root follows from theirs; small enough that a Worker reads one for a request.
 */
export const CHUNK_ROWS = 16_384

/** A batch whose assets, or some of them, are in a chunk: what its rows have in common. */
export interface ChunkBatch {
  readonly batchNumber: number
  readonly leaseId: LeaseId
  readonly generator: string
  readonly grid: number
  readonly views: ViewsRequest | null
  /** How many assets the batch has, whether or not they are in the snapshot. */
  readonly count: number
  readonly shardSha256: Sha256Hex
  readonly shardBytes: number
  /** Rows of it in this chunk; the rows of all batches follow each other in this order. */
  readonly rows: number
}

/** Consecutive rows of a snapshot: first the batches that they belong to, then the rows' bytes. */
export interface Chunk {
  readonly batches: readonly ChunkBatch[]
  /** The bytes of all rows, one after the other. */
  readonly rows: Uint8Array
}

const HEAD_BYTES = 4

/** Length of the JSON of the batches (uint32 big-endian), the JSON, the rows. */
export function formatChunk({ batches, rows }: Chunk): Uint8Array {
  const fields = batches.map((batch) => {
    const { batchNumber, leaseId, generator, grid, views, count } = batch
    const { shardSha256, shardBytes } = batch
    return {
      ...{ batchNumber, leaseId, generator, grid },
      views: views && { count: views.count, size: views.size },
      ...{ count, shardSha256, shardBytes, rows: batch.rows },
    }
  })
  // Every field is ASCII, so characters are bytes.
  const text = JSON.stringify(fields)
  const head = new Uint8Array(HEAD_BYTES)
  new DataView(head.buffer).setUint32(0, text.length)
  return concatBytes(
    head,
    Uint8Array.from(text, (char) => char.charCodeAt(0)),
    rows,
  )
}

export type ChunkParse =
  | { readonly status: 'parsed'; readonly chunk: Chunk }
  | { readonly status: 'malformed'; readonly issue: string }

/** Reads what `formatChunk` writes; `decode` is UTF-8. */
export function parseChunk(bytes: Uint8Array, decode: (bytes: Uint8Array) => string): ChunkParse {
  const malformed = (issue: string): ChunkParse => ({ status: 'malformed', issue })
  if (bytes.length < HEAD_BYTES) return malformed('too short')
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  if (HEAD_BYTES + length > bytes.length) return malformed('cut off')
  let batches: unknown
  try {
    batches = JSON.parse(decode(bytes.subarray(HEAD_BYTES, HEAD_BYTES + length)))
  } catch {
    return malformed('not JSON')
  }
  if (!Array.isArray(batches) || !batches.every(isChunkBatch)) return malformed('batches')
  const rows = bytes.subarray(HEAD_BYTES + length)
  const stated = batches.reduce((sum, batch) => sum + batch.rows, 0)
  return countRows(rows) === stated
    ? { status: 'parsed', chunk: { batches, rows } }
    : malformed('rows')
}

/** Every row with the batch that it belongs to, in order. */
export function* rowsOf(
  chunk: Chunk,
): Generator<{ readonly batch: ChunkBatch; readonly row: Row }> {
  let at = 0
  for (const batch of chunk.batches) {
    for (let i = 0; i < batch.rows; i += 1) {
      const { row, length } = readRow(chunk.rows, at)
      at += length
      yield { batch, row }
    }
  }
}

/** The RFC 6962 root over the rows of a chunk, in hex. */
export function chunkRoot(sha256: Sha256, { rows }: Pick<Chunk, 'rows'>): Sha256Hex {
  const leaves: Uint8Array[] = []
  for (let at = 0; at < rows.length; at += rowLengthAt(rows, at)) {
    leaves.push(leafHash(sha256, rows.subarray(at, at + rowLengthAt(rows, at))))
  }
  return sha256Hex(toHex(treeRoot(sha256, leaves)))
}

/** Undefined where the bytes are not whole rows. */
function countRows(rows: Uint8Array): number | undefined {
  let count = 0
  try {
    for (let at = 0; at < rows.length; at += rowLengthAt(rows, at)) count += 1
  } catch {
    return undefined
  }
  return count
}

function isChunkBatch(value: unknown): value is ChunkBatch {
  if (!isRecord(value)) return false
  const { leaseId, views, generator, shardSha256 } = value
  return (
    [value.batchNumber, value.grid, value.count, value.shardBytes, value.rows].every(isCount) &&
    isText(leaseId, 40) &&
    isLeaseId(leaseId) &&
    isText(generator, 64) &&
    (views === null || isViewsRequest(views)) &&
    isText(shardSha256, 64) &&
    isSha256Hex(shardSha256)
  )
}
