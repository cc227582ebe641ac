import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { OrderId, Wallet } from '../domain/ids.ts'
import { CONFIRMATION_MS } from '../domain/license/order-money.ts'
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

/** The order that one of a transaction's keys is the reference of: the first one in their order. */
export async function findOrderByReferences(
  catalog: D1Database,
  keys: readonly string[],
): Promise<LicenseOrder | undefined> {
  const orders = await drizzle(catalog)
    .select()
    .from(licenseOrder)
    .where(
      inArray(licenseOrder.reference, sql`(SELECT value FROM json_each(${JSON.stringify(keys)}))`),
    )
  return orders.toSorted((a, b) => keys.indexOf(a.reference) - keys.indexOf(b.reference))[0]
}

/** Literal, as the condition of the index license_order_unsettled is. */
const returnableAtMs = sql`${licenseOrder.expiresAtMs} + ${sql.raw(String(CONFIRMATION_MS))}`

/** Orders without a license that nobody completed since their money may be given back. */
export async function listUnsettledOrders(
  catalog: D1Database,
  nowMs: number,
  rowsMax: number,
): Promise<OrderId[]> {
  const rows = await drizzle(catalog)
    .select({ id: licenseOrder.id })
    .from(licenseOrder)
    .where(
      and(
        sql`${licenseOrder.status} <> 'licensed'`,
        sql`${licenseOrder.checkedAtMs} < ${returnableAtMs}`,
        lt(licenseOrder.expiresAtMs, nowMs - CONFIRMATION_MS),
      ),
    )
    .orderBy(asc(licenseOrder.expiresAtMs))
    .limit(rowsMax)
  return rows.map(({ id }) => id)
}

/** Marks orders that never had any money. */
export async function markExpired(
  catalog: D1Database,
  ids: readonly OrderId[],
  nowMs: number,
): Promise<void> {
  await drizzle(catalog)
    .update(licenseOrder)
    .set({ status: 'expired', checkedAtMs: nowMs })
    .where(
      and(
        inArray(licenseOrder.id, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`),
        sql`${licenseOrder.status} <> 'licensed'`,
      ),
    )
}
