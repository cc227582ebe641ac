import type { DatabaseSync } from 'node:sqlite'

export interface WitnessedCheckpoint {
  readonly size: number
  /** Base64. */
  readonly root: string
  /** The signed checkpoint, as it was fetched. */
  readonly checkpoint: string
  /** This witness's signature line. */
  readonly line: string
}

export type WitnessState = WitnessedCheckpoint & {
  /** Whether the log has the line. */
  readonly posted: boolean
  /** When the log was caught; nothing is cosigned ever after. */
  readonly inconsistentAtMs: number | null
}

export interface WitnessStore {
  find(origin: string): WitnessState | undefined
  /** Replaces the last checkpoint, if that still has the size given: undefined where none was cosigned. */
  save(origin: string, oldSize: number | undefined, next: WitnessedCheckpoint): void
  posted(origin: string, size: number): void
  /** Remembers that the log contradicted itself. `seen` is kept only where nothing was cosigned before. */
  inconsistent(origin: string, seen: WitnessedCheckpoint, nowMs: number): void
}

export function createWitnessStore(database: DatabaseSync): WitnessStore {
  const find = database.prepare('SELECT * FROM witness WHERE origin = ?')
  const insert = database.prepare('INSERT INTO witness VALUES (?, ?, ?, ?, ?, 0, NULL)')
  const update = database.prepare(
    `UPDATE witness SET size = ?, root = ?, checkpoint = ?, line = ?, posted = 0
     WHERE origin = ? AND size = ? AND inconsistent_at_ms IS NULL`,
  )
  const posted = database.prepare('UPDATE witness SET posted = 1 WHERE origin = ? AND size = ?')
  const inconsistent = database.prepare(
    `INSERT INTO witness VALUES (?, ?, ?, ?, ?, 1, ?)
     ON CONFLICT (origin) DO UPDATE SET inconsistent_at_ms = excluded.inconsistent_at_ms`,
  )
  return {
    find: (origin) => {
      const row = find.get(origin)
      if (row === undefined) return undefined
      return {
        size: Number(row.size),
        root: String(row.root),
        checkpoint: String(row.checkpoint),
        line: String(row.line),
        posted: row.posted === 1,
        inconsistentAtMs: row.inconsistent_at_ms === null ? null : Number(row.inconsistent_at_ms),
      }
    },
    save: (origin, oldSize, { size, root, checkpoint, line }) => {
      const { changes } =
        oldSize === undefined
          ? insert.run(origin, size, root, checkpoint, line)
          : update.run(size, root, checkpoint, line, origin, oldSize)
      if (changes !== 1) throw new Error(`the witness state of ${origin} is not at ${oldSize}`)
    },
    posted: (origin, size) => {
      posted.run(origin, size)
    },
    inconsistent: (origin, { size, root, checkpoint, line }, nowMs) => {
      inconsistent.run(origin, size, root, checkpoint, line, nowMs)
    },
  }
}
