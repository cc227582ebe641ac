import { Refusal } from '../../domain/errors.ts'
import type { OrderId, Wallet } from '../../domain/ids.ts'
import { buyerAccount, orderAccount } from '../../domain/ledger/account.ts'
import { networkLedger } from '../ledger.ts'
import { shortOf } from './answer.ts'
import { completeOrder, type OrderState, requireOrder } from './complete.ts'
import { costOf, moneyOf } from './transfers.ts'

/**
 * Pays an order from the credit of its wallet, as far as that goes; the rest may be paid in RENDER.
 * A repeated call moves nothing twice: what it moves depends on what is on the order by then.
 */
export async function useCredit(
  env: Env,
  { orderId, wallet }: { readonly orderId: OrderId; readonly wallet: Wallet },
  nowMs: number,
): Promise<OrderState> {
  const order = await requireOrder(env, orderId)
  if (order.wallet !== wallet) throw new Refusal('SESSION_INVALID', { wallet: order.wallet })
  const state = await completeOrder(env, orderId, nowMs)
  if (state.license !== undefined) return state
  if (nowMs > order.expiresAtMs || state.order.status === 'expired') {
    throw new Refusal('QUOTE_EXPIRED', { expiresAtMs: String(order.expiresAtMs) })
  }
  const money = await moneyOf(env, order)
  // A call at the same time has bought it.
  if (money.spent > 0n) return completeOrder(env, orderId, nowMs)
  const credit = await networkLedger(env).balance(buyerAccount(wallet))
  const short = shortOf(costOf(order), money.onTime)
  const atoms = credit < short ? credit : short
  if (atoms === 0n) {
    // Also the answer to a call whose first answer was lost: the credit is on the order.
    if (money.creditUsed > 0n) return state
    throw new Refusal('CREDIT_INSUFFICIENT', { creditAtoms: '0', dueAtoms: String(short) })
  }
  const result = await networkLedger(env).post([
    {
      // That of the account's last change, so that of calls at the same time one moves anything.
      id: `use/${orderId}/${money.rank}`,
      debit: buyerAccount(wallet),
      credit: orderAccount(orderId),
      ...{ atoms, code: 'use_credit', atMs: nowMs },
    },
  ])
  if (result.status === 'funds_insufficient') {
    const creditAtoms = String(result.balanceAtoms)
    throw new Refusal('CREDIT_INSUFFICIENT', { creditAtoms, dueAtoms: String(short) })
  }
  return completeOrder(env, orderId, nowMs)
}
