import { and, asc, desc, eq, isNull, lte, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Verdict } from '../domain/audit/rules.ts'
import type { LeaseId } from '../domain/ids.ts'
import type { ViewsRequest } from '../domain/lease/views.ts'
import { submission } from './schema.ts'

export type Submission = typeof submission.$inferSelect
export type NewSubmission = Omit<
  typeof submission.$inferInsert,
  'status' | 'challenge' | 'decidedAtMs' | 'rule' | 'ruleIndex'
>

export async function findSubmission(
  catalog: D1Database,
  leaseId: LeaseId,
): Promise<Submission | undefined> {
  return drizzle(catalog).select().from(submission).where(eq(submission.leaseId, leaseId)).get()
}

export function viewsOf({ viewCount, viewSize }: Submission): ViewsRequest | null {
  return viewCount === 0 ? null : { count: viewCount, size: viewSize }
}

/** Adds a committed submission; one that is there already stays as it is. */
export async function addSubmission(catalog: D1Database, row: NewSubmission): Promise<void> {
  await drizzle(catalog)
    .insert(submission)
    .values({ ...row, status: 'committed' })
    .onConflictDoNothing()
}

/** Keeps the first challenge that is written and returns it, so that a repeated audit draws the same sample. */
export async function fixChallenge(
  catalog: D1Database,
  leaseId: LeaseId,
  challenge: string,
): Promise<string> {
  const db = drizzle(catalog)
  await db
    .update(submission)
    .set({ challenge })
    .where(and(eq(submission.leaseId, leaseId), isNull(submission.challenge)))
  const row = await findSubmission(catalog, leaseId)
  if (row?.challenge == null) throw new Error(`no challenge was stored for ${leaseId}`)
  return row.challenge
}

/** Records the verdict once; a submission that is decided stays decided. */
export async function decide(
  catalog: D1Database,
  leaseId: LeaseId,
  verdict: Verdict,
  decidedAtMs: number,
): Promise<void> {
  const outcome =
    verdict.status === 'accepted'
      ? { status: 'accepted' as const, reexecuted: verdict.reexecuted }
      : { status: 'rejected' as const, rule: verdict.rule, ruleIndex: verdict.index }
  await drizzle(catalog)
    .update(submission)
    .set({ ...outcome, decidedAtMs })
    .where(and(eq(submission.leaseId, leaseId), eq(submission.status, 'committed')))
}

export async function markRegistered(
  catalog: D1Database,
  leaseId: LeaseId,
  outcome: { readonly firstLogIndex: number | null; readonly duplicates: number },
): Promise<void> {
  await drizzle(catalog)
    .update(submission)
    .set({ ...outcome, status: 'registered' })
    .where(and(eq(submission.leaseId, leaseId), eq(submission.status, 'accepted')))
}

export async function markMinted(
  catalog: D1Database,
  leaseId: LeaseId,
  outcome: { readonly minted: number; readonly mintTransactions: number },
): Promise<void> {
  await drizzle(catalog)
    .update(submission)
    .set({ ...outcome, status: 'minted' })
    .where(and(eq(submission.leaseId, leaseId), eq(submission.status, 'registered')))
}

export interface Unfinished {
  readonly committedBeforeMs: number
  /** Those whose message was sent again since are left out. */
  readonly resentBeforeMs: number
  readonly rowsMax: number
}

/**
 * Submissions that wait for a queue message, those first whose message was sent again longest ago, so
 * that some that never end do not hold up the others.
 */
export async function listUnfinished(
  catalog: D1Database,
  { committedBeforeMs, resentBeforeMs, rowsMax }: Unfinished,
): Promise<Submission[]> {
  return drizzle(catalog)
    .select()
    .from(submission)
    .where(
      and(
        sql`${submission.status} IN ('committed', 'accepted', 'registered')`,
        lte(submission.committedAtMs, committedBeforeMs),
        lte(submission.resentAtMs, resentBeforeMs),
      ),
    )
    .orderBy(asc(submission.resentAtMs), asc(submission.committedAtMs))
    .limit(rowsMax)
}

export async function markResent(
  catalog: D1Database,
  leaseId: LeaseId,
  resentAtMs: number,
): Promise<void> {
  await drizzle(catalog)
    .update(submission)
    .set({ resentAtMs })
    .where(eq(submission.leaseId, leaseId))
}

export async function listLatest(catalog: D1Database, rowsMax: number): Promise<Submission[]> {
  return drizzle(catalog)
    .select()
    .from(submission)
    .where(sql`${submission.status} IN ('registered', 'minted')`)
    .orderBy(desc(submission.firstLogIndex))
    .limit(rowsMax)
}

/** The batch whose assets include a log index, if the index belongs to a generated asset. */
export async function findByLogIndex(
  catalog: D1Database,
  logIndex: number,
): Promise<Submission | undefined> {
  const row = await drizzle(catalog)
    .select()
    .from(submission)
    .where(lte(submission.firstLogIndex, logIndex))
    .orderBy(desc(submission.firstLogIndex))
    .limit(1)
    .get()
  if (row?.firstLogIndex == null) return undefined
  return logIndex < row.firstLogIndex + row.assetCount - row.duplicates ? row : undefined
}
