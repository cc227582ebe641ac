import type { LicenseOrder } from '../../d1/orders.ts'
import { orderAccount } from '../../domain/ledger/account.ts'
import type { PostedTransfer } from '../../domain/ledger/transfer.ts'
import { type OrderMoney, orderMoney } from '../../domain/license/order-money.ts'
import { type Atoms, atoms } from '../../domain/money.ts'
import { networkLedger } from '../ledger.ts'

const PAGE = 1_000

/** What the ledger says of an order's money. */
export async function moneyOf(env: Env, order: LicenseOrder): Promise<OrderMoney> {
  const account = orderAccount(order.id)
  const transfers: PostedTransfer[] = []
  for (;;) {
    const after = transfers.at(-1)?.rank ?? 0
    const page = await networkLedger(env).transfers({ account, after, limit: PAGE })
    transfers.push(...page)
    if (page.length < PAGE) return orderMoney(transfers, order)
  }
}

/** What the license of an order costs its buyer. */
export function costOf({ priceAtoms, discountAtoms }: LicenseOrder): Atoms {
  return atoms(BigInt(priceAtoms) - BigInt(discountAtoms))
}
