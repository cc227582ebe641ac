import { DatabaseSync } from 'node:sqlite'
import { concatBytes } from '../../domain/bytes.ts'
import type { ChunkBatch } from '../../domain/dataset/chunk.ts'
import { type Row, readRow } from '../../domain/dataset/row.ts'
import { createTables } from '../store/create-tables.ts'

const BUSY_TIMEOUT_MS = 5_000
const SCHEMA_VERSION = 1

/** Rows are kept as the snapshot has them: a million assets take some 75 MB. */
const SCHEMA = `
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- One a batch, in the order of the snapshot.
CREATE TABLE shard (
  ordinal INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL UNIQUE,
  chunk INTEGER NOT NULL,
  head TEXT NOT NULL,
  assets INTEGER NOT NULL,
  span INTEGER NOT NULL,
  glb INTEGER NOT NULL,
  rows BLOB NOT NULL,
  -- Set once the file is whole, verified and on the disk.
  file_bytes INTEGER,
  file_sha256 TEXT,
  places BLOB,
  CHECK ((file_bytes IS NULL) = (file_sha256 IS NULL)),
  CHECK ((file_bytes IS NULL) = (places IS NULL))
) STRICT;
CREATE INDEX shard_open ON shard (chunk) WHERE file_sha256 IS NULL;

-- Verified assets of files that are not whole yet, and the CRC-32 of what was written for them.
CREATE TABLE piece (
  batch INTEGER NOT NULL,
  position INTEGER NOT NULL,
  crc INTEGER NOT NULL,
  PRIMARY KEY (batch, position)
) STRICT, WITHOUT ROWID;
`

export type ShardHead = Omit<ChunkBatch, 'rows'>

/** What is to be pulled of one batch. */
export interface PlannedShard {
  readonly ordinal: number
  readonly batch: number
  /** Of the snapshot, with its first row. */
  readonly chunk: number
  readonly head: ShardHead
  readonly rows: readonly Row[]
}

export interface WholeFile {
  readonly bytes: number
  readonly sha256: string
  /** Of each GLB, by position. */
  readonly places: readonly GlbPlace[]
}

export interface GlbPlace {
  /** Where it starts in the file. */
  readonly offset: number
  readonly bytes: number
  /** Position of the asset in its batch. */
  readonly index: number
}

export interface KeptFile extends WholeFile {
  readonly ordinal: number
  readonly batch: number
  readonly assets: number
}

/** The plan of a pull and how far it is, on the disk: memory does not grow with the dataset. */
export type PlanStore = ReturnType<typeof openPlan>

export function openPlan(path: string) {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS })
  // A kill loses nothing; a power cut at most what was journaled last, which is then fetched again.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  createTables(database, path, { version: SCHEMA_VERSION, sql: SCHEMA })
  const begun = database.prepare(
    'SELECT 1 FROM shard WHERE file_sha256 IS NOT NULL UNION ALL SELECT 1 FROM piece LIMIT 1',
  )
  return {
    ...settingsOf(database),
    ...planOf(database),
    ...filesOf(database),
    ...piecesOf(database),
    /** All of it or nothing. */
    atomically: (work: () => void): void => {
      database.exec('BEGIN IMMEDIATE')
      try {
        work()
        database.exec('COMMIT')
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
    },
    /** Whether anything of the plan is there. */
    isBegun: (): boolean => begun.get() !== undefined,
    clear: (): void => database.exec('DELETE FROM shard; DELETE FROM piece; DELETE FROM setting'),
    close: () => database.close(),
  }
}

function settingsOf(database: DatabaseSync) {
  const select = database.prepare('SELECT value FROM setting WHERE name = ?')
  const upsert = database.prepare('INSERT OR REPLACE INTO setting VALUES (?, ?)')
  return {
    setting: (name: string): string | undefined => {
      const value = select.get(name)?.value
      return value === undefined ? undefined : String(value)
    },
    set: (name: string, value: string): void => {
      upsert.run(name, value)
    },
  }
}

