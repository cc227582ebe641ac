import { type EntryBundle, floorDivide, TILE_WIDTH, type Tile } from '../domain/log/tile.ts'
import { joinHashes, splitHashes, type TreeEdge } from '../domain/log/tree.ts'

/** Checkpoints, with their cosignatures, that a log remembers. */
export const CHECKPOINTS_KEPT_MAX = 1_000
/** R2 deletes up to a thousand keys in one call. */
const PARTIALS_DELETED_MAX = 1_000
const ENTRIES_LEVEL = -1

export interface StoredAppend {
  readonly firstIndex: number
  readonly count: number
  readonly digest: Uint8Array
}

export interface StoredCheckpoint {
  readonly size: number
  readonly root: Uint8Array
  /** Signed by the log alone; cosignature lines can be put behind it. */
  readonly note: string
}

/** A tile or bundle that is part of the tree and may not be in R2 yet. */
export interface StagedObject {
  readonly path: string
  readonly body: Uint8Array
}

interface TreeRow extends Record<string, SqlStorageValue> {
  size: number
  bundle: ArrayBuffer
  published_size: number
  published_cosignatures: number
}

export function createTables(sql: SqlStorage): void {
  sql.exec(`
    CREATE TABLE IF NOT EXISTS tree (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      size INTEGER NOT NULL CHECK (size >= 0),
      bundle BLOB NOT NULL,
      published_size INTEGER NOT NULL CHECK (published_size <= size),
      published_cosignatures INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS signer (
      only INTEGER PRIMARY KEY CHECK (only = 1), verifier_key TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS edge (level INTEGER PRIMARY KEY, hashes BLOB NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS append (
      id TEXT PRIMARY KEY, first_index INTEGER NOT NULL, entry_count INTEGER NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS staged (path TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS partial_tile (
      path TEXT PRIMARY KEY, level INTEGER NOT NULL, tile INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS partial_tile_by_place ON partial_tile (level, tile);
    CREATE TABLE IF NOT EXISTS checkpoint (
      size INTEGER PRIMARY KEY, root BLOB NOT NULL CHECK (length(root) = 32), note TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS cosignature (
      size INTEGER NOT NULL, public_key BLOB NOT NULL, line TEXT NOT NULL,
      PRIMARY KEY (size, public_key)
    ) STRICT;
    INSERT OR IGNORE INTO tree VALUES (1, 0, x'', -1, 0);`)
}

/** The tree as it is committed, with the bytes of its last, partial bundle. */
export function readTree(sql: SqlStorage): {
  readonly tree: TreeEdge
  readonly bundle: Uint8Array
} {
  const { size, bundle } = treeRow(sql)
  const levels: Uint8Array[][] = []
  const rows = sql.exec<{ level: number; hashes: ArrayBuffer }>('SELECT level, hashes FROM edge')
  for (const { level, hashes } of rows) {
    levels[level] = splitHashes(new Uint8Array(hashes)) ?? []
  }
  return { tree: { size, levels }, bundle: new Uint8Array(bundle) }
}

/** Puts a grown tree in place of the one before. */
export function writeTree(sql: SqlStorage, tree: TreeEdge, bundle: Uint8Array): void {
  sql.exec('UPDATE tree SET size = ?, bundle = ?', tree.size, bundle)
  for (const [level, hashes] of tree.levels.entries()) {
    sql.exec('INSERT OR REPLACE INTO edge VALUES (?, ?)', level, joinHashes(hashes))
  }
}

/** The size that readers see, -1 before the first checkpoint, and how many cosignatures they see on it. */
export function readPublished(sql: SqlStorage): {
  readonly size: number
  readonly cosignatures: number
} {
  const row = treeRow(sql)
  return { size: row.published_size, cosignatures: row.published_cosignatures }
}

/** Whether readers see less than what is committed. */
export function isUnpublished(sql: SqlStorage): boolean {
  const { size, published_size, published_cosignatures } = treeRow(sql)
  return (
    published_size < size || published_cosignatures < listCosignatures(sql, published_size).length
  )
}

/** Records that the checkpoint and all that was staged for it are in R2, and forgets the oldest checkpoints. */
export function markPublished(
  sql: SqlStorage,
  checkpoint: StoredCheckpoint,
  cosignatures: number,
): void {
  const { size, root, note } = checkpoint
  sql.exec('INSERT OR IGNORE INTO checkpoint VALUES (?, ?, ?)', size, root, note)
  sql.exec('UPDATE tree SET published_size = ?, published_cosignatures = ?', size, cosignatures)
  sql.exec('DELETE FROM staged')
  const oldest = sql
    .exec<{ size: number }>(
      'SELECT size FROM checkpoint ORDER BY size DESC LIMIT 1 OFFSET ?',
      CHECKPOINTS_KEPT_MAX - 1,
    )
    .toArray()[0]
  sql.exec('DELETE FROM checkpoint WHERE size < ?', oldest?.size ?? 0)
  sql.exec('DELETE FROM cosignature WHERE size < ?', oldest?.size ?? 0)
}

