import { and, asc, eq, gt, ne } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { OrderId } from '../domain/ids.ts'
import { licenseOrder, payment } from './licensing-schema.ts'

export type PaymentRow = typeof payment.$inferSelect

export const paymentScan = sqliteTable('payment_scan', {
  orderId: text('order_id').$type<OrderId>().primaryKey(),
  signature: text('signature').notNull(),
})

/** Returns the row that stands afterwards: a transaction counts for the order that had it first. */
export async function recordPayment(catalog: D1Database, row: PaymentRow): Promise<PaymentRow> {
  await drizzle(catalog).insert(payment).values(row).onConflictDoNothing()
  const stored = await drizzle(catalog)
    .select()
    .from(payment)
    .where(eq(payment.signature, row.signature))
    .get()
  if (stored === undefined) throw new Error(`payment was not stored: ${row.signature}`)
  return stored
}

/** All that was paid for an order, oldest first. */
export async function listPayments(catalog: D1Database, orderId: OrderId): Promise<PaymentRow[]> {
  return drizzle(catalog)
    .select()
    .from(payment)
    .where(eq(payment.orderId, orderId))
    .orderBy(asc(payment.slot), asc(payment.signature))
}

/** Marks as posted to the ledger. */
export async function confirmPayment(catalog: D1Database, signature: string): Promise<void> {
  await drizzle(catalog)
    .update(payment)
    .set({ status: 'confirmed' })
    .where(and(eq(payment.signature, signature), eq(payment.status, 'pending')))
}

export async function findScan(catalog: D1Database, orderId: OrderId): Promise<string | undefined> {
  const row = await drizzle(catalog)
    .select()
    .from(paymentScan)
    .where(eq(paymentScan.orderId, orderId))
    .get()
  return row?.signature
}

export async function saveScan(
  catalog: D1Database,
  orderId: OrderId,
  signature: string,
): Promise<void> {
  await drizzle(catalog)
    .insert(paymentScan)
    .values({ orderId, signature })
    .onConflictDoUpdate({ target: paymentScan.orderId, set: { signature } })
}

/** Orders with payments that were recorded and never reached the ledger. */
export async function listCutOrders(catalog: D1Database, ordersMax: number): Promise<OrderId[]> {
  const rows = await drizzle(catalog)
    .selectDistinct({ orderId: payment.orderId })
    .from(payment)
    .where(eq(payment.status, 'pending'))
    .limit(ordersMax)
  return rows.map(({ orderId }) => orderId)
}

interface PayableQuery {
  readonly status: 'open' | 'closed'
  readonly expiresAfterMs: number
  readonly ordersMax: number
}

/** Orders that money may still arrive for, those that were looked at longest ago first. */
export async function listPayableOrders(
  catalog: D1Database,
  { status, expiresAfterMs, ordersMax }: PayableQuery,
): Promise<OrderId[]> {
  const isOpen = eq(licenseOrder.status, 'open')
  const isRecent = gt(licenseOrder.expiresAtMs, expiresAfterMs)
  const rows = await drizzle(catalog)
    .select({ id: licenseOrder.id })
    .from(licenseOrder)
    .where(status === 'open' ? isOpen : and(ne(licenseOrder.status, 'open'), isRecent))
    .orderBy(asc(licenseOrder.checkedAtMs), asc(licenseOrder.id))
    .limit(ordersMax)
  return rows.map(({ id }) => id)
}

export async function markChecked(
  catalog: D1Database,
  orderId: OrderId,
  checkedAtMs: number,
): Promise<void> {
  await drizzle(catalog)
    .update(licenseOrder)
    .set({ checkedAtMs })
    .where(eq(licenseOrder.id, orderId))
}
