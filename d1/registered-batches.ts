import { and, asc, eq, gte, isNotNull, lt, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { NodeId, Wallet } from '../domain/ids.ts'
import { node, submission } from './schema.ts'
import type { Submission } from './submissions.ts'

export interface RegisteredBatch {
  readonly submission: Submission
  readonly node: { readonly id: NodeId; readonly wallet: Wallet }
}

/** Most assets of a batch: how far before a log index its batch may begin. */
const BATCH_ASSETS_MAX = 256

const isRegistered = sql`${submission.status} IN ('registered', 'minted')`
const logEnd = sql`${submission.firstLogIndex} + ${submission.assetCount} - ${submission.duplicates}`

/** Registered batches with assets in a range of log indexes (`to` is exclusive), in the log's order. */
export async function listRegistered(
  catalog: D1Database,
  { from, to, batchesMax }: { from: number; to: number; batchesMax: number },
): Promise<RegisteredBatch[]> {
  return drizzle(catalog)
    .select({ submission, node: { id: node.id, wallet: node.wallet } })
    .from(submission)
    .innerJoin(node, eq(node.id, submission.nodeId))
    .where(
      and(
        isRegistered,
        gte(submission.firstLogIndex, from - BATCH_ASSETS_MAX),
        lt(submission.firstLogIndex, to),
        sql`${logEnd} > ${from}`,
      ),
    )
    .orderBy(asc(submission.firstLogIndex))
    .limit(batchesMax)
}

/**
 * The end of the run of log indexes that goes on from one and that this catalog knows of without a
 * gap. A batch may be in the log before it is marked here, so what comes after a gap has to wait.
 */
export async function knownLogEnd(catalog: D1Database, from: number): Promise<number> {
  const db = drizzle(catalog)
  const run = db
    .select({
      start: sql<number>`${submission.firstLogIndex}`.as('start'),
      stop: sql<number>`${logEnd}`.as('stop'),
      following: sql<
        number | null
      >`lead(${submission.firstLogIndex}) OVER (ORDER BY ${submission.firstLogIndex})`.as(
        'following',
      ),
    })
    .from(submission)
    .where(and(isNotNull(submission.firstLogIndex), gte(submission.firstLogIndex, from)))
    .as('run')
  const row = await db
    .select({
      start: sql<number | null>`min(${run.start})`,
      stop: sql<number | null>`min(CASE
        WHEN ${run.following} IS NULL OR ${run.following} <> ${run.stop} THEN ${run.stop} END)`,
    })
    .from(run)
    .get()
  return row?.start === from ? (row.stop ?? from) : from
}

/** Assets of registered batches below a log index at which a batch ends. */
export async function countRegistered(catalog: D1Database, logSize: number): Promise<number> {
  const row = await drizzle(catalog)
    .select({
      assets: sql<number>`coalesce(sum(${submission.assetCount} - ${submission.duplicates}), 0)`,
    })
    .from(submission)
    .where(and(isRegistered, lt(submission.firstLogIndex, logSize)))
    .get()
  return row?.assets ?? 0
}
