import { listUnsettledOrders, markExpired } from '../../d1/orders.ts'
import { listCutOrders } from '../../d1/payments.ts'
import type { OrderId } from '../../domain/ids.ts'
import { orderAccount } from '../../domain/ledger/account.ts'
import { networkLedger } from '../ledger.ts'
import { completeOrder } from '../orders/complete.ts'
import { postRecorded } from '../payments/collect.ts'
import { sweepVault } from '../payments/sweep-vault.ts'
import { reportFault } from '../report.ts'

/** How many orders one run completes of each kind. What it does not reach, the next one does. */
const CUT_MAX = 20
const FUNDED_MAX = 20
/** Quotes that ended without money are marked together, however many somebody asked for. */
const ENDED_MAX = 1_000

/**
 * Finishes what buyers left: payments that were recorded and not posted, whatever came into the
 * vault, and orders whose quote is over. What fails does not keep the rest waiting, and is reported
 * as one fault at the end.
 */
export async function sweepPayments(env: Env, scheduledAtMs: number): Promise<void> {
  const cut = await listCutOrders(env.CATALOG, CUT_MAX)
  let failures = await completeAll(env, cut, scheduledAtMs)
  failures += await sweepVault(env, scheduledAtMs)
  failures += await completeAll(env, await endedWithMoney(env, scheduledAtMs), scheduledAtMs)
  if (failures > 0) throw new Error(`${failures} orders or payments could not be looked after`)
}

/** Marks the orders that ended and never had money; answers those that had some. */
async function endedWithMoney(env: Env, nowMs: number): Promise<readonly OrderId[]> {
  const ended = await listUnsettledOrders(env.CATALOG, nowMs, ENDED_MAX)
  if (ended.length === 0) return []
  const moved = new Set(await networkLedger(env).moved(ended.map(orderAccount)))
  const [funded, unfunded]: [OrderId[], OrderId[]] = [[], []]
  for (const id of ended) (moved.has(orderAccount(id)) ? funded : unfunded).push(id)
  await markExpired(env.CATALOG, unfunded, nowMs)
  return funded.slice(0, FUNDED_MAX)
}

async function completeAll(env: Env, orders: readonly OrderId[], nowMs: number): Promise<number> {
  let failures = 0
  for (const orderId of orders) {
    try {
      await postRecorded(env, orderId)
      await completeOrder(env, orderId, nowMs)
    } catch (error) {
      reportFault({ event: 'order_not_completed', orderId }, error)
      failures += 1
    }
  }
  return failures
}
