import { and, asc, eq, lte } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { OrderId } from '../domain/ids.ts'
import { payment, paymentLook, paymentScan } from './licensing-schema.ts'

export type PaymentRow = typeof payment.$inferSelect

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

/** Whether this call may ask the endpoints: of calls within `restMs`, one may. */
export async function claimLook(
  catalog: D1Database,
  orderId: OrderId,
  nowMs: number,
  restMs: number,
): Promise<boolean> {
  const claimed = await drizzle(catalog)
    .insert(paymentLook)
    .values({ orderId, askedAtMs: nowMs })
    .onConflictDoUpdate({
      target: paymentLook.orderId,
      set: { askedAtMs: nowMs },
      setWhere: lte(paymentLook.askedAtMs, nowMs - restMs),
    })
    .returning()
  return claimed.length > 0
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
