import type { TreasuryRefusal } from './rpc.ts'

export type JobKind = 'tree' | 'mint' | 'anchor'

/** A transaction that is to exist once: queued, signed and perhaps on its way, landed, then done. */
export interface Job {
  readonly id: number
  readonly kind: JobKind
  /** Number of the tree it writes; null for an anchor. */
  readonly tree: number | null
  readonly failures: number
}

/** A job whose one live transaction is out, or may be. */
export interface SignedJob extends Job {
  readonly signature: string
  readonly wire: Uint8Array
  readonly lastValidBlockHeight: number
  readonly sentAtMs: number | null
}

export interface LandedJob extends Job {
  readonly signature: string
}

export interface Signed {
  readonly signature: string
  readonly wire: Uint8Array
  readonly lastValidBlockHeight: number
}

const JOB = 'id, kind, tree, failures'

export function insertJob(sql: SqlStorage, kind: JobKind, tree: number | null): number {
  return sql
    .exec<{ id: number }>(
      `INSERT INTO job (kind, state, tree) VALUES (?, 'queued', ?) RETURNING id`,
      kind,
      tree,
    )
    .one().id
}

/** Oldest first; a mint waits until its tree exists, and both for the key that the tree was planned with. */
export function listLaunchable(
  sql: SqlStorage,
  authority: string,
  countMax: number,
): readonly Job[] {
  return sql
    .exec<Row>(
      `SELECT ${JOB} FROM job WHERE state = 'queued'
          AND (kind = 'anchor' OR tree IN (
            SELECT number FROM tree WHERE authority = ? AND (kind = 'tree' OR tree.state = 'ready')))
        ORDER BY id LIMIT ?`,
      authority,
      countMax,
    )
    .toArray()
}

export function listSigned(sql: SqlStorage): readonly SignedJob[] {
  return sql
    .exec<Row & { signature: string; wire: ArrayBuffer; height: number; sentAtMs: number | null }>(
      `SELECT ${JOB}, signature, wire, last_valid_block_height AS height, sent_at_ms AS sentAtMs
         FROM job WHERE state = 'signed' ORDER BY id`,
    )
    .toArray()
    .map(({ wire, height, ...job }) => ({
      ...job,
      wire: new Uint8Array(wire),
      lastValidBlockHeight: height,
    }))
}

export function listLanded(sql: SqlStorage): readonly LandedJob[] {
  return sql
    .exec<Row & { signature: string }>(
      `SELECT ${JOB}, signature FROM job WHERE state = 'landed' ORDER BY id`,
    )
    .toArray()
}

export function countOpen(sql: SqlStorage): number {
  return sql
    .exec<{ open: number }>(
      `SELECT count(*) AS open FROM job WHERE state IN ('queued', 'signed', 'landed')`,
    )
    .one().open
}

export function countSigned(sql: SqlStorage): number {
  return sql
    .exec<{ signed: number }>(`SELECT count(*) AS signed FROM job WHERE state = 'signed'`)
    .one().signed
}

export function countDone(sql: SqlStorage): number {
  return sql.exec<{ done: number }>(`SELECT count(*) AS done FROM job WHERE state = 'done'`).one()
    .done
}

/** Binds the job to its one live transaction; false when it was not waiting for one. */
export function markSigned(sql: SqlStorage, id: number, signed: Signed): boolean {
  const bound = sql
    .exec(
      `UPDATE job SET state = 'signed', signature = ?, wire = ?, last_valid_block_height = ?,
              sent_at_ms = NULL, attempts = attempts + 1
        WHERE id = ? AND state = 'queued' RETURNING id`,
      signed.signature,
      signed.wire,
      signed.lastValidBlockHeight,
      id,
    )
    .toArray()
  return bound.length > 0
}

export function markSent(sql: SqlStorage, signature: string, sentAtMs: number): void {
  sql.exec(
    `UPDATE job SET sent_at_ms = ? WHERE signature = ? AND state = 'signed'`,
    sentAtMs,
    signature,
  )
}

/** Finalized without error. The bytes have done their work and are dropped. */
export function markLanded(sql: SqlStorage, signature: string, slot: number): void {
  sql.exec(
    `UPDATE job SET state = 'landed', slot = ?, wire = NULL WHERE signature = ? AND state = 'signed'`,
    slot,
    signature,
  )
}

export function markDone(sql: SqlStorage, id: number): void {
  sql.exec(`UPDATE job SET state = 'done' WHERE id = ? AND state = 'landed'`, id)
}

/** Takes a transaction that can never land any more off its job, so that another may be signed. */
export function requeueExpired(sql: SqlStorage, signature: string): void {
  sql.exec(
    `UPDATE job SET state = 'queued', signature = NULL, wire = NULL, last_valid_block_height = NULL
      WHERE signature = ? AND state = 'signed'`,
    signature,
  )
}

/** Like `requeueExpired`, for one that was finalized as failed and therefore had no effect. */
export function requeueFailed(sql: SqlStorage, signature: string): void {
  sql.exec(
    `UPDATE job SET state = 'queued', signature = NULL, wire = NULL, last_valid_block_height = NULL,
            failures = failures + 1
      WHERE signature = ? AND state = 'signed'`,
    signature,
  )
}

export interface JobRefusal {
  readonly code: TreasuryRefusal
  readonly reason: string
}

/** Ends a job that has no live transaction, or whose transaction was finalized as failed. */
export function markRefused(sql: SqlStorage, id: number, refusal: JobRefusal): void {
  sql.exec(
    `UPDATE job SET state = 'refused', wire = NULL, refusal_code = ?, refusal_reason = ?
      WHERE id = ? AND state IN ('queued', 'signed')`,
    refusal.code,
    refusal.reason,
    id,
  )
}

type Row = {
  id: number
  kind: JobKind
  tree: number | null
  failures: number
}
