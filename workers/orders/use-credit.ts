import { Refusal } from '../../domain/errors.ts'
import type { OrderId, Wallet } from '../../domain/ids.ts'
import { buyerAccount, orderAccount } from '../../domain/ledger/account.ts'
import { networkLedger } from '../ledger.ts'
import { shortOf } from './answer.ts'
import { type OrderState, requireOrder } from './complete.ts'
import { settleOrder, settlePaid } from './settle.ts'
import { costOf, moneyOf } from './transfers.ts'

/**
 * Pays an order from the credit of its wallet, as far as that goes; the rest may be paid in RENDER.
 * Only the ledger is asked, so it works while no payment can be read. A repeated call moves nothing
 * twice: what it moves depends on what is on the order by then.
 */
export async function useCredit(
  env: Env,
  { orderId, wallet }: { readonly orderId: OrderId; readonly wallet: Wallet },
  nowMs: number,
): Promise<OrderState> {
  const order = await requireOrder(env, orderId)
  if (order.wallet !== wallet) throw new Refusal('SESSION_INVALID', { wallet: order.wallet })
  const paid = await settlePaid(env, order, nowMs)
  if (paid !== undefined) return paid
  if (nowMs > order.expiresAtMs || order.status === 'expired') {
    throw new Refusal('QUOTE_EXPIRED', { expiresAtMs: String(order.expiresAtMs) })
  }
  const money = await moneyOf(env, order)
  // A call at the same time has bought it.
  if (money.spent > 0n) return settleOrder(env, order, nowMs)
  const credit = await networkLedger(env).balance(buyerAccount(wallet))
  const short = shortOf(costOf(order), money.onTime)
  const atoms = credit < short ? credit : short
  if (atoms === 0n) {
    // Also the answer to a call whose first answer was lost: the credit is on the order.
    if (money.creditUsed > 0n) return settleOrder(env, order, nowMs)
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
  return settleOrder(env, order, nowMs)
}
