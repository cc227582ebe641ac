import { desc, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { anchor } from './schema.ts'

export type Anchor = typeof anchor.$inferSelect

export async function addAnchor(catalog: D1Database, row: Anchor): Promise<void> {
  await drizzle(catalog).insert(anchor).values(row).onConflictDoNothing()
}

export async function latestAnchor(
  catalog: D1Database,
  origin: string,
): Promise<Anchor | undefined> {
  return drizzle(catalog)
    .select()
    .from(anchor)
    .where(eq(anchor.origin, origin))
    .orderBy(desc(anchor.size))
    .limit(1)
    .get()
}
