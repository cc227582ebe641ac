import { listUsers, readDays, type Window } from '../../d1/stats.ts'
import { Refusal } from '../../domain/errors.ts'
import { isWallet } from '../../domain/ids.ts'
import { DAY_MS } from '../../domain/license/terms.ts'
import { formatCursor, parseCursor } from './cursor.ts'
import { isoTime, pageOf } from './lists.ts'
import {
  type DayStats,
  type DaysQuery,
  STATS_DAYS_MAX,
  type UserStats,
  type UsersQuery,
} from './schema.ts'

const DAYS_DEFAULT = 30
const END_MS = 8_640_000_000_000_000

/** Up to today, and thirty days, where nothing else is asked for. */
function daysOf({ from, to }: DaysQuery, nowMs: number): Window {
  const lastMs = to === undefined ? nowMs - (nowMs % DAY_MS) : Date.parse(to)
  const fromMs = from === undefined ? lastMs - (DAYS_DEFAULT - 1) * DAY_MS : Date.parse(from)
  const toMs = lastMs + DAY_MS
  const days = (toMs - fromMs) / DAY_MS
  if (days < 1 || days > STATS_DAYS_MAX) {
    const issue = `not 1 to ${STATS_DAYS_MAX} days: ${days}`
    throw new Refusal('REQUEST_INVALID', { path: 'to', issue })
  }
  return { fromMs, toMs }
}

export async function dailyStats(env: Env, query: DaysQuery, nowMs: number): Promise<DayStats> {
  const window = daysOf(query, nowMs)
  const totalsOf = await readDays(env.CATALOG, window)
  const first = window.fromMs / DAY_MS
  const count = (window.toMs - window.fromMs) / DAY_MS
  const data = Array.from({ length: count }, (_, i) => {
    const totals = totalsOf(first + i)
    return {
      date: isoTime((first + i) * DAY_MS).slice(0, 10),
      totalRenderDeposited: String(totals.depositedAtoms),
      totalRenderBurned: '0',
      totalRenderUsed: String(totals.usedAtoms),
      totalUsdRevenue: null,
      uniqueDepositingUsers: totals.depositors,
      uniqueActiveUsers: totals.activeUsers,
      depositCount: totals.deposits,
      burnCount: 0,
      jobCount: totals.jobs,
    }
  })
  return { data, cursor: null, hasMore: false }
}

export async function userStats(env: Env, query: UsersQuery): Promise<UserStats> {
  const { from, to, userId, limit } = query
  const after = query.cursor === undefined ? '' : walletOf(query.cursor)
  const rows = await listUsers(env.CATALOG, {
    fromMs: from === undefined ? 0 : Date.parse(from),
    toMs: to === undefined ? END_MS : Date.parse(to) + DAY_MS,
    wallets: userId === undefined ? { after } : { only: userId },
    limit: limit + 1,
  })
  return pageOf(
    rows,
    limit,
    (row) => ({
      userId: row.wallet,
      totalRenderDeposited: String(row.depositedAtoms),
      totalRenderSpent: String(row.spentAtoms),
      ...{ depositCount: row.deposits, jobCount: row.jobs },
      ...{ firstActivityAt: isoTime(row.firstAtMs), lastActivityAt: isoTime(row.lastAtMs) },
    }),
    ({ wallet }) => formatCursor('users', wallet),
  )
}

function walletOf(cursor: string): string {
  const [wallet = ''] = parseCursor('users', 1, cursor)
  if (isWallet(wallet)) return wallet
  throw new Refusal('REQUEST_INVALID', { path: 'cursor', issue: 'not a cursor of this list' })
}
