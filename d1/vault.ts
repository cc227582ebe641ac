import { and, asc, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { vaultScan, vaultTransaction } from './licensing-schema.ts'

export type VaultScan = typeof vaultScan.$inferSelect

export async function findVaultScan(
  catalog: D1Database,
  account: string,
  endpoint: string,
): Promise<VaultScan> {
  const row = await drizzle(catalog)
    .select()
    .from(vaultScan)
    .where(and(eq(vaultScan.account, account), eq(vaultScan.endpoint, endpoint)))
    .get()
  return row ?? { account, endpoint, readTo: null, top: null, before: null }
}

export async function saveVaultScan(catalog: D1Database, row: VaultScan): Promise<void> {
  const { readTo, top, before } = row
  await drizzle(catalog)
    .insert(vaultScan)
    .values(row)
    .onConflictDoUpdate({
      target: [vaultScan.account, vaultScan.endpoint],
      set: { readTo, top, before },
    })
}

interface Listed {
  readonly signature: string
  readonly slot: number
}

/** Those that are new have their turn after all that are there. One statement, however many. */
export async function addVaultTransactions(
  catalog: D1Database,
  listed: readonly Listed[],
  nowMs: number,
): Promise<void> {
  const rows = listed.map(({ signature, slot }) => [signature, slot])
  await catalog
    .prepare(
      `INSERT INTO vault_transaction (signature, slot, turn_at_ms, closed)
       SELECT value ->> 0, value ->> 1, ?1, 0 FROM json_each(?2) WHERE true
       ON CONFLICT (signature) DO NOTHING`,
    )
    .bind(nowMs, JSON.stringify(rows))
    .run()
}

/** Those whose turn it is. */
export async function listOpenVaultTransactions(
  catalog: D1Database,
  rowsMax: number,
): Promise<string[]> {
  const rows = await drizzle(catalog)
    .select({ signature: vaultTransaction.signature })
    .from(vaultTransaction)
    .where(eq(vaultTransaction.closed, false))
    .orderBy(asc(vaultTransaction.turnAtMs), asc(vaultTransaction.slot))
    .limit(rowsMax)
  return rows.map(({ signature }) => signature)
}

/** Behind all others. */
export async function postponeVaultTransaction(
  catalog: D1Database,
  signature: string,
  turnAtMs: number,
): Promise<void> {
  await drizzle(catalog)
    .update(vaultTransaction)
    .set({ turnAtMs })
    .where(eq(vaultTransaction.signature, signature))
}

/** Nothing is left to do for it. */
export async function closeVaultTransaction(catalog: D1Database, signature: string): Promise<void> {
  await drizzle(catalog)
    .update(vaultTransaction)
    .set({ closed: true })
    .where(eq(vaultTransaction.signature, signature))
}
