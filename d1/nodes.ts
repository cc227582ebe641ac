import { count, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { NodeId } from '../domain/ids.ts'
import { node } from './schema.ts'

export type NodeRow = typeof node.$inferSelect

export async function findNode(catalog: D1Database, id: NodeId): Promise<NodeRow | undefined> {
  return drizzle(catalog).select().from(node).where(eq(node.id, id)).get()
}

/** Returns the row that stands afterwards: the given one, or the one that was there before. */
export async function addNode(catalog: D1Database, row: NodeRow): Promise<NodeRow> {
  await drizzle(catalog).insert(node).values(row).onConflictDoNothing()
  const stored = await findNode(catalog, row.id)
  if (stored === undefined) throw new Error(`node was not stored: ${row.id}`)
  return stored
}

export async function countNodes(catalog: D1Database): Promise<number> {
  const row = await drizzle(catalog).select({ nodes: count() }).from(node).get()
  return row?.nodes ?? 0
}
