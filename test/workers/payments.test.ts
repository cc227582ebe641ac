import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { listPayments } from '../../d1/payments.ts'
import type { Wallet } from '../../domain/ids.ts'
import { DAY_MS, QUOTE_VALID_MS } from '../../domain/license/terms.ts'
import { readLicense } from '../../signing/license-jws.ts'
import { networkLedger } from '../../workers/ledger.ts'
import type { Order } from '../../workers/orders/schema.ts'
import {
  type Buyer,
  buyerWith,
  openVault,
  payOnChain,
  routeToLocalnet,
  signatureOf,
} from '../fixtures-chain.ts'
import { someOrder } from '../fixtures-orders.ts'
import {
  answerOf,
  ask,
  checkOrder,
  everyMinute,
  placeOrder,
  preparedPayment,
  submit,
  sweepAll,
} from '../fixtures-purchase.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

const RICH = 10n ** 15n

let vault: Wallet
let buyer: Buyer
beforeAll(async () => {
  await syntheticSnapshot([{}, {}, {}], { version: '1.0.0' })
  vault = await openVault()
  buyer = await buyerWith(RICH)
})
beforeEach(() => {
  routeToLocalnet()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const pay = ({ orderId, reference }: Order, amount: bigint) =>
  payOnChain(buyer, { order: { id: orderId, reference }, vault, amount })
const balance = (account: string) => networkLedger(env).balance(account)

describe('an order that is paid with a prepared transaction', () => {
  test('becomes a license that names the transaction', async () => {
    const order = await placeOrder({ wallet: buyer.wallet })
    const signed = await preparedPayment(order, buyer)
    const { signature } = await answerOf<{ signature: string }>(await submit(order, signed))
    expect(signature).toBe(signatureOf(signed))
    const paid = await checkOrder(order)
    expect(paid).toMatchObject({
      ...{ status: 'licensed', dueAtoms: '0', paidAtoms: order.dueAtoms, creditAtoms: '0' },
    })
    expect(await readLicense(paid.license?.jws ?? '')).toMatchObject({
      status: 'valid',
      claims: { sub: buyer.wallet, order: order.orderId, transactions: [signature] },
    })
  })

  test('is paid once, though the transaction is handed over three times', async () => {
    const order = await placeOrder()
    const signed = await preparedPayment(order, buyer)
    const first = await answerOf(await submit(order, signed))
    expect(await answerOf(await submit(order, signed))).toEqual(first)
    await checkOrder(order)
    expect(await answerOf(await submit(order, signed))).toEqual(first)
    expect(await checkOrder(order)).toMatchObject({ paidAtoms: order.dueAtoms, creditAtoms: '0' })
  })

  test('asks for what is left after a payment that was too little', async () => {
    const order = await placeOrder()
    const due = BigInt(order.dueAtoms)
    await pay(order, due - 100n)
    expect(await checkOrder(order)).toMatchObject({ status: 'open', dueAtoms: '100' })
    await answerOf(await submit(order, await preparedPayment(order, buyer)))
    expect(await checkOrder(order)).toMatchObject({ status: 'licensed', paidAtoms: String(due) })
  })

  test('shows wallets who asks', async () => {
    const { orderId } = await placeOrder()
    const response = await ask(`/v1/orders/${orderId}/transaction`)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await answerOf(response)).toEqual({
      ...{ label: 'Piwa', icon: `${env.PUBLIC_URL}/assets/mark.svg` },
    })
  })
})

test.each([
  ['/v1/purchases', 'payment-signature'],
  [`/v1/orders/order_${'a'.repeat(26)}/transaction`, 'content-type'],
])('browsers anywhere may ask %s', async (path, header) => {
  const response = await ask(path, {
    method: 'OPTIONS',
    headers: { origin: 'https://wallet.example', 'access-control-request-method': 'POST' },
  })
  expect(response.status).toBe(204)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(response.headers.get('access-control-allow-headers')).toContain(header)
})

describe('money that came past the edge', () => {
  test('too much of it buys the license and leaves credit', async () => {
    const wallet = (await buyerWith(1n)).wallet
    const order = await placeOrder({ wallet })
    await pay(order, BigInt(order.dueAtoms) + 77n)
    expect(await checkOrder(order)).toMatchObject({ status: 'licensed' })
    await sweepAll(Date.now() + 30 * 60_000)
    expect(await balance(`buyer/${wallet}`)).toBe(77n)
    expect(await balance(`order/${order.orderId}`)).toBe(0n)
  })

  test('after the end of the quote becomes credit and no license', async () => {
    const late = await someOrder({}, Date.now() - QUOTE_VALID_MS - 60_000)
    await payOnChain(buyer, { order: late, vault, amount: BigInt(late.priceAtoms) })
    await sweepAll(Date.now() + 30 * 60_000)
    const order = await answerOf<Order>(await ask(`/v1/orders/${late.id}`))
    expect(order).toMatchObject({ status: 'expired', license: null })
    expect(await balance(`buyer/${late.wallet}`)).toBe(BigInt(late.priceAtoms))
    expect(await listPayments(env.CATALOG, late.id)).toMatchObject([{ late: true }])
  })

  test('of a wallet that is not the licensee buys the license for the licensee', async () => {
    const { wallet } = await buyerWith(1n)
    const order = await placeOrder({ wallet })
    await pay(order, BigInt(order.dueAtoms))
    expect(await checkOrder(order)).toMatchObject({ status: 'licensed', wallet })
    expect(await listPayments(env.CATALOG, order.orderId)).toMatchObject([
      { wallet, payer: buyer.wallet },
    ])
  })

  test('to another wallet counts for nothing', async () => {
    const order = await placeOrder()
    const other = await buyerWith(1n)
    const { orderId: id, reference } = order
    const amount = BigInt(order.dueAtoms)
    await payOnChain(buyer, { order: { id, reference }, vault: other.wallet, amount })
    expect(await checkOrder(order)).toMatchObject({ status: 'open', paidAtoms: '0' })
  })
})

describe('the sweep of every minute', () => {
  test('licenses an order whose buyer went away after paying', async () => {
    const order = await placeOrder()
    await pay(order, BigInt(order.dueAtoms))
    await sweepAll()
    const swept = await answerOf<Order>(await ask(`/v1/orders/${order.orderId}`))
    expect(swept.status).toBe('licensed')
  })

  test('posts what was recorded and cut off, however old it is', async () => {
    const order = await placeOrder()
    await pay(order, 100n)
    await checkOrder(order)
    await env.CATALOG.prepare(`UPDATE payment SET status = 'pending' WHERE order_id = ?`)
      .bind(order.orderId)
      .run()
    await sweepAll(Date.now() + 60 * DAY_MS)
    expect(await listPayments(env.CATALOG, order.orderId)).toMatchObject([{ status: 'confirmed' }])
  })

  test('goes on past a payment that cannot be read, and tells', async () => {
    const [broken, paid] = [await placeOrder(), await placeOrder()]
    const lost = await pay(broken, 100n)
    await pay(paid, BigInt(paid.dueAtoms))
    vi.restoreAllMocks()
    routeToLocalnet(({ params }) =>
      params[0] === lost ? Promise.reject(new Error('no answer')) : undefined,
    )
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const fault = await everyMinute().catch((error: unknown) => String(error))
    expect(fault).toMatch(/Error: 1 orders or payments could not be looked after/)
    expect(reported).toHaveBeenCalledWith(expect.stringContaining(lost))
    const swept = await answerOf<Order>(await ask(`/v1/orders/${paid.orderId}`))
    expect(swept.status).toBe('licensed')
  })
})
