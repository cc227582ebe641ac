import { DurableObject } from 'cloudflare:workers'
import type { LeaseId, NodeId } from '../domain/ids.ts'
import { type LeasePolicy, leaseCount } from '../domain/lease/policy.ts'
import type { ViewsRequest } from '../domain/lease/views.ts'
import { type LeaseRow, openWorkQueue, type QueuedLease, toLease } from './work-queue-schema.ts'

export interface LeaseOrder {
  readonly nodeId: NodeId
  readonly requestKey: string
  /** Used when the order is new. */
  readonly leaseId: LeaseId
  readonly countMax: number
  readonly policy: LeasePolicy
  /** By whom the assets are made, for as long as the lease lives. */
  readonly generator: string
  readonly views: ViewsRequest | null
  readonly nowMs: number
}

export type LeaseResult =
  | { readonly status: 'leased'; readonly lease: QueuedLease }
  | { readonly status: 'leases_too_many'; readonly open: number }
  | { readonly status: 'request_conflict' }

type Unusable = { readonly status: 'lease_unknown' | 'lease_not_yours' | 'lease_expired' }

export type DeclareResult =
  | { readonly status: 'declared'; readonly lease: QueuedLease }
  | { readonly status: 'declaration_conflict' }
  | Unusable

export type CommitResult =
  | { readonly status: 'committed' | 'already_committed'; readonly lease: QueuedLease }
  | { readonly status: 'commit_conflict' }
  | Unusable

/**
 * Which node works on which batch. One object, named by QUEUE_NAME; called by the oracle and the audit.
 *
 * A batch number is held by one lease at a time and accepted once. Every lease ends as accepted, or
 * its number goes back and the next order takes it. Nothing is ever deleted.
 */
export class WorkQueue extends DurableObject<Env> {
  readonly #sql: SqlStorage

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#sql = ctx.storage.sql
    openWorkQueue(this.#sql)
  }

  /** The same request always gives the same lease, whatever has become of it. */
  async lease(order: LeaseOrder): Promise<LeaseResult> {
    this.expire(order.nowMs)
    const known = this.#findBy('node_id = ? AND request_key = ?', order.nodeId, order.requestKey)
    if (known !== undefined) {
      if (known.countMax !== order.countMax) return { status: 'request_conflict' }
      return { status: 'leased', lease: known }
    }

    const open = this.#count(`node_id = ? AND status = 'open'`, order.nodeId)
    if (open >= order.policy.openMax) return { status: 'leases_too_many', open }

    const expiresAtMs = order.nowMs + order.policy.leaseMs
    const lease = this.ctx.storage.transactionSync(() => this.#insert(order, expiresAtMs))
    await this.#wakeBy(expiresAtMs)
    return { status: 'leased', lease }
  }

  find(leaseId: LeaseId, nowMs: number): QueuedLease | undefined {
    this.expire(nowMs)
    return this.#findBy('lease_id = ?', leaseId)
  }

  /** Fixes what will be uploaded. A second declaration has to be the same. */
  declare(order: {
    readonly leaseId: LeaseId
    readonly nodeId: NodeId
    readonly declaration: string
    readonly nowMs: number
  }): DeclareResult {
    const lease = this.#usable(order)
    if (lease.status !== 'usable') return lease
    const { declaration, status } = lease.lease
    if (declaration !== null && declaration !== order.declaration) {
      return { status: 'declaration_conflict' }
    }
    if (status === 'open') {
      this.#sql.exec(
        'UPDATE lease SET declaration = ? WHERE lease_id = ?',
        order.declaration,
        order.leaseId,
      )
    }
    return { status: 'declared', lease: this.#existing(order.leaseId) }
  }

  /** Keeps the first multipart upload that is named for a lease and returns it. */
  fixUploadId(leaseId: LeaseId, uploadId: string): string {
    this.#sql.exec(
      'UPDATE lease SET upload_id = ? WHERE lease_id = ? AND upload_id IS NULL',
      uploadId,
      leaseId,
    )
    return this.#existing(leaseId).uploadId ?? uploadId
  }

  /** `commit` is canonical text: an equal retry is answered as the first one, another text is a conflict. */
  commit(order: {
    readonly leaseId: LeaseId
    readonly nodeId: NodeId
    readonly commit: string
    readonly nowMs: number
  }): CommitResult {
    const found = this.#usable(order)
    if (found.status !== 'usable') return found
    const { lease } = found
    if (lease.commit !== null) {
      return lease.commit === order.commit
        ? { status: 'already_committed', lease }
        : { status: 'commit_conflict' }
    }
    this.#sql.exec(
      `UPDATE lease SET status = 'committed', "commit" = ?, committed_at_ms = ? WHERE lease_id = ?`,
      order.commit,
      order.nowMs,
      order.leaseId,
    )
    return { status: 'committed', lease: this.#existing(order.leaseId) }
  }

