import type { LicenseOrder } from '../../d1/orders.ts'
import {
  confirmPayment,
  findScan,
  listPayments,
  type PaymentRow,
  recordPayment,
  saveScan,
} from '../../d1/payments.ts'
import { isWallet, type OrderId } from '../../domain/ids.ts'
import { orderAccount, VAULT } from '../../domain/ledger/account.ts'
import { paymentTransferId } from '../../domain/license/order-money.ts'
import { type FinalizedTransaction, judgePayment, type Payee } from '../../domain/payment/judge.ts'
import { RENDER_MINT } from '../../domain/payment/render-token.ts'
import { networkLedger } from '../ledger.ts'
import { reportFault } from '../report.ts'
import { paymentEndpoints } from './endpoints.ts'
import { scanReference } from './scan.ts'
import { memoOf } from './solana-pay.ts'
import { vaultWallet } from './vault.ts'

type PayableOrder = Pick<
  LicenseOrder,
  'id' | 'wallet' | 'reference' | 'expiresAtMs' | 'priceAtoms' | 'discountAtoms'
>

/**
 * Brings what was paid for an order onto its account of the ledger: finds the finalized transactions
 * on which all endpoints agree, records each once over all orders, and posts it. What was cut off
 * between two of these steps goes on with the next call. Throws for an outage and for endpoints that
 * contradict each other: "not paid" is never concluded from either. Where enough has arrived, a
 * fault about other transactions is only reported: it must not keep a buyer from the license.
 */
export async function collectPayments(env: Env, order: PayableOrder, nowMs: number): Promise<void> {
  const recorded = await postRecorded(env, order.id)

  const payee = { wallet: await vaultWallet(env), mint: RENDER_MINT }
  const scan = await scanReference(paymentEndpoints(env.PAYMENT_RPC_URLS), {
    reference: order.reference,
    after: await findScan(env.CATALOG, order.id),
    known: new Set(recorded.map(({ signature }) => signature)),
    memo: memoOf(order.id),
    nowMs,
  })
  const added: PaymentRow[] = []
  for (const transaction of scan.found) {
    const taken = await takePayment(env, order, { transaction, payee, nowMs })
    if (taken !== undefined) added.push(taken)
  }
  if (scan.readTo !== undefined) await saveScan(env.CATALOG, order.id, scan.readTo)
  const isCovered = onTime([...recorded, ...added]) >= costOf(order)
  for (const fault of scan.faults) {
    if (!isCovered) throw fault
    reportFault({ event: 'payment_not_read', orderId: order.id }, fault)
  }
}

interface Seen {
  readonly transaction: FinalizedTransaction
  readonly payee: Payee
  readonly nowMs: number
}

/** Records and posts what a transaction pays for an order; undefined where that is nothing. */
export async function takePayment(
  env: Env,
  order: PayableOrder,
  { transaction, payee, nowMs }: Seen,
): Promise<PaymentRow | undefined> {
  const row = paymentOf(order, transaction, payee, nowMs)
  if (row === undefined) return undefined
  const stored = await recordPayment(env.CATALOG, row)
  if (stored.orderId !== order.id) return undefined
  await postPayment(env, stored)
  return stored
}

const costOf = ({ priceAtoms, discountAtoms }: PayableOrder): bigint =>
  BigInt(priceAtoms) - BigInt(discountAtoms)

const onTime = (payments: readonly PaymentRow[]): bigint =>
  payments.reduce((sum, { atoms, late }) => (late ? sum : sum + BigInt(atoms)), 0n)

/** Brings to the ledger what was recorded for an order; answers all that was recorded. */
export async function postRecorded(env: Env, orderId: OrderId): Promise<readonly PaymentRow[]> {
  const recorded = await listPayments(env.CATALOG, orderId)
  for (const row of recorded) await postPayment(env, row)
  return recorded
}

function paymentOf(
  order: PayableOrder,
  transaction: FinalizedTransaction,
  payee: Payee,
  nowMs: number,
): PaymentRow | undefined {
  const verdict = judgePayment(transaction, order, payee, nowMs)
  if (verdict.status === 'ignored') return undefined
  const { payer, paidAtMs, late } = verdict
  if (!isWallet(payer)) throw new Error(`${transaction.signature}: no wallet: ${payer}`)
  return {
    signature: transaction.signature,
    orderId: order.id,
    wallet: order.wallet,
    payer,
    atoms: verdict.atoms.toString(),
    slot: transaction.slot,
    paidAtMs,
    seenAtMs: nowMs,
    late,
    status: 'pending',
  }
}

/** The ledger takes each signature once, so a retry after any cut does nothing twice. */
async function postPayment(env: Env, row: PaymentRow): Promise<void> {
  if (row.status !== 'pending') return
  const result = await networkLedger(env).post([
    {
      id: paymentTransferId(row.signature),
      debit: VAULT,
      credit: orderAccount(row.orderId),
      atoms: BigInt(row.atoms),
      code: 'payment',
      atMs: row.paidAtMs,
    },
  ])
  if (result.status !== 'posted' && result.status !== 'already_posted') {
    throw new Error(`payment ${row.signature} cannot be posted: ${result.status}`)
  }
  await confirmPayment(env.CATALOG, row.signature)
}
