import type { Chain } from './chain.ts'
import { insertJob } from './jobs.ts'
import type { Pack, TreeRoom } from './packing.ts'

/** Once this part of a tree is reserved, the next tree is created ahead of need. */
const FILLED_BEFORE_NEXT = 0.9

/** The keys that trees are made with. A tree of a former treasury key is never written again. */
type Grove = Pick<Chain, 'address' | 'leavesPerTree' | 'treeAddress'>

/** Trees with room in the order they are filled, then new numbers without end. */
export function* openTrees(sql: SqlStorage, grove: Grove): Generator<TreeRoom> {
  const { address: authority, leavesPerTree } = grove
  const started = sql
    .exec<{ number: number; reserved: number }>(
      `SELECT number, reserved FROM tree WHERE state <> 'foreign' AND authority = ? AND reserved < ? ORDER BY number`,
      authority,
      leavesPerTree,
    )
    .toArray()
  for (const { number, reserved } of started) yield { number, room: leavesPerTree - reserved }
  for (let number = nextTreeNumber(sql); ; number += 1) yield { number, room: leavesPerTree }
}

/** Reserves the leaves of a pack, and plans its tree, or the tree after it, where missing. */
export function reserveLeaves(sql: SqlStorage, pack: Pack, grove: Grove): void {
  const { leavesPerTree } = grove
  planTree(sql, pack.tree, grove)
  const { reserved } = sql
    .exec<{ reserved: number }>(
      'UPDATE tree SET reserved = reserved + ? WHERE number = ? RETURNING reserved',
      pack.count,
      pack.tree,
    )
    .one()
  if (reserved > leavesPerTree) throw new RangeError(`tree ${pack.tree} is over-full: ${reserved}`)
  if (reserved > leavesPerTree * FILLED_BEFORE_NEXT) planTree(sql, pack.tree + 1, grove)
}

export function markTreeReady(sql: SqlStorage, number: number): void {
  sql.exec(`UPDATE tree SET state = 'ready' WHERE number = ? AND state = 'planned'`, number)
}

/**
 * Gives up a planned tree whose account somebody else's history already created (an outbox that was
 * lost, say), and moves what waited for it to a new one. Nothing of it can have been signed.
 */
export function replaceTree(sql: SqlStorage, number: number, grove: Grove): void {
  const next = nextTreeNumber(sql)
  sql.exec(
    `INSERT INTO tree (number, address, authority, state, reserved)
     SELECT ?, ?, authority, state, reserved FROM tree WHERE number = ?`,
    next,
    grove.treeAddress(next).tree,
    number,
  )
  sql.exec(`UPDATE tree SET state = 'foreign' WHERE number = ?`, number)
  sql.exec(`UPDATE job SET tree = ? WHERE tree = ? AND state = 'queued'`, next, number)
}

/** Address of the newest tree that takes leaves. */
export function latestTree(sql: SqlStorage, { address }: Grove): string | undefined {
  return sql
    .exec<{ address: string }>(
      `SELECT address FROM tree WHERE state = 'ready' AND authority = ? ORDER BY number DESC LIMIT 1`,
      address,
    )
    .toArray()[0]?.address
}

function planTree(sql: SqlStorage, number: number, grove: Grove): void {
  const planned = sql
    .exec(
      `INSERT INTO tree (number, address, authority, state) VALUES (?, ?, ?, 'planned')
       ON CONFLICT (number) DO NOTHING RETURNING number`,
      number,
      grove.treeAddress(number).tree,
      grove.address,
    )
    .toArray()
  if (planned.length > 0) insertJob(sql, 'tree', number)
}

function nextTreeNumber(sql: SqlStorage): number {
  return sql.exec<{ next: number }>('SELECT coalesce(max(number) + 1, 0) AS next FROM tree').one()
    .next
}
