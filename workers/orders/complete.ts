import { findOrder, type LicenseOrder, markChecked } from '../../d1/orders.ts'
import { claimLook } from '../../d1/payments.ts'
import { Refusal } from '../../domain/errors.ts'
import type { OrderId } from '../../domain/ids.ts'
import { collectPayments } from '../payments/collect.ts'
import { reportFault } from '../report.ts'
import { type SettledOrder, settleOrder, settlePaid } from './settle.ts'
import { costOf } from './transfers.ts'

export type OrderState = SettledOrder

/**
 * Looks for money that came for an order and makes of it what it is for. Where the payments cannot be
 * read, what is on the ledger buys all the same; but nothing is concluded from what was not seen: the
 * order stays as it is, and this throws.
 */
export async function completeOrder(
  env: Env,
  orderId: OrderId,
  nowMs: number,
): Promise<OrderState> {
  const order = await requireOrder(env, orderId)
  // A due of zero has nothing to wait for.
  const isFree = order.status === 'open' && costOf(order) === 0n
  const state = isFree ? await settleOrder(env, order, nowMs) : await collected(env, order, nowMs)
  await markChecked(env.CATALOG, orderId, nowMs)
  return state
}

/** Anyone may ask for a look, and each costs questions to the endpoints. */
export const LOOK_REST_MS = 2_000

/** Completes an order; right after another look, as far as it can be without the endpoints. */
export async function lookAtOrder(env: Env, orderId: OrderId, nowMs: number): Promise<OrderState> {
  const order = await requireOrder(env, orderId)
  if (await claimLook(env.CATALOG, orderId, nowMs, LOOK_REST_MS)) {
    return completeOrder(env, orderId, nowMs)
  }
  return (await settlePaid(env, order, nowMs)) ?? { order, license: undefined }
}

async function collected(env: Env, order: LicenseOrder, nowMs: number): Promise<OrderState> {
  try {
    await collectPayments(env, order, nowMs)
  } catch (error) {
    const state = await settlePaid(env, order, nowMs)
    if (state === undefined) throw error
    reportFault({ event: 'payments_unread', orderId: order.id }, error)
    return state
  }
  return settleOrder(env, order, nowMs)
}

export async function requireOrder(env: Env, orderId: OrderId): Promise<LicenseOrder> {
  const order = await findOrder(env.CATALOG, orderId)
  if (order === undefined) throw new Refusal('ORDER_UNKNOWN', { orderId })
  return order
}
