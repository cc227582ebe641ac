import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { CommitRequest, Lease } from '../../workers/oracle/schema.ts'

export type LostOutcome = 'rejected' | 'expired' | 'refused'

/** How far a batch has come. A step is repeated until its outcome is stored here, and never after. */
export type Batch =
  | { readonly state: 'requested'; readonly requestKey: string; readonly countMax: number }
  | { readonly state: 'leased'; readonly requestKey: string; readonly lease: Lease }
  | PackedBatch
  | { readonly state: 'settled'; readonly requestKey: string }

export interface PackedBatch {
  readonly state: 'generated' | 'uploaded' | 'committed' | 'registered'
  readonly requestKey: string
  readonly lease: Lease
  readonly commitment: CommitRequest
}

export type UnsettledBatch = Exclude<Batch, { state: 'settled' }>

export interface BatchTotals {
  readonly accepted: number
  readonly duplicates: number
  readonly minted: number
  /** Assets in batches that are still under way. */
  readonly pending: number
  readonly rejected: readonly { readonly reason: string; readonly assets: number }[]
}

/** Transitions throw where the batch is not in the state that they start from. */
export interface BatchStore {
  /** Stores the key of a lease request before it is sent, so that a lost answer is asked for again. */
  request(requestKey: string, countMax: number, nowMs: number): void
  lease(requestKey: string, lease: Lease): void
  generated(requestKey: string, commitment: CommitRequest): void
  advance(requestKey: string, from: 'generated' | 'uploaded', to: 'uploaded' | 'committed'): void
  /** Takes a step back: the files are gone, or the oracle has less than this client remembers. */
  retreat(requestKey: string, to: 'leased' | 'generated' | 'uploaded'): void
  lose(requestKey: string, outcome: LostOutcome, reason: string): void
  find(requestKey: string): Batch
  unsettled(): UnsettledBatch[]
  settledCount(): number
  /** Assets that are accepted or may yet be. */
  assetsClaimed(): number
  totals(): BatchTotals
}

export function createBatchStore(database: DatabaseSync): BatchStore {
  const one = (sql: string) => {
    const statement = database.prepare(sql)
    return (...values: (string | number | null)[]): void => {
      const { changes } = statement.run(...values)
      if (changes !== 1) throw new Error(`${changes} rows changed: ${sql} (${values.join()})`)
    }
  }
  const request = one(`INSERT INTO batch (state, request_key, count_max, created_at_ms)
    VALUES ('requested', ?, ?, ?)`)
  const lease = one(`UPDATE batch SET state = 'leased', lease = ?, lease_id = ?, assets = ?
    WHERE request_key = ? AND state = 'requested'`)
  const generated = one(`UPDATE batch SET state = 'generated', commitment = ?
    WHERE request_key = ? AND state = 'leased'`)
  const advance = one('UPDATE batch SET state = ? WHERE request_key = ? AND state = ?')
  const retreat = one(`UPDATE batch SET state = ? WHERE request_key = ? AND state <> 'settled'`)
  const lose = one(`UPDATE batch SET state = 'settled', outcome = ?, reason = ?
    WHERE request_key = ? AND state <> 'settled'`)
  const find = database.prepare('SELECT * FROM batch WHERE request_key = ?')
  const unsettled = database.prepare(
    `SELECT * FROM batch WHERE state <> 'settled' ORDER BY created_at_ms, rowid`,
  )
  const settledCount = database.prepare(
    `SELECT count(*) AS count FROM batch WHERE state = 'settled'`,
  )
  return {
    request,
    lease: (key, value) => lease(JSON.stringify(value), value.leaseId, value.count, key),
    generated: (key, commitment) => generated(JSON.stringify(commitment), key),
    advance: (key, from, to) => advance(to, key, from),
    retreat: (key, to) => retreat(to, key),
    lose: (key, outcome, reason) => lose(outcome, reason, key),
    find: (key) => {
      const row = find.get(key)
      if (row === undefined) throw new Error(`no batch ${key}`)
      return parseBatch(row)
    },
    unsettled: () => unsettled.all().map(parseBatch).filter(isUnsettled),
    settledCount: () => Number(settledCount.get()?.count),
    assetsClaimed: () => assetsClaimed(database),
    totals: () => readTotals(database),
  }
}

function parseBatch(row: Record<string, SQLOutputValue>): Batch {
  const requestKey = String(row.request_key)
  const state = row.state as Batch['state']
  if (state === 'settled') return { state, requestKey }
  if (state === 'requested') return { state, requestKey, countMax: Number(row.count_max) }
  const lease = Lease.parse(JSON.parse(String(row.lease)))
  if (state === 'leased') return { state, requestKey, lease }
  const commitment = CommitRequest.parse(JSON.parse(String(row.commitment)))
  return { state, requestKey, lease, commitment }
}

const isUnsettled = (batch: Batch): batch is UnsettledBatch => batch.state !== 'settled'

function assetsClaimed(database: DatabaseSync): number {
  const row = database
    .prepare(
      `SELECT coalesce(sum(CASE state WHEN 'requested' THEN count_max ELSE assets - duplicates END), 0)
       AS assets FROM batch WHERE outcome IS NULL OR outcome = 'minted'`,
    )
    .get()
  return Number(row?.assets)
}

function readTotals(database: DatabaseSync): BatchTotals {
  const row = database
    .prepare(
      `SELECT
         coalesce(sum(assets - duplicates) FILTER (WHERE registered), 0) AS accepted,
         coalesce(sum(duplicates) FILTER (WHERE registered), 0) AS duplicates,
         coalesce(sum(assets - duplicates) FILTER (WHERE outcome = 'minted'), 0) AS minted,
         coalesce(sum(assets) FILTER (WHERE NOT registered AND outcome IS NULL), 0) AS pending
       FROM (SELECT *, state = 'registered' OR outcome IS 'minted' AS registered FROM batch)`,
    )
    .get()
  const rejected = database
    .prepare(
      `SELECT reason, sum(assets) AS assets FROM batch
       WHERE outcome IS NOT NULL AND outcome <> 'minted' GROUP BY reason ORDER BY reason`,
    )
    .all()
  return {
    accepted: Number(row?.accepted),
    duplicates: Number(row?.duplicates),
    minted: Number(row?.minted),
    pending: Number(row?.pending),
    rejected: rejected.map((it) => ({ reason: String(it.reason), assets: Number(it.assets) })),
  }
}
