import { insertJob } from './jobs.ts'
import { refusalOf } from './requests.ts'
import type { AnchorReply, AnchorRequest, TreasuryRefused } from './rpc.ts'

export interface AnchorWork {
  readonly origin: string
  readonly size: number
  readonly root: string
}

/** A log only grows: what was accepted for an origin can be repeated, never contradicted or undercut. */
export function anchorConflict(
  sql: SqlStorage,
  { origin, size, root }: AnchorRequest,
): TreasuryRefused | undefined {
  const recorded = findAnchor(sql, origin, size)
  if (recorded !== undefined) {
    return recorded.root === root
      ? undefined
      : refused('ANCHOR_CONFLICT', { origin, size: String(size), root: recorded.root })
  }
  const { last } = sql
    .exec<{ last: number }>(
      'SELECT coalesce(max(size), 0) AS last FROM anchor WHERE origin = ?',
      origin,
    )
    .one()
  if (size > last) return undefined
  return refused('ANCHOR_STALE', { origin, size: String(size), last: String(last) })
}

/** Records the anchor and its job; a repeat changes nothing. */
export function insertAnchor(sql: SqlStorage, { origin, size, root }: AnchorRequest): void {
  if (findAnchor(sql, origin, size) !== undefined) return
  sql.exec(
    'INSERT INTO anchor (origin, size, root, job) VALUES (?, ?, ?, ?)',
    origin,
    size,
    root,
    insertJob(sql, 'anchor', null),
  )
}

export function anchorReply(sql: SqlStorage, origin: string, size: number): AnchorReply {
  const job = sql
    .exec<{
      state: string
      signature: string
      slot: number
      code: string | null
      reason: string | null
    }>(
      `SELECT state, signature, slot, refusal_code AS code, refusal_reason AS reason
         FROM anchor JOIN job ON job.id = anchor.job WHERE origin = ? AND size = ?`,
      origin,
      size,
    )
    .one()
  if (job.state === 'refused') return refusalOf(job)
  if (job.state !== 'done') return { status: 'pending' }
  return { status: 'anchored', signature: job.signature, slot: job.slot }
}

export function findAnchorWork(sql: SqlStorage, job: number): AnchorWork {
  const { origin, size, root } = sql
    .exec<{ origin: string; size: number; root: string }>(
      'SELECT origin, size, root FROM anchor WHERE job = ?',
      job,
    )
    .one()
  return { origin, size, root }
}

function findAnchor(
  sql: SqlStorage,
  origin: string,
  size: number,
): { readonly root: string } | undefined {
  return sql
    .exec<{ root: string }>('SELECT root FROM anchor WHERE origin = ? AND size = ?', origin, size)
    .toArray()[0]
}

function refused(
  code: 'ANCHOR_CONFLICT' | 'ANCHOR_STALE',
  context: Readonly<Record<string, string>>,
): TreasuryRefused {
  return { status: 'refused', code, context }
}