function planOf(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT INTO shard (assets, span, glb, rows, batch, chunk, head) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const extend = database.prepare(
    'UPDATE shard SET assets = assets + ?, span = span + ?, glb = glb + ?, rows = ? WHERE batch = ?',
  )
  const rowsOf = database.prepare('SELECT rows FROM shard WHERE batch = ?')
  const totals = (where: string) =>
    database.prepare(`SELECT count(*) AS shards, coalesce(sum(assets), 0) AS assets,
      coalesce(sum(span), 0) AS bytes, coalesce(sum(glb), 0) AS glb FROM shard ${where}`)
  const [all, open] = [totals(''), totals('WHERE file_sha256 IS NULL')]
  const chunks = database.prepare(
    'SELECT DISTINCT chunk FROM shard WHERE file_sha256 IS NULL ORDER BY chunk',
  )
  const ofChunk = database.prepare(
    'SELECT ordinal, batch, chunk, head, rows FROM shard WHERE file_sha256 IS NULL AND chunk = ? ORDER BY ordinal',
  )
  const first = database.prepare('SELECT head FROM shard ORDER BY ordinal LIMIT 1')
  const asTotals = (row: Record<string, unknown> | undefined) => ({
    ...{ shards: Number(row?.shards), assets: Number(row?.assets), bytes: Number(row?.bytes) },
    glbBytes: Number(row?.glb),
  })
  return {
    add: (chunk: number, head: ShardHead, rows: readonly Row[], bytes: Uint8Array): void => {
      const sum = (key: 'span' | 'bytes') => rows.reduce((total, row) => total + row[key], 0)
      const batch = head.batchNumber
      const sums = [rows.length, sum('span'), sum('bytes')] as const
      const before = rowsOf.get(batch)?.rows
      // A batch that two chunks share has one file.
      if (before instanceof Uint8Array) extend.run(...sums, concatBytes(before, bytes), batch)
      else insert.run(...sums, bytes, batch, chunk, JSON.stringify(head))
    },
    totals: () => asTotals(all.get()),
    openTotals: () => asTotals(open.get()),
    /** Chunks in which files begin that are not whole. */
    openChunks: (): number[] => chunks.all().map(({ chunk }) => Number(chunk)),
    openShards: (chunk: number): PlannedShard[] => ofChunk.all(chunk).map(asShard),
    firstHead: (): ShardHead | undefined => {
      const row = first.get()
      return row === undefined ? undefined : (JSON.parse(String(row.head)) as ShardHead)
    },
  }
}

function filesOf(database: DatabaseSync) {
  const whole = database.prepare(
    'UPDATE shard SET file_bytes = ?, file_sha256 = ?, places = ? WHERE batch = ?',
  )
  const reopen = database.prepare(
    'UPDATE shard SET file_bytes = NULL, file_sha256 = NULL, places = NULL WHERE batch = ?',
  )
  const files = database.prepare(
    `SELECT ordinal, batch, assets, file_bytes, file_sha256, places FROM shard
      WHERE file_sha256 IS NOT NULL AND ordinal > ? ORDER BY ordinal LIMIT 256`,
  )
  const one = database.prepare('SELECT chunk FROM shard WHERE batch = ?')
  return {
    whole: (batch: number, { bytes, sha256, places }: WholeFile): void => {
      const numbers = places.flatMap(({ offset, bytes: glb, index }) => [offset, glb, index])
      whole.run(bytes, sha256, new Uint8Array(Uint32Array.from(numbers).buffer), batch)
    },
    reopen: (batch: number): void => {
      reopen.run(batch)
    },
    /** Of the snapshot, where the batch begins; undefined for one that is not in the plan. */
    chunkOf: (batch: number): number | undefined => {
      const chunk = one.get(batch)?.chunk
      return chunk === undefined ? undefined : Number(chunk)
    },
    /** Files that are whole, in the order of the snapshot. */
    files: function* (): Generator<KeptFile> {
      for (let after = -1; ; ) {
        const page = files.all(after)
        if (page.length === 0) return
        for (const row of page) {
          after = Number(row.ordinal)
          yield asFile(row)
        }
      }
    },
  }
}

function piecesOf(database: DatabaseSync) {
  const insert = database.prepare('INSERT OR REPLACE INTO piece VALUES (?, ?, ?)')
  const select = database.prepare('SELECT position, crc FROM piece WHERE batch = ?')
  const remove = database.prepare('DELETE FROM piece WHERE batch = ?')
  const count = database.prepare('SELECT count(*) AS pieces FROM piece')
  return {
    addPiece: (batch: number, position: number, crc: number): void => {
      insert.run(batch, position, crc)
    },
    pieces: (batch: number): Map<number, number> =>
      new Map(select.all(batch).map(({ position, crc }) => [Number(position), Number(crc)])),
    dropPieces: (batch: number): void => {
      remove.run(batch)
    },
    pieceCount: (): number => Number(count.get()?.pieces),
  }
}

function asShard(row: Record<string, unknown>): PlannedShard {
  const bytes = row.rows
  if (!(bytes instanceof Uint8Array)) throw new Error(`shard ${row.batch} has no rows`)
  const rows: Row[] = []
  for (let at = 0; at < bytes.length; ) {
    const { row: next, length } = readRow(bytes, at)
    rows.push(next)
    at += length
  }
  return {
    ...{ ordinal: Number(row.ordinal), batch: Number(row.batch), chunk: Number(row.chunk) },
    ...{ head: JSON.parse(String(row.head)) as ShardHead, rows },
  }
}

function asFile(row: Record<string, unknown>): KeptFile {
  const { places } = row
  if (!(places instanceof Uint8Array)) throw new Error(`shard ${row.batch} has no places`)
  const numbers = new Uint32Array(Uint8Array.from(places).buffer)
  return {
    ...{ ordinal: Number(row.ordinal), batch: Number(row.batch), assets: Number(row.assets) },
    ...{ bytes: Number(row.file_bytes), sha256: String(row.file_sha256) },
    places: Array.from({ length: numbers.length / 3 }, (_, at) => ({
      offset: numbers[3 * at] ?? 0,
      bytes: numbers[3 * at + 1] ?? 0,
      index: numbers[3 * at + 2] ?? 0,
    })),
  }
}
