import { and, asc, desc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { OrderId, Wallet } from '../domain/ids.ts'
import { licenseOrder } from './licensing-schema.ts'

export type LicenseOrder = typeof licenseOrder.$inferSelect
export type OrderStatus = LicenseOrder['status']

export async function findOrder(
  catalog: D1Database,
  id: OrderId,
): Promise<LicenseOrder | undefined> {
  return drizzle(catalog).select().from(licenseOrder).where(eq(licenseOrder.id, id)).get()
}

export async function findOrderByKey(
  catalog: D1Database,
  wallet: Wallet,
  requestKey: string,
): Promise<LicenseOrder | undefined> {
  return drizzle(catalog)
    .select()
    .from(licenseOrder)
    .where(and(eq(licenseOrder.wallet, wallet), eq(licenseOrder.requestKey, requestKey)))
    .get()
}

/** Returns the order that stands under the wallet's key afterwards: this one, or one before it. */
export async function addOrder(catalog: D1Database, row: LicenseOrder): Promise<LicenseOrder> {
  await drizzle(catalog)
    .insert(licenseOrder)
    .values(row)
    .onConflictDoNothing({ target: [licenseOrder.wallet, licenseOrder.requestKey] })
  const stored = await findOrderByKey(catalog, row.wallet, row.requestKey)
  if (stored === undefined) throw new Error(`order was not stored: ${row.id}`)
  return stored
}

/** What is licensed stays so. */
export async function markOrder(
  catalog: D1Database,
  id: OrderId,
  status: OrderStatus,
): Promise<void> {
  await drizzle(catalog)
    .update(licenseOrder)
    .set({ status })
    .where(and(eq(licenseOrder.id, id), sql`${licenseOrder.status} <> 'licensed'`))
}

export async function markChecked(
  catalog: D1Database,
  id: OrderId,
  checkedAtMs: number,
): Promise<void> {
  await drizzle(catalog)
    .update(licenseOrder)
    .set({ checkedAtMs })
    .where(and(eq(licenseOrder.id, id), lt(licenseOrder.checkedAtMs, checkedAtMs)))
}

export interface OrdersToCheck {
  /** Open orders that were looked at since are left out. */
  readonly openCheckedBeforeMs: number
  /** Orders that are settled are looked at for late payments, at this distance. */
  readonly settledCheckedBeforeMs: number
  /** Those that ended before are left out for good. */
  readonly expiredAfterMs: number
  readonly rowsMax: number
}

/** Orders that money may have come for, those first that were looked at longest ago. */
export async function listOrdersToCheck(
  catalog: D1Database,
  { openCheckedBeforeMs, settledCheckedBeforeMs, expiredAfterMs, rowsMax }: OrdersToCheck,
): Promise<LicenseOrder[]> {
  return drizzle(catalog)
    .select()
    .from(licenseOrder)
    .where(
      or(
        and(eq(licenseOrder.status, 'open'), lt(licenseOrder.checkedAtMs, openCheckedBeforeMs)),
        and(
          inArray(licenseOrder.status, ['expired', 'licensed']),
          lt(licenseOrder.checkedAtMs, settledCheckedBeforeMs),
          gt(licenseOrder.expiresAtMs, expiredAfterMs),
        ),
      ),
    )
    .orderBy(asc(licenseOrder.checkedAtMs), asc(licenseOrder.createdAtMs))
    .limit(rowsMax)
}

/** Open orders, the latest first: those that somebody may be paying. */
export async function listOpenOrderIds(catalog: D1Database, rowsMax: number): Promise<OrderId[]> {
  const rows = await drizzle(catalog)
    .select({ id: licenseOrder.id })
    .from(licenseOrder)
    .where(eq(licenseOrder.status, 'open'))
    .orderBy(desc(licenseOrder.createdAtMs))
    .limit(rowsMax)
  return rows.map(({ id }) => id)
}
