import { findLicenseOfOrder, type License } from '../../d1/licenses.ts'
import { type LicenseOrder, markOrder } from '../../d1/orders.ts'
import { buyerAccount, orderAccount, revenueAccount } from '../../domain/ledger/account.ts'
import type { PostResult, Transfer } from '../../domain/ledger/transfer.ts'
import { returnable } from '../../domain/license/order-money.ts'
import { networkLedger } from '../ledger.ts'
import { issueLicense, isVoid } from './issue.ts'
import { costOf, moneyOf } from './transfers.ts'

export interface SettledOrder {
  readonly order: LicenseOrder
  readonly license: License | undefined
}

/**
 * Turns what is on an order's account into its license, and what is left into credit of its wallet.
 * Every step follows from what the ledger and the catalog hold, so a call that was cut off anywhere
 * is finished by the next one, and calls at the same time do no more than one.
 */
export async function settleOrder(
  env: Env,
  order: LicenseOrder,
  nowMs: number,
): Promise<SettledOrder> {
  const paid = await settlePaid(env, order, nowMs)
  if (paid !== undefined) return paid
  const isOver = await isVoid(env, order)
  const status = isOver || nowMs > order.expiresAtMs ? 'expired' : 'open'
  if (status !== order.status) await markOrder(env.CATALOG, order.id, status)
  await returnRest(env, order, isOver, nowMs)
  return { order: { ...order, status }, license: undefined }
}

/** The part of it that no payment which is not known yet could change: undefined without a license. */
export async function settlePaid(
  env: Env,
  order: LicenseOrder,
  nowMs: number,
): Promise<SettledOrder | undefined> {
  const license =
    (await findLicenseOfOrder(env.CATALOG, order.id)) ?? (await buyLicense(env, order, nowMs))
  if (license === undefined) return undefined
  if (order.status !== 'licensed') await markOrder(env.CATALOG, order.id, 'licensed')
  await returnRest(env, order, true, nowMs)
  return { order: { ...order, status: 'licensed' }, license }
}

async function buyLicense(
  env: Env,
  order: LicenseOrder,
  nowMs: number,
): Promise<License | undefined> {
  const money = await moneyOf(env, order)
  const cost = costOf(order)
  if (money.spent === 0n && cost > 0n) {
    if (money.onTime < cost || (await isVoid(env, order))) return undefined
    const result = await post(env, {
      id: `license/${order.id}`,
      debit: orderAccount(order.id),
      credit: revenueAccount(order.version),
      atoms: cost,
      ...{ code: 'license', atMs: nowMs },
    })
    // Another call gave the money back in between, as the quote's time was over.
    if (result.status === 'funds_insufficient') return undefined
  }
  const license = await issueLicense(env, order, money, nowMs)
  if (license === undefined && cost > 0n) await refund(env, order, nowMs)
  return license
}

/** The order turned void between the purchase and the issue. */
async function refund(env: Env, order: LicenseOrder, nowMs: number): Promise<void> {
  const result = await post(env, {
    id: `refund/${order.id}`,
    debit: revenueAccount(order.version),
    credit: orderAccount(order.id),
    atoms: costOf(order),
    ...{ code: 'refund', atMs: nowMs },
  })
  if (result.status === 'funds_insufficient') {
    throw new Error(`${order.id}: ${result.account} holds ${result.balanceAtoms}, not the refund`)
  }
}

/** `settled`: whatever is on the account buys nothing any more. */
async function returnRest(
  env: Env,
  order: LicenseOrder,
  settled: boolean,
  nowMs: number,
): Promise<void> {
  const money = await moneyOf(env, order)
  // It came since this call looked for it: the next one buys.
  if (!settled && money.onTime >= costOf(order)) return
  const amount = returnable(money, { settled, expiresAtMs: order.expiresAtMs }, nowMs)
  if (amount === 0n) return
  // The id is that of the account's last change. A refusal means that a call at the same time has
  // changed it again: what is left then is given back by the next call.
  await networkLedger(env).post([
    {
      id: `credit/${order.id}/${money.rank}`,
      debit: orderAccount(order.id),
      credit: buyerAccount(order.wallet),
      atoms: amount,
      ...{ code: 'credit', atMs: nowMs },
    },
  ])
}

type Posted = Exclude<PostResult, { status: 'entry_conflict' }>

/** Posts the one transfer that an order can have under this id: another one is a fault. */
async function post(env: Env, transfer: Transfer): Promise<Posted> {
  const result = await networkLedger(env).post([transfer])
  if (result.status === 'entry_conflict') {
    throw new Error(`transfer ${result.id} was posted with another ${result.field}`)
  }
  return result
}
