import { findOrder, type LicenseOrder, markChecked } from '../../d1/orders.ts'
import { Refusal } from '../../domain/errors.ts'
import type { OrderId } from '../../domain/ids.ts'
import { LATE_PAYMENT_MS } from '../../domain/license/terms.ts'
import { collectPayments } from '../payments/collect.ts'
import { type SettledOrder, settleOrder } from './settle.ts'
import { costOf } from './transfers.ts'

export type OrderState = SettledOrder

/**
 * Looks for money that came for an order and makes of it what it is for. Throws when the payments
 * cannot be read: the order then stays as it is, and the next call goes on.
 */
export async function completeOrder(
  env: Env,
  orderId: OrderId,
  nowMs: number,
): Promise<OrderState> {
  const order = await requireOrder(env, orderId)
  if (mayBePaid(order, nowMs)) await collectPayments(env, order, nowMs)
  const settled = await settleOrder(env, order, nowMs)
  await markChecked(env.CATALOG, orderId, nowMs)
  return settled
}

export async function requireOrder(env: Env, orderId: OrderId): Promise<LicenseOrder> {
  const order = await findOrder(env.CATALOG, orderId)
  if (order === undefined) throw new Refusal('ORDER_UNKNOWN', { orderId })
  return order
}

function mayBePaid(order: LicenseOrder, nowMs: number): boolean {
  if (order.status === 'open') return costOf(order) > 0n
  return nowMs <= order.expiresAtMs + LATE_PAYMENT_MS
}
