import { findOrderByReferences } from '../../d1/orders.ts'
import {
  closeVaultTransaction,
  listOpenVaultTransactions,
  postponeVaultTransaction,
} from '../../d1/vault.ts'
import { UNATTRIBUTED, VAULT } from '../../domain/ledger/account.ts'
import { paymentTransferId } from '../../domain/license/order-money.ts'
import { type FinalizedTransaction, type Payee, receivedBy } from '../../domain/payment/judge.ts'
import { RENDER_MINT } from '../../domain/payment/render-token.ts'
import { networkLedger } from '../ledger.ts'
import { completeOrder } from '../orders/complete.ts'
import { reportFault } from '../report.ts'
import { takePayment } from './collect.ts'
import { agreedTransaction, paymentEndpoints } from './endpoints.ts'
import { listVault } from './list-vault.ts'
import { renderAccountOf } from './solana-pay.ts'
import { vaultWallet } from './vault.ts'

/** Most transactions that one run looks at; the others have their turn later. */
export const EXAMINED_MAX = 50

/**
 * Looks at what came into the vault, in the order in which it was seen, and brings it to its order.
 * It depends neither on how many orders are open nor on how old they are. Answers how much could not
 * be dealt with; that has its turn again.
 */
export async function sweepVault(env: Env, nowMs: number): Promise<number> {
  const payee = { wallet: await vaultWallet(env), mint: RENDER_MINT }
  const endpoints = paymentEndpoints(env.PAYMENT_RPC_URLS)
  const account = renderAccountOf(payee.wallet)
  let failures = 0
  for (const rpc of endpoints) {
    const listed = listVault(env, rpc, account, nowMs).then(() => true)
    if (!(await orReport({ event: 'vault_not_listed', host: rpc.host }, listed))) failures += 1
  }
  // A look needs all endpoints: without one of them, each would only wait for it again.
  if (failures > 0) return failures
  for (const signature of await listOpenVaultTransactions(env.CATALOG, EXAMINED_MAX)) {
    const dealt = dealWith(env, { signature, payee, nowMs }, async () =>
      agreedTransaction(endpoints, signature),
    )
    if (!(await orReport({ event: 'receipt_not_read', signature }, dealt))) {
      failures += 1
      await postponeVaultTransaction(env.CATALOG, signature, nowMs)
    }
  }
  return failures
}

type FaultEvent = Parameters<typeof reportFault>[0]

async function orReport(event: FaultEvent, work: Promise<boolean>): Promise<boolean> {
  try {
    return await work
  } catch (error) {
    reportFault(event, error)
    return false
  }
}

interface Receipt {
  readonly signature: string
  readonly payee: Payee
  readonly nowMs: number
}

async function dealWith(
  env: Env,
  { signature, payee, nowMs }: Receipt,
  read: () => Promise<FinalizedTransaction | undefined>,
): Promise<boolean> {
  const transaction = await read()
  if (transaction === undefined) {
    // An endpoint does not know it yet: no fault.
    await postponeVaultTransaction(env.CATALOG, signature, nowMs)
    return true
  }
  if (!transaction.failed && receivedBy(transaction, payee) > 0n) {
    await attribute(env, transaction, payee, nowMs)
  }
  await closeVaultTransaction(env.CATALOG, signature)
  return true
}

async function attribute(
  env: Env,
  transaction: FinalizedTransaction,
  payee: Payee,
  nowMs: number,
): Promise<void> {
  const order = await findOrderByReferences(env.CATALOG, transaction.keys)
  if (order === undefined) return keepUnattributed(env, transaction, payee, nowMs)
  await takePayment(env, order, { transaction, payee, nowMs })
  await completeOrder(env, order.id, nowMs)
}

/** What names no order is still in the vault. Its id is a payment's: no transaction counts twice. */
async function keepUnattributed(
  env: Env,
  transaction: FinalizedTransaction,
  payee: Payee,
  nowMs: number,
): Promise<void> {
  const { signature } = transaction
  const result = await networkLedger(env).post([
    {
      id: paymentTransferId(signature),
      ...{ debit: VAULT, credit: UNATTRIBUTED, atoms: receivedBy(transaction, payee) },
      ...{ code: 'receipt', atMs: transaction.atMs ?? nowMs },
    },
  ])
  if (result.status !== 'posted' && result.status !== 'already_posted') {
    throw new Error(`receipt ${signature} cannot be posted: ${result.status}`)
  }
}
