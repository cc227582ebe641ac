import { matcherOf, type RowFilter } from '../../domain/dataset/filter.ts'
import type { SnapshotRecord } from '../../domain/dataset/snapshot.ts'
import { Refusal } from '../../domain/errors.ts'
import type { LicenseClaims } from '../../domain/license/claims.ts'
import { type Cursor, formatCursor, parseCursor } from '../../domain/license/cursor.ts'
import { loadSnapshot } from '../snapshots/load.ts'
import { type ChunkReader, createChunkReader } from './chunk-reader.ts'

/** Where in a snapshot a page starts or ends. */
export type Place = Pick<Cursor, 'chunk' | 'batch'>

/** What a license is for, ready to be looked through. */
export interface Licensed {
  readonly record: SnapshotRecord
  readonly matches: RowFilter
  readonly readChunk: ChunkReader
}

/** Throws where the version is not the one that was licensed: versions never change. */
export async function loadLicensed(
  env: Env,
  { jti, snapshot, filter }: LicenseClaims,
): Promise<Licensed> {
  const { row, record } = await loadSnapshot(env, snapshot.version)
  if (row.recordSha256 !== snapshot.sha256 || row.root !== snapshot.root) {
    throw new Error(`${jti} names another ${snapshot.version} than the one that is published`)
  }
  const readChunk = createChunkReader(env.GEOMETRY, record)
  return { record, matches: matcherOf(filter, record), readChunk }
}

interface Start {
  readonly list: Cursor['list']
  readonly query: { readonly cursor?: string | undefined; readonly chunk?: number | undefined }
}

/** Where the page that is asked for starts. */
export function startOf(
  { list, query: { cursor: text, chunk } }: Start,
  { jti, snapshot }: LicenseClaims,
  { chunks }: SnapshotRecord,
): Place {
  if (text === undefined) {
    if (chunk !== undefined && chunk >= chunks.length)
      refuse('chunk', 'not a chunk of the snapshot')
    return { chunk: chunk ?? 0, batch: 0 }
  }
  if (chunk !== undefined) refuse('chunk', 'not together with a cursor')
  const cursor = parseCursor(text)
  if (cursor === undefined) return refuse('cursor', 'malformed cursor')
  const { licenseId, version } = cursor
  if (cursor.list !== list || licenseId !== jti || version !== snapshot.version) {
    refuse('cursor', 'cursor of another list')
  }
  return cursor.chunk < chunks.length ? cursor : refuse('cursor', 'malformed cursor')
}

/** What all pages have in common; without a place to go on from it is the last one. */
export function pageOf<Item>(
  list: Cursor['list'],
  { jti, snapshot: { version, root } }: LicenseClaims,
  { data, next }: { readonly data: Item[]; readonly next: Place | undefined },
) {
  const cursor =
    next === undefined ? null : formatCursor({ list, licenseId: jti, version, ...next })
  return { license: jti, snapshot: { version, root }, data, cursor, hasMore: cursor !== null }
}

function refuse(path: string, issue: string): never {
  throw new Refusal('REQUEST_INVALID', { path, issue })
}
