import { findLicenseOfOrder } from '../../d1/licenses.ts'
import type { OrderId } from '../../domain/ids.ts'
import { type Atoms, atoms } from '../../domain/money.ts'
import { RENDER_DECIMALS, RENDER_MINT } from '../../domain/payment/render-token.ts'
import { transferUrl } from '../payments/solana-pay.ts'
import { vaultWallet } from '../payments/vault.ts'
import { requireOrder } from './complete.ts'
import type { Order } from './schema.ts'
import type { SettledOrder } from './settle.ts'
import { costOf, moneyOf } from './transfers.ts'

/** The order as its buyer sees it, as far as it is known now: nothing is looked for. */
export async function orderAnswer(env: Env, orderId: OrderId, nowMs: number): Promise<Order> {
  const order = await requireOrder(env, orderId)
  const license = await findLicenseOfOrder(env.CATALOG, orderId)
  return answerOf(env, { order, license }, nowMs)
}

export async function answerOf(
  env: Env,
  { order, license }: SettledOrder,
  nowMs: number,
): Promise<Order> {
  const money = await moneyOf(env, order)
  const vault = await vaultWallet(env)
  const isPaid = license !== undefined || money.spent > 0n
  const due = isPaid ? atoms(0n) : shortOf(costOf(order), money.onTime)
  const isPayable = order.status === 'open' && due > 0n && nowMs <= order.expiresAtMs
  return {
    ...{ orderId: order.id, status: license === undefined ? order.status : 'licensed' },
    ...{ kind: order.kind, wallet: order.wallet, version: order.version },
    filter: JSON.parse(order.filter),
    ...{ tier: order.tier, termDays: order.termDays, count: order.assetCount, bytes: order.bytes },
    ...{ priceAtoms: order.priceAtoms, discountAtoms: order.discountAtoms },
    ...{ dueAtoms: String(due), paidAtoms: String(money.paid) },
    creditAtoms: String(money.credited),
    ...{ reference: order.reference, vault, mint: RENDER_MINT, decimals: RENDER_DECIMALS },
    paymentUrl: isPayable ? transferUrl(order, due, vault) : null,
    ...{ createdAtMs: order.createdAtMs, expiresAtMs: order.expiresAtMs },
    license:
      license === undefined
        ? null
        : { licenseId: license.id, jws: license.jws, endsAtMs: license.endsAtMs },
  }
}

export const shortOf = (cost: Atoms, held: Atoms): Atoms => atoms(held < cost ? cost - held : 0n)
