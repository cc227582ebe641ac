import type { Wallet } from '../domain/ids.ts'
import { DAY_MS } from '../domain/license/terms.ts'
import type { PAYMENT_STATUSES } from './licensing-schema.ts'

/** From a moment (inclusive) to another (exclusive). */
export interface Window {
  readonly fromMs: number
  readonly toMs: number
}

/** A row's place in a list: by time, then by id. */
export interface Position {
  readonly atMs: number
  readonly id: string
}

export interface ListQuery extends Window {
  /** Only rows behind it. */
  readonly after: Position
  readonly limit: number
}

export interface Deposit extends Position {
  readonly wallet: Wallet
  /** Decimal digits, as in all amounts here. */
  readonly atoms: string
  readonly status: (typeof PAYMENT_STATUSES)[number]
}

export interface Job extends Position {
  readonly wallet: Wallet
  readonly atoms: string
}

/**
 * What a license was sold for. Its discount is the unused part of an earlier license, which that one
 * has on its own account: so the sum over licenses is what the ledger has as revenue.
 */
const JOBS = `(
  SELECT l.id, l.wallet, l.issued_at_ms,
    CAST(o.price_atoms AS INTEGER) - CAST(o.discount_atoms AS INTEGER) AS atoms
  FROM license l JOIN license_order o ON o.id = l.order_id)`

/** Exact beyond 2^53, where numbers lose digits, and beyond 2^63, where SQLite fails. */
const sumOf = (atoms: string, name: string) =>
  `CAST(coalesce(sum(${atoms} >> 32), 0) AS TEXT) AS ${name}High,
   CAST(coalesce(sum(${atoms} & 4294967295), 0) AS TEXT) AS ${name}Low`
const joined = (high: string, low: string): bigint => (BigInt(high) << 32n) + BigInt(low)

/** Payments by the time of their block. */
export async function listDeposits(
  catalog: D1Database,
  { after, toMs, limit }: Omit<ListQuery, 'fromMs'>,
): Promise<Deposit[]> {
  const { results } = await catalog
    .prepare(
      `SELECT signature AS id, paid_at_ms AS atMs, wallet, atoms, status FROM payment
       WHERE (paid_at_ms, signature) > (?1, ?2) AND paid_at_ms < ?3
       ORDER BY paid_at_ms, signature LIMIT ?4`,
    )
    .bind(after.atMs, after.id, toMs, limit)
    .all<Deposit>()
  return results
}

/** Licenses by the time of their issue. */
export async function listJobs(
  catalog: D1Database,
  { after, toMs, limit }: Omit<ListQuery, 'fromMs'>,
): Promise<Job[]> {
  const { results } = await catalog
    .prepare(
      `SELECT id, issued_at_ms AS atMs, wallet, CAST(atoms AS TEXT) AS atoms FROM ${JOBS}
       WHERE (issued_at_ms, id) > (?1, ?2) AND issued_at_ms < ?3
       ORDER BY issued_at_ms, id LIMIT ?4`,
    )
    .bind(after.atMs, after.id, toMs, limit)
    .all<Job>()
  return results
}

export interface DayTotals {
  readonly depositedAtoms: bigint
  readonly usedAtoms: bigint
  readonly depositors: number
  readonly activeUsers: number
  readonly deposits: number
  readonly jobs: number
}

const NO_TOTALS: DayTotals = {
  ...{ depositedAtoms: 0n, usedAtoms: 0n, depositors: 0, activeUsers: 0, deposits: 0, jobs: 0 },
}

type DepositDay = { day: number; deposits: number; depositors: number; dHigh: string; dLow: string }
type JobDay = { day: number; jobs: number; uHigh: string; uLow: string }
type ActiveDay = { day: number; users: number }

