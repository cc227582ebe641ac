import { and, eq, inArray, isNull, lt } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { sessionNonce } from './licensing-schema.ts'

export type NonceRow = typeof sessionNonce.$inferSelect

/** Nonces sort by the time they end, so that old ones are a range of the key. */
const SWEPT_MAX = 100

/** Keeps a nonce, and forgets old ones that sort before `sweepBefore`: more than come in. */
export async function addNonce(
  catalog: D1Database,
  row: Pick<NonceRow, 'nonce' | 'wallet' | 'expiresAtMs'>,
  sweepBefore: string,
): Promise<void> {
  const db = drizzle(catalog)
  const old = db
    .select({ nonce: sessionNonce.nonce })
    .from(sessionNonce)
    .where(lt(sessionNonce.nonce, sweepBefore))
    .orderBy(sessionNonce.nonce)
    .limit(SWEPT_MAX)
  await db.batch([
    db.delete(sessionNonce).where(inArray(sessionNonce.nonce, old)),
    db.insert(sessionNonce).values(row),
  ])
}

export async function findNonce(catalog: D1Database, nonce: string): Promise<NonceRow | undefined> {
  return drizzle(catalog).select().from(sessionNonce).where(eq(sessionNonce.nonce, nonce)).get()
}

/** Whether this call is the one that used the nonce. */
export async function spendNonce(
  catalog: D1Database,
  nonce: string,
  nowMs: number,
): Promise<boolean> {
  const spent = await drizzle(catalog)
    .update(sessionNonce)
    .set({ usedAtMs: nowMs })
    .where(and(eq(sessionNonce.nonce, nonce), isNull(sessionNonce.usedAtMs)))
    .returning({ nonce: sessionNonce.nonce })
  return spent.length > 0
}