  /** Ends a committed lease. A rejected batch goes back to the queue; settling twice changes nothing. */
  settle(leaseId: LeaseId, outcome: 'accepted' | 'rejected'): 'settled' | 'already_settled' {
    const lease = this.#existing(leaseId)
    if (lease.status === outcome) return 'already_settled'
    if (lease.status !== 'committed') {
      throw new Error(`lease ${leaseId} is ${lease.status}, not to be settled as ${outcome}`)
    }
    this.ctx.storage.transactionSync(() => {
      this.#sql.exec(
        `UPDATE lease SET status = ?, settled_rank =
           (SELECT 1 + coalesce(max(settled_rank), 0) FROM lease WHERE node_id = ?) WHERE lease_id = ?`,
        outcome,
        lease.nodeId,
        leaseId,
      )
      if (outcome === 'rejected') this.#giveBack(lease.batchNumber)
    })
    return 'settled'
  }

  /** Committed before `beforeMs` and not settled since: work that a lost message left behind. */
  listUnsettled(beforeMs: number, rowsMax: number): QueuedLease[] {
    return this.#sql
      .exec<LeaseRow>(
        `SELECT * FROM lease WHERE status = 'committed' AND committed_at_ms <= ?
          ORDER BY committed_at_ms LIMIT ?`,
        beforeMs,
        rowsMax,
      )
      .toArray()
      .map(toLease)
  }

  /** Expired or rejected, due before `beforeMs`, with objects that were not swept since. */
  listAbandoned(beforeMs: number, rowsMax: number): QueuedLease[] {
    return this.#sql
      .exec<LeaseRow>(
        `SELECT * FROM lease WHERE swept = 0 AND declaration IS NOT NULL
            AND status IN ('expired', 'rejected') AND expires_at_ms <= ?
          ORDER BY expires_at_ms LIMIT ?`,
        beforeMs,
        rowsMax,
      )
      .toArray()
      .map(toLease)
  }

  markSwept(leaseId: LeaseId): void {
    this.#sql.exec('UPDATE lease SET swept = 1 WHERE lease_id = ?', leaseId)
  }

  counts(): { readonly open: number; readonly returned: number } {
    const returned = this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM returned').one().n
    return { open: this.#count(`status = 'open'`), returned }
  }

  /** Takes back every open lease whose time is over. */
  expire(nowMs: number): void {
    const overdue = this.#sql
      .exec<{ lease_id: string; batch_number: number }>(
        `SELECT lease_id, batch_number FROM lease WHERE status = 'open' AND expires_at_ms <= ?`,
        nowMs,
      )
      .toArray()
    if (overdue.length === 0) return
    this.ctx.storage.transactionSync(() => {
      for (const { lease_id, batch_number } of overdue) {
        this.#sql.exec(`UPDATE lease SET status = 'expired' WHERE lease_id = ?`, lease_id)
        this.#giveBack(batch_number)
      }
    })
  }

  override async alarm(): Promise<void> {
    this.expire(Date.now())
    const { next } = this.#sql
      .exec<{ next: number | null }>(
        `SELECT min(expires_at_ms) AS next FROM lease WHERE status = 'open'`,
      )
      .one()
    if (next !== null) await this.ctx.storage.setAlarm(next)
  }

  #insert(order: LeaseOrder, expiresAtMs: number): QueuedLease {
    const batchNumber = this.#takeBatchNumber()
    const count = leaseCount(this.#acceptedInRow(order.nodeId), order.countMax, order.policy)
    this.#sql.exec(
      `INSERT INTO lease (lease_id, node_id, request_key, batch_number, count_max, asset_count, grid,
         issued_at_ms, expires_at_ms, status, generator, view_count, view_size)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?)`,
      ...[
        order.leaseId,
        order.nodeId,
        order.requestKey,
        batchNumber,
        order.countMax,
        count,
        order.policy.grid,
      ],
      ...[order.nowMs, expiresAtMs],
      ...[order.generator, order.views?.count ?? 0, order.views?.size ?? 0],
    )
    return this.#existing(order.leaseId)
  }

  #takeBatchNumber(): number {
    const [back] = this.#sql
      .exec<{ batch_number: number }>(
        'DELETE FROM returned WHERE batch_number = (SELECT min(batch_number) FROM returned) RETURNING batch_number',
      )
      .toArray()
    if (back !== undefined) return back.batch_number
    const { taken } = this.#sql
      .exec<{ taken: number }>(
        'UPDATE next_batch SET batch_number = batch_number + 1 RETURNING batch_number - 1 AS taken',
      )
      .one()
    return taken
  }

  #giveBack(batchNumber: number): void {
    this.#sql.exec('INSERT INTO returned VALUES (?)', batchNumber)
  }

  /** By the order of verdicts, so that a bad batch is no better for being the oldest one. */
  #acceptedInRow(nodeId: NodeId): number {
    return this.#count(
      `node_id = ?1 AND status = 'accepted' AND settled_rank > coalesce(
         (SELECT max(settled_rank) FROM lease WHERE node_id = ?1 AND status = 'rejected'), 0)`,
      nodeId,
    )
  }

  #usable(order: {
    readonly leaseId: LeaseId
    readonly nodeId: NodeId
    readonly nowMs: number
  }): { readonly status: 'usable'; readonly lease: QueuedLease } | Unusable {
    const lease = this.find(order.leaseId, order.nowMs)
    if (lease === undefined) return { status: 'lease_unknown' }
    if (lease.nodeId !== order.nodeId) return { status: 'lease_not_yours' }
    if (lease.status === 'expired') return { status: 'lease_expired' }
    return { status: 'usable', lease }
  }

  #existing(leaseId: LeaseId): QueuedLease {
    const lease = this.#findBy('lease_id = ?', leaseId)
    if (lease === undefined) throw new Error(`no such lease: ${leaseId}`)
    return lease
  }

  #findBy(condition: string, ...values: readonly string[]): QueuedLease | undefined {
    const [row] = this.#sql
      .exec<LeaseRow>(`SELECT * FROM lease WHERE ${condition}`, ...values)
      .toArray()
    return row && toLease(row)
  }

  #count(condition: string, ...values: readonly string[]): number {
    return this.#sql
      .exec<{ n: number }>(`SELECT count(*) AS n FROM lease WHERE ${condition}`, ...values)
      .one().n
  }

  async #wakeBy(atMs: number): Promise<void> {
    const alarmMs = await this.ctx.storage.getAlarm()
    if (alarmMs === null || alarmMs > atMs) await this.ctx.storage.setAlarm(atMs)
  }
}
