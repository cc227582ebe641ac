import { env } from 'cloudflare:workers'
import bs58 from 'bs58'
import { vi } from 'vitest'
import { findLicenseOfOrder, type License } from '../d1/licenses.ts'
import { findOrder, type LicenseOrder } from '../d1/orders.ts'
import { confirmPayment, recordPayment } from '../d1/payments.ts'
import { toBase32 } from '../domain/bytes.ts'
import type { Filter } from '../domain/dataset/filter.ts'
import type { OrderId } from '../domain/ids.ts'
import { orderAccount, VAULT } from '../domain/ledger/account.ts'
import { paymentTransferId } from '../domain/license/order-money.ts'
import { atoms } from '../domain/money.ts'
import { networkLedger } from '../workers/ledger.ts'
import { createOrder } from '../workers/orders/create.ts'
import type { OrderRequest } from '../workers/orders/schema.ts'
import { type SettledOrder, settleOrder } from '../workers/orders/settle.ts'
import { costOf, moneyOf } from '../workers/orders/transfers.ts'
import { someWallet } from './fixtures-ledger.ts'
import { EVERYTHING } from './fixtures-license.ts'

export const NOW_MS = 1_800_000_000_123

const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes))
export const someKey = (): string => toBase32(random(16))
export const someSignature = (): string => bs58.encode(random(64))

/** The request of a new buyer for the whole dataset. */
export function orderRequest(changes: Partial<OrderRequest> = {}): OrderRequest {
  return {
    ...{ requestKey: someKey(), wallet: someWallet(), filter: EVERYTHING as Filter },
    ...{ tier: 'research', termDays: 30 },
    ...changes,
  }
}

export const someOrder = (
  changes: Partial<OrderRequest> = {},
  nowMs = NOW_MS,
): Promise<LicenseOrder> => {
  const request = orderRequest(changes)
  return createOrder(env, request, nowMs, { wallet: request.wallet, proof: 'session' })
}

/** Brings money onto the order's account as the payments do, with the time of its block. */
export async function payInto(
  order: Pick<LicenseOrder, 'id' | 'wallet' | 'expiresAtMs'>,
  amount: bigint,
  paidAtMs = NOW_MS,
): Promise<string> {
  const signature = someSignature()
  await recordPayment(env.CATALOG, {
    ...{ signature, orderId: order.id, wallet: order.wallet, payer: order.wallet },
    ...{ atoms: String(amount), slot: 1, paidAtMs, seenAtMs: paidAtMs },
    ...{ late: paidAtMs > order.expiresAtMs, status: 'pending' },
  })
  await networkLedger(env).post([
    {
      ...{ id: paymentTransferId(signature), debit: VAULT, credit: orderAccount(order.id) },
      ...{ atoms: atoms(amount), code: 'payment', atMs: paidAtMs },
    },
  ])
  await confirmPayment(env.CATALOG, signature)
  return signature
}

export async function currentOrder(id: OrderId): Promise<LicenseOrder> {
  const order = await findOrder(env.CATALOG, id)
  if (order === undefined) throw new Error(`no order ${id}`)
  return order
}

/** Settles the order as it stands by now. */
export async function settle(order: LicenseOrder, nowMs = NOW_MS): Promise<SettledOrder> {
  return settleOrder(env, await currentOrder(order.id), nowMs)
}

export const licenseOf = (order: LicenseOrder): Promise<License | undefined> =>
  findLicenseOfOrder(env.CATALOG, order.id)

/** Buys a license with a payment of exactly its cost. */
export async function bought(
  changes: Partial<OrderRequest> = {},
  nowMs = NOW_MS,
): Promise<{ readonly order: LicenseOrder; readonly license: License }> {
  const order = await someOrder(changes, nowMs)
  if (costOf(order) > 0n) await payInto(order, costOf(order), nowMs)
  const { license } = await settle(order, nowMs)
  if (license === undefined) throw new Error('the order was paid')
  return { order, license }
}

/** What the order's account, its wallet and the revenue of its version hold. */
export async function balances(order: LicenseOrder) {
  const ledger = networkLedger(env)
  const { onTime, late } = await moneyOf(env, order)
  return {
    order: onTime + late,
    buyer: await ledger.balance(`buyer/${order.wallet}`),
    revenue: await ledger.balance(`revenue/${order.version}`),
  }
}

/** Both sides of the whole ledger, which are to be equal, and no account that is not its entries. */
export async function ledgerSides() {
  const { debitsAtoms, creditsAtoms, transferredAtoms, unequal } = await networkLedger(env).audit()
  return {
    credits: creditsAtoms - debitsAtoms,
    transferred: transferredAtoms - debitsAtoms,
    unequal,
  }
}

export const SOUND = { credits: 0n, transferred: 0n, unequal: [] }

/** Endpoints that know of no transaction at all; every other request still fails. */
export function stubSilentEndpoints(): void {
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const { id, method } = JSON.parse(String(init.body))
    if (method !== 'getSignaturesForAddress') throw new Error(`${url}: unexpected ${method}`)
    return Response.json({ jsonrpc: '2.0', id, result: [] })
  })
}
