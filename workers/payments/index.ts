import { cors } from 'hono/cors'
import { listPayments } from '../../d1/payments.ts'
import { Refusal } from '../../domain/errors.ts'
import { atoms } from '../../domain/money.ts'
import { orderAnswer } from '../orders/answer.ts'
import { completeOrder, requireOrder } from '../orders/complete.ts'
import { createOrder } from '../orders/create.ts'
import type { Order } from '../orders/schema.ts'
import { createRouter } from '../router.ts'
import { walletKey } from '../wallet.ts'
import { anyBlockhash, paymentEndpoints } from './endpoints.ts'
import { checkPayment, sendAndWait, settlementOf } from './purchase.ts'
import { preparePayment, purchase, readPaymentLabel, submitPayment } from './routes.ts'
import { readSignedTransfer } from './signed-transfer.ts'
import { buildTransfer, LABEL, messageOf } from './solana-pay.ts'
import { sendToAll, unlessLanded } from './submit.ts'
import { PURCHASES_PATH, requiredOf, requirementsOf, toHeader } from './x402.ts'

/** Wallets and programs ask from wherever they are. */
const fromAnywhere = cors({
  origin: '*',
  allowHeaders: ['content-type', 'payment-signature'],
  exposeHeaders: ['payment-required', 'payment-response', 'location', 'retry-after'],
})

/**
 * What signing, sending and landing take. Whoever is told to pay later than that before the quote's
 * end would pay too late.
 */
const TIME_TO_PAY_MS = 60_000

export const payments = createRouter()
payments.use('/v1/orders/:orderId/transaction', fromAnywhere)
payments.use(PURCHASES_PATH, fromAnywhere)

payments
  .openapi(readPaymentLabel, async (c) => {
    await requireOrder(c.env, c.req.valid('param').orderId)
    return c.json({ label: LABEL, icon: `${c.env.PUBLIC_URL}/assets/mark.svg` }, 200)
  })
  .openapi(preparePayment, async (c) => {
    const { orderId } = c.req.valid('param')
    const { account: payer } = c.req.valid('json')
    walletKey(payer, 'account')
    const order = await orderAnswer(c.env, orderId, Date.now())
    assertPayable(order, Date.now() + TIME_TO_PAY_MS)
    const { reference, vault, version, count } = order
    const endpoints = paymentEndpoints(c.env.PAYMENT_RPC_URLS)
    const transaction = buildTransfer({
      ...{ order: { id: orderId, reference }, payer, vault },
      dueAtoms: atoms(BigInt(order.dueAtoms)),
      blockhash: await anyBlockhash(endpoints),
    })
    return c.json({ transaction, message: messageOf({ version, assetCount: count }) }, 200)
  })
  .openapi(submitPayment, async (c) => {
    const { orderId } = c.req.valid('param')
    const { transaction } = c.req.valid('json')
    const order = await orderAnswer(c.env, orderId, Date.now())
    const { wire, signature } = await readSignedTransfer(transaction, order)
    const recorded = await listPayments(c.env.CATALOG, orderId)
    if (!recorded.some((payment) => payment.signature === signature)) {
      const endpoints = paymentEndpoints(c.env.PAYMENT_RPC_URLS)
      await unlessLanded(endpoints, signature, async () => {
        assertPayable(order, Date.now())
        await sendToAll(endpoints, wire)
      })
    }
    return c.json({ signature }, 200)
  })
  .openapi(purchase, async (c) => {
    const nowMs = Date.now()
    const { id } = await createOrder(c.env, c.req.valid('json'), nowMs)
    // An earlier call with this key may have been cut off after its payment was sent.
    await completeOrder(c.env, id, nowMs)
    const order = await orderAnswer(c.env, id, nowMs)
    const requirements = await requirementsOf(c.env, order, nowMs)
    const { network } = requirements
    if (order.license !== null) return c.json(order, 200, await receiptOf(c.env, order, network))

    const header = c.req.valid('header')['payment-signature']
    assertPayable(order, header === undefined ? nowMs + TIME_TO_PAY_MS : nowMs)
    if (header === undefined) {
      const required = requiredOf(c.env, order, requirements)
      return c.json(required, 402, { 'payment-required': toHeader(required) })
    }
    const settled = await sendAndWait(c.env, order, await checkPayment(header, order, requirements))
    if (settled.license !== null) {
      return c.json(settled, 200, await receiptOf(c.env, settled, network))
    }
    return c.json(settled, 202, { location: `/v1/orders/${id}`, 'retry-after': '5' })
  })

async function receiptOf(env: Env, order: Order, network: string): Promise<Record<string, string>> {
  const settlement = await settlementOf(env, order, network)
  return settlement === undefined ? {} : { 'payment-response': toHeader(settlement) }
}

function assertPayable({ orderId, status, license, dueAtoms, expiresAtMs }: Order, atMs: number) {
  if (license !== null || dueAtoms === '0') throw new Refusal('ORDER_SETTLED', { orderId })
  if (status !== 'open' || atMs > expiresAtMs) throw new Refusal('QUOTE_EXPIRED', { orderId })
}