/** The verifier key of the log's first checkpoint; the one given where there is none yet. */
export function pinVerifierKey(sql: SqlStorage, verifierKey: string): string {
  sql.exec('INSERT OR IGNORE INTO signer VALUES (1, ?)', verifierKey)
  return sql.exec<{ verifier_key: string }>('SELECT verifier_key FROM signer').one().verifier_key
}

export function findAppend(sql: SqlStorage, id: string): StoredAppend | undefined {
  const [row] = sql
    .exec<{ first_index: number; entry_count: number; digest: ArrayBuffer }>(
      'SELECT first_index, entry_count, digest FROM append WHERE id = ?',
      id,
    )
    .toArray()
  if (row === undefined) return undefined
  const { first_index: firstIndex, entry_count: count, digest } = row
  return { firstIndex, count, digest: new Uint8Array(digest) }
}

export function insertAppend(sql: SqlStorage, id: string, append: StoredAppend): void {
  const { firstIndex, count, digest } = append
  sql.exec('INSERT INTO append VALUES (?, ?, ?, ?)', id, firstIndex, count, digest)
}

export function stage(sql: SqlStorage, object: StagedObject): void {
  sql.exec('INSERT OR REPLACE INTO staged VALUES (?, ?)', object.path, object.body)
}

/** Notes a partial tile, so that it can be deleted once its full tile is published. */
export function notePartial(
  sql: SqlStorage,
  path: string,
  place: Tile | (EntryBundle & { readonly level?: undefined }),
): void {
  const level = place.level ?? ENTRIES_LEVEL
  sql.exec('INSERT OR REPLACE INTO partial_tile VALUES (?, ?, ?)', path, level, place.index)
}

export function listStaged(sql: SqlStorage): StagedObject[] {
  return sql
    .exec<{ path: string; body: ArrayBuffer }>('SELECT path, body FROM staged')
    .toArray()
    .map(({ path, body }) => ({ path, body: new Uint8Array(body) }))
}

export function findStaged(sql: SqlStorage, path: string): Uint8Array | undefined {
  const [row] = sql
    .exec<{ body: ArrayBuffer }>('SELECT body FROM staged WHERE path = ?', path)
    .toArray()
  return row && new Uint8Array(row.body)
}

/** Partial tiles whose full tile is published: readers are served a part of that one. */
export function listSuperseded(sql: SqlStorage): string[] {
  const { size } = readPublished(sql)
  const levels = sql.exec<{ level: number }>('SELECT DISTINCT level FROM partial_tile').toArray()
  return levels
    .flatMap(({ level }) => {
      const unit = TILE_WIDTH ** (level === ENTRIES_LEVEL ? 1 : level + 1)
      const rows = sql.exec<{ path: string }>(
        'SELECT path FROM partial_tile WHERE level = ? AND tile < ? LIMIT ?',
        level,
        floorDivide(size < 0 ? 0 : size, unit),
        PARTIALS_DELETED_MAX,
      )
      return rows.toArray().map(({ path }) => path)
    })
    .slice(0, PARTIALS_DELETED_MAX)
}

export function forgetPartials(sql: SqlStorage, paths: readonly string[]): void {
  for (const path of paths) sql.exec('DELETE FROM partial_tile WHERE path = ?', path)
}

export function findCheckpoint(sql: SqlStorage, size: number): StoredCheckpoint | undefined {
  const [row] = sql
    .exec<{ root: ArrayBuffer; note: string }>(
      'SELECT root, note FROM checkpoint WHERE size = ?',
      size,
    )
    .toArray()
  return row && { size, root: new Uint8Array(row.root), note: row.note }
}

/** The latest cosigned checkpoint that covers a leaf. */
export function findCosigned(sql: SqlStorage, index: number): StoredCheckpoint | undefined {
  const { size } = sql
    .exec<{ size: number | null }>(
      `SELECT max(size) AS size FROM cosignature
         WHERE size > ? AND size IN (SELECT size FROM checkpoint)`,
      index,
    )
    .one()
  return size === null ? undefined : findCheckpoint(sql, size)
}

/** The cosignature lines of a checkpoint, each with its line feed, in the order of their keys. */
export function listCosignatures(sql: SqlStorage, size: number): string[] {
  return sql
    .exec<{ line: string }>('SELECT line FROM cosignature WHERE size = ? ORDER BY public_key', size)
    .toArray()
    .map(({ line }) => line)
}

export function hasCosigned(sql: SqlStorage, size: number, publicKey: Uint8Array): boolean {
  const rows = sql.exec(
    'SELECT 1 FROM cosignature WHERE size = ? AND public_key = ?',
    size,
    publicKey,
  )
  return rows.toArray().length > 0
}

export function insertCosignature(
  sql: SqlStorage,
  size: number,
  publicKey: Uint8Array,
  line: string,
): void {
  sql.exec('INSERT INTO cosignature VALUES (?, ?, ?)', size, publicKey, line)
}

function treeRow(sql: SqlStorage): TreeRow {
  return sql
    .exec<TreeRow>('SELECT size, bundle, published_size, published_cosignatures FROM tree')
    .one()
}
