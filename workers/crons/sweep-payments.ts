import { listOrdersToCheck, markChecked } from '../../d1/orders.ts'
import { listCutOrders } from '../../d1/payments.ts'
import type { OrderId } from '../../domain/ids.ts'
import { LATE_PAYMENT_MS } from '../../domain/license/terms.ts'
import { completeOrder } from '../orders/complete.ts'
import { postRecorded } from '../payments/collect.ts'
import { ordersNamedAtVault } from '../payments/named-orders.ts'
import { reportFault } from '../report.ts'

/** How many of each kind one run looks at. What it does not reach, the next one does. */
const CUT_MAX = 20
const OPEN_MAX = 20
const CLOSED_MAX = 10
/** Buyers with their page open look themselves; this is for those who went away. */
const OPEN_REST_MS = 50_000
/** Money for a closed order can only become credit, which has time. */
const CLOSED_REST_MS = 10 * 60_000
const NEVER_MS = 0

/**
 * Completes orders whose buyer went away: those whose payment was recorded and not posted, the open
 * ones, and those that expired or were paid and may still get money. What fails for one order does
 * not keep the others waiting, and is reported as one fault at the end.
 */
export async function sweepPayments(env: Env, scheduledAtMs: number): Promise<void> {
  const cut = await listCutOrders(env.CATALOG, CUT_MAX)
  const expiredAfterMs = scheduledAtMs - LATE_PAYMENT_MS
  const openCheckedBeforeMs = scheduledAtMs - OPEN_REST_MS
  const settledCheckedBeforeMs = scheduledAtMs - CLOSED_REST_MS
  const [open, closed] = await Promise.all([
    listOrdersToCheck(env.CATALOG, {
      ...{ openCheckedBeforeMs, settledCheckedBeforeMs: NEVER_MS },
      ...{ expiredAfterMs, rowsMax: OPEN_MAX },
    }),
    listOrdersToCheck(env.CATALOG, {
      ...{ openCheckedBeforeMs: NEVER_MS, settledCheckedBeforeMs },
      ...{ expiredAfterMs, rowsMax: CLOSED_MAX },
    }),
  ])
  // Anyone may open orders for nothing: where there are more than one run reaches, those go first
  // that somebody pays.
  const named = open.length < OPEN_MAX ? [] : await namedAtVault(env)
  const orders = new Set([...cut, ...named, ...[...open, ...closed].map(({ id }) => id)])
  let failures = 0
  for (const orderId of orders) {
    if (!(await sweepOrder(env, orderId, scheduledAtMs))) failures += 1
  }
  if (failures > 0) throw new Error(`${failures} of ${orders.size} orders could not be checked`)
}

/** A hint alone: without it, the orders have their turn later. */
async function namedAtVault(env: Env): Promise<readonly OrderId[]> {
  try {
    return await ordersNamedAtVault(env)
  } catch (error) {
    reportFault({ event: 'vault_not_listed' }, error)
    return []
  }
}

async function sweepOrder(env: Env, orderId: OrderId, nowMs: number): Promise<boolean> {
  try {
    await postRecorded(env, orderId)
    await completeOrder(env, orderId, nowMs)
    return true
  } catch (error) {
    reportFault({ event: 'order_not_checked', orderId }, error)
    // Behind the others, so that it cannot keep them from their turn.
    await markChecked(env.CATALOG, orderId, nowMs)
    return false
  }
}