/** By day since 1970, in UTC; days without anything are missing. Only confirmed payments count. */
export async function readDays(
  catalog: D1Database,
  { fromMs, toMs }: Window,
): Promise<(day: number) => DayTotals> {
  // The sign keeps SQLite from its index by status: nearly all payments are confirmed.
  const paid = `payment WHERE +status = 'confirmed' AND paid_at_ms >= ?1 AND paid_at_ms < ?2`
  const issued = `issued_at_ms >= ?1 AND issued_at_ms < ?2`
  const [deposits, jobs, active] = await catalog.batch([
    catalog
      .prepare(
        `SELECT paid_at_ms / ${DAY_MS} AS day, count(*) AS deposits,
           count(DISTINCT wallet) AS depositors, ${sumOf('CAST(atoms AS INTEGER)', 'd')}
         FROM ${paid} GROUP BY day`,
      )
      .bind(fromMs, toMs),
    catalog
      .prepare(
        `SELECT issued_at_ms / ${DAY_MS} AS day, count(*) AS jobs, ${sumOf('atoms', 'u')}
         FROM ${JOBS} WHERE ${issued} GROUP BY day`,
      )
      .bind(fromMs, toMs),
    catalog
      .prepare(
        `SELECT day, count(*) AS users FROM (
           SELECT paid_at_ms / ${DAY_MS} AS day, wallet FROM ${paid}
           UNION SELECT issued_at_ms / ${DAY_MS}, wallet FROM license WHERE ${issued})
         GROUP BY day`,
      )
      .bind(fromMs, toMs),
  ])
  const days = new Map<number, DayTotals>()
  const add = (day: number, totals: Partial<DayTotals>) =>
    days.set(day, { ...NO_TOTALS, ...days.get(day), ...totals })
  for (const row of (deposits?.results ?? []) as DepositDay[]) {
    const { day, depositors } = row
    const depositedAtoms = joined(row.dHigh, row.dLow)
    add(day, { depositors, deposits: row.deposits, depositedAtoms })
  }
  for (const row of (jobs?.results ?? []) as JobDay[]) {
    add(row.day, { jobs: row.jobs, usedAtoms: joined(row.uHigh, row.uLow) })
  }
  for (const { day, users } of (active?.results ?? []) as ActiveDay[]) {
    add(day, { activeUsers: users })
  }
  return (day) => days.get(day) ?? NO_TOTALS
}

export interface UserTotals {
  readonly wallet: Wallet
  readonly depositedAtoms: bigint
  readonly spentAtoms: bigint
  readonly deposits: number
  readonly jobs: number
  readonly firstAtMs: number
  readonly lastAtMs: number
}

export interface UsersQuery extends Window {
  /** Either only the one, or all that sort behind the other. */
  readonly wallets: { readonly only: Wallet } | { readonly after: string }
  readonly limit: number
}

type UserRow = Omit<UserTotals, 'depositedAtoms' | 'spentAtoms'> &
  Readonly<Record<'dHigh' | 'dLow' | 'uHigh' | 'uLow', string>>

/** Wallets in their order, with what they did in the window. */
export async function listUsers(
  catalog: D1Database,
  { fromMs, toMs, wallets, limit }: UsersQuery,
): Promise<UserTotals[]> {
  // The signs keep SQLite from its indexes by time and status: a page has few wallets.
  const paid = `+status = 'confirmed' AND +paid_at_ms >= ?1 AND +paid_at_ms < ?2`
  const issued = `+issued_at_ms >= ?1 AND +issued_at_ms < ?2`
  const [relation, named] = 'only' in wallets ? ['=', wallets.only] : ['>', wallets.after]
  const chosen = (table: string, condition: string) =>
    `SELECT * FROM (SELECT DISTINCT wallet FROM ${table}
       WHERE wallet ${relation} ?3 AND ${condition} ORDER BY wallet LIMIT ?4)`
  // Chosen first, so that sums are made of one page's wallets only.
  const { results } = await catalog
    .prepare(
      `WITH page AS (${chosen('payment', paid)} UNION ${chosen('license', issued)}
         ORDER BY wallet LIMIT ?4),
       activity AS (
         SELECT wallet, paid_at_ms AS at, CAST(atoms AS INTEGER) AS deposited, NULL AS used
         FROM payment WHERE wallet IN (SELECT wallet FROM page) AND ${paid}
         UNION ALL SELECT wallet, issued_at_ms, NULL, atoms
         FROM ${JOBS} WHERE wallet IN (SELECT wallet FROM page) AND ${issued})
       SELECT wallet, count(deposited) AS deposits, count(used) AS jobs, min(at) AS firstAtMs,
         max(at) AS lastAtMs, ${sumOf('deposited', 'd')}, ${sumOf('used', 'u')}
       FROM activity GROUP BY wallet ORDER BY wallet`,
    )
    .bind(fromMs, toMs, named, limit)
    .all<UserRow>()
  return results.map(({ dHigh, dLow, uHigh, uLow, ...row }) => ({
    ...row,
    depositedAtoms: joined(dHigh, dLow),
    spentAtoms: joined(uHigh, uLow),
  }))
}
