import { listPayments } from '../../d1/payments.ts'
import { Refusal } from '../../domain/errors.ts'
import type { OrderId } from '../../domain/ids.ts'
import { orderAnswer } from '../orders/answer.ts'
import { completeOrder } from '../orders/complete.ts'
import type { Order } from '../orders/schema.ts'
import { reportFault } from '../report.ts'
import { paymentEndpoints } from './endpoints.ts'
import type { PaymentRequirements } from './schema.ts'
import { readSignedTransfer } from './signed-transfer.ts'
import { sendToAll, unlessLanded } from './submit.ts'
import { readPayload } from './x402.ts'

/** Finality takes some 13 seconds. */
const WAIT_MS = 25_000
const POLL_MS = 1_500

export interface Settlement {
  readonly success: true
  readonly transaction: string
  readonly network: string
  readonly payer: string
}

/** Refuses a payment that is not exactly the one asked for, before anyone sends it. */
export async function checkPayment(
  header: string,
  order: Order,
  requirements: PaymentRequirements,
): Promise<{ readonly wire: string; readonly signature: string }> {
  const { payload } = readPayload(header, requirements)
  const { wire, signature, atoms } = await readSignedTransfer(payload.transaction, order)
  if (atoms.toString() !== order.dueAtoms) {
    throw new Refusal('PAYMENT_INVALID', { issue: `it pays ${atoms}, not ${order.dueAtoms} atoms` })
  }
  return { wire, signature }
}

/**
 * Sends a payment and waits for its license, for a bounded time. From the first moment on, the
 * money is on its way: whatever cuts the wait off, the order is found paid by the next look at it.
 */
export async function sendAndWait(
  env: Env,
  order: Order,
  { wire, signature }: { readonly wire: string; readonly signature: string },
): Promise<Order> {
  const endpoints = paymentEndpoints(env.PAYMENT_RPC_URLS)
  await unlessLanded(endpoints, signature, () => sendToAll(endpoints, wire))
  try {
    await waitForLicense(env, order.orderId)
  } catch (error) {
    // A fault now must not read as "not paid": the buyer would pay again.
    reportFault({ event: 'purchase_unsettled', orderId: order.orderId, signature }, error)
  }
  return orderAnswer(env, order.orderId, Date.now())
}

async function waitForLicense(env: Env, orderId: OrderId): Promise<void> {
  const untilMs = Date.now() + WAIT_MS
  for (;;) {
    const { license } = await completeOrder(env, orderId, Date.now())
    if (license !== undefined || Date.now() + POLL_MS > untilMs) return
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

/** What x402 answers of a settled payment; undefined where credit alone paid. */
export async function settlementOf(
  env: Env,
  order: Order,
  network: string,
): Promise<Settlement | undefined> {
  const last = (await listPayments(env.CATALOG, order.orderId)).findLast(({ late }) => !late)
  return last && { success: true, transaction: last.signature, network, payer: last.payer }
}
