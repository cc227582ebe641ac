import { type ListQuery as Listed, listDeposits, listJobs, type Position } from '../../d1/stats.ts'
import { Refusal } from '../../domain/errors.ts'
import { formatCursor, parseCursor } from './cursor.ts'
import type { DepositStats, JobStats, ListQuery } from './schema.ts'

const START_MS = 0
const END_MS = 8_640_000_000_000_000

export const isoTime = (ms: number): string => new Date(ms).toISOString()

interface Page<T> {
  readonly data: T[]
  readonly cursor: string | null
  readonly hasMore: boolean
}

/** A page of rows, of which one more than `limit` was asked for. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  itemOf: (row: Row) => Item,
  cursorOf: (row: Row) => string,
): Page<Item> {
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  const hasMore = rows.length > limit
  const cursor = hasMore && last !== undefined ? cursorOf(last) : null
  return { data: data.map(itemOf), cursor, hasMore }
}

export async function depositStats(env: Env, query: ListQuery): Promise<DepositStats> {
  const rows = await listDeposits(env.CATALOG, listed('deposits', query))
  return pageOf(
    rows,
    query.limit,
    ({ id, wallet, atoms, status, atMs }) => ({
      ...{ depositId: id, userId: wallet, renderAmount: atoms, status },
      depositedAt: isoTime(atMs),
    }),
    ({ atMs, id }) => formatCursor('deposits', atMs, id),
  )
}

export async function jobStats(env: Env, query: ListQuery): Promise<JobStats> {
  const rows = await listJobs(env.CATALOG, listed('jobs', query))
  return pageOf(
    rows,
    query.limit,
    ({ id, wallet, atoms, atMs }) => ({
      ...{ jobId: id, userId: wallet, renderUsed: atoms, completedAt: isoTime(atMs) },
    }),
    ({ atMs, id }) => formatCursor('jobs', atMs, id),
  )
}

/** Refuses a cursor of another list, even where there is nothing to list. */
export function listed(list: string, { from, to, cursor, limit }: ListQuery): Listed {
  const fromMs = from === undefined ? START_MS : Date.parse(from)
  const toMs = to === undefined ? END_MS : Date.parse(to)
  const first: Position = { atMs: fromMs, id: '' }
  const after = cursor === undefined ? first : positionOf(list, cursor)
  return { fromMs, toMs, after: after.atMs < fromMs ? first : after, limit: limit + 1 }
}

function positionOf(list: string, cursor: string): Position {
  const [time = '', id = ''] = parseCursor(list, 2, cursor)
  const atMs = Number(time)
  if (!/^[0-9]{1,16}$/.test(time) || atMs > END_MS) {
    throw new Refusal('REQUEST_INVALID', { path: 'cursor', issue: 'not a cursor of this list' })
  }
  return { atMs, id }
}
