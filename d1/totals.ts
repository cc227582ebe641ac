import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { submission } from './schema.ts'

export interface Totals {
  readonly batches: number
  readonly accepted: number
  readonly rejected: number
  readonly pending: number
  readonly duplicates: number
  readonly minted: number
  readonly mintTransactions: number
}

/** Assets by outcome over all submissions. */
export async function readTotals(catalog: D1Database): Promise<Totals> {
  const assets = (condition: ReturnType<typeof sql>) =>
    sql<number>`coalesce(sum(CASE WHEN ${condition} THEN ${submission.assetCount} ELSE 0 END), 0)`
  const accepted = sql`${submission.status} IN ('registered', 'minted')`
  const row = await drizzle(catalog)
    .select({
      batches: sql<number>`count(*)`,
      accepted: sql<number>`${assets(accepted)} - coalesce(sum(${submission.duplicates}), 0)`,
      rejected: assets(sql`${submission.status} = 'rejected'`),
      pending: assets(sql`${submission.status} IN ('committed', 'accepted')`),
      duplicates: sql<number>`coalesce(sum(${submission.duplicates}), 0)`,
      minted: sql<number>`coalesce(sum(${submission.minted}), 0)`,
      mintTransactions: sql<number>`coalesce(sum(${submission.mintTransactions}), 0)`,
    })
    .from(submission)
    .get()
  if (row === undefined) throw new Error('an aggregate without a row')
  return row
}

/** Rejected batches by rule code. */
export async function readRejections(catalog: D1Database): Promise<Record<string, number>> {
  const rows = await drizzle(catalog)
    .select({ rule: submission.rule, batches: sql<number>`count(*)` })
    .from(submission)
    .where(sql`${submission.status} = 'rejected'`)
    .groupBy(submission.rule)
  return Object.fromEntries(rows.map((row) => [String(row.rule), row.batches]))
}
