import { insertJob } from './jobs.ts'
import type { Pack, TreeRoom } from './packing.ts'

/** Once this part of a tree is reserved, the next tree is created ahead of need. */
const FILLED_BEFORE_NEXT = 0.9

/** Trees with room in the order they are filled, then new numbers without end. */
export function* openTrees(sql: SqlStorage, leavesPerTree: number): Generator<TreeRoom> {
  const started = sql
    .exec<{ number: number; reserved: number }>(
      `SELECT number, reserved FROM tree WHERE state <> 'foreign' AND reserved < ? ORDER BY number`,
      leavesPerTree,
    )
    .toArray()
  for (const { number, reserved } of started) yield { number, room: leavesPerTree - reserved }
  for (let number = nextTreeNumber(sql); ; number += 1) yield { number, room: leavesPerTree }
}

/** Reserves the leaves of a pack, and plans its tree, or the tree after it, where missing. */
export function reserveLeaves(sql: SqlStorage, pack: Pack, leavesPerTree: number): void {
  planTree(sql, pack.tree)
  const { reserved } = sql
    .exec<{ reserved: number }>(
      'UPDATE tree SET reserved = reserved + ? WHERE number = ? RETURNING reserved',
      pack.count,
      pack.tree,
    )
    .one()
  if (reserved > leavesPerTree) throw new RangeError(`tree ${pack.tree} is over-full: ${reserved}`)
  if (reserved > leavesPerTree * FILLED_BEFORE_NEXT) planTree(sql, pack.tree + 1)
}

export function markTreeReady(sql: SqlStorage, number: number): void {
  sql.exec(`UPDATE tree SET state = 'ready' WHERE number = ? AND state = 'planned'`, number)
}

/**
 * Gives up a planned tree whose account somebody else's history already created (an outbox that was
 * lost, say), and moves what waited for it to a new one. Nothing of it can have been signed.
 */
export function replaceTree(sql: SqlStorage, number: number): void {
  const next = nextTreeNumber(sql)
  sql.exec(`INSERT INTO tree SELECT ?, state, reserved FROM tree WHERE number = ?`, next, number)
  sql.exec(`UPDATE tree SET state = 'foreign' WHERE number = ?`, number)
  sql.exec(`UPDATE job SET tree = ? WHERE tree = ? AND state = 'queued'`, next, number)
}

export function latestTree(sql: SqlStorage): number | undefined {
  return sql
    .exec<{ number: number }>(
      `SELECT number FROM tree WHERE state = 'ready' ORDER BY number DESC LIMIT 1`,
    )
    .toArray()[0]?.number
}

function planTree(sql: SqlStorage, number: number): void {
  const planned = sql
    .exec(
      `INSERT INTO tree (number, state) VALUES (?, 'planned') ON CONFLICT DO NOTHING RETURNING number`,
      number,
    )
    .toArray()
  if (planned.length > 0) insertJob(sql, 'tree', number)
}

function nextTreeNumber(sql: SqlStorage): number {
  return sql.exec<{ next: number }>('SELECT coalesce(max(number) + 1, 0) AS next FROM tree').one()
    .next
}
