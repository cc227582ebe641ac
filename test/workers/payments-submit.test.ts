import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Wallet } from '../../domain/ids.ts'
import { QUOTE_VALID_MS } from '../../domain/license/terms.ts'
import type { Order } from '../../workers/orders/schema.ts'
import {
  askLocalnet,
  type Buyer,
  buyerWith,
  openVault,
  payOnChain,
  routeToLocalnet,
  signedPayment,
} from '../fixtures-chain.ts'
import { refusalOf, refused } from '../fixtures-node.ts'
import { orderRequest, someOrder } from '../fixtures-orders.ts'
import {
  answerOf,
  ask,
  checkOrder,
  placeOrder,
  preparedPayment,
  submit,
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

describe('a signed payment that is handed over again', () => {
  const outdated = () => {
    vi.restoreAllMocks()
    routeToLocalnet(({ method }) =>
      method === 'sendTransaction'
        ? Response.json({
            ...{ jsonrpc: '2.0', id: 1 },
            error: { code: -32002, message: 'Transaction simulation failed: Blockhash not found' },
          })
        : undefined,
    )
  }

  test('after it landed and its blockhash is old is not called invalid', async () => {
    const order = await placeOrder()
    const signed = await preparedPayment(order, buyer)
    const first = await answerOf(await submit(order, signed))
    outdated()
    expect(await answerOf(await submit(order, signed))).toEqual(first)
  })

  test('after it landed and the quote ended is not refused either', async () => {
    const order = await placeOrder()
    const signed = await preparedPayment(order, buyer)
    const first = await answerOf(await submit(order, signed))
    await env.CATALOG.prepare('UPDATE license_order SET expires_at_ms = created_at_ms WHERE id = ?')
      .bind(order.orderId)
      .run()
    expect(await answerOf(await submit(order, signed))).toEqual(first)
  })

  test('and never landed is refused', async () => {
    const order = await placeOrder()
    const signed = await preparedPayment(order, buyer)
    outdated()
    expect(await refusalOf(await submit(order, signed))).toEqual(refused(422, 'PAYMENT_INVALID'))
  })

  test('is no refusal while nobody says whether it landed', async () => {
    const order = await placeOrder()
    const signed = await preparedPayment(order, buyer)
    vi.restoreAllMocks()
    routeToLocalnet(({ method }) => {
      if (method === 'getSignatureStatuses') return new Response('down')
      if (method !== 'sendTransaction') return undefined
      const error = { code: -32002, message: 'Blockhash not found' }
      return Response.json({ jsonrpc: '2.0', id: 1, error })
    })
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    expect((await submit(order, signed)).status).toBe(500)
  })
})

describe('looks at one order', () => {
  test('ask the endpoints once in two seconds, by whomever they are', async () => {
    const order = await placeOrder()
    const calls = routeToLocalnet()
    const path = `/v1/orders/${order.orderId}/check`
    await Promise.all(Array.from({ length: 20 }, () => ask(path, { method: 'POST' })))
    await pay(order, BigInt(order.dueAtoms))
    expect((await answerOf<Order>(await ask(path, { method: 'POST' }))).status).toBe('open')
    expect(calls.filter(({ params }) => params[0] === order.reference)).toHaveLength(2)
    expect(await checkOrder(order)).toMatchObject({ status: 'licensed' })
  })
})

describe('is refused:', () => {
  const transaction = 'AAAA'
  const unknown = `order_${'a'.repeat(26)}`

  test.each([
    ['a label', `/v1/orders/${unknown}/transaction`, undefined],
    ['a transaction', `/v1/orders/${unknown}/transaction`, { account: orderRequest().wallet }],
    ['a submission', `/v1/orders/${unknown}/submit`, { transaction }],
  ])('%s for an order that is not known', async (_, path, body) => {
    const response = await ask(path, body === undefined ? {} : { body })
    expect(await refusalOf(response)).toEqual(refused(404, 'ORDER_UNKNOWN'))
  })

  test('a transaction for an account that is no key', async () => {
    const { orderId } = await placeOrder()
    const response = await ask(`/v1/orders/${orderId}/transaction`, {
      body: { account: '1'.repeat(44) },
    })
    expect(await refusalOf(response)).toEqual(refused(422, 'REQUEST_INVALID', { path: 'account' }))
  })

  test('a transaction and a submission once the order is licensed', async () => {
    const order = await placeOrder()
    const signed = await preparedPayment(order, buyer)
    await pay(order, BigInt(order.dueAtoms) + 1n)
    await checkOrder(order)
    const path = `/v1/orders/${order.orderId}/transaction`
    const asked = await ask(path, { body: { account: buyer.wallet } })
    expect(await refusalOf(asked)).toEqual(refused(409, 'ORDER_SETTLED'))
    expect(await refusalOf(await submit(order, signed))).toEqual(refused(409, 'ORDER_SETTLED'))
  })

  test('a transaction and a submission once the quote has ended', async () => {
    const old = await someOrder({}, Date.now() - QUOTE_VALID_MS - 1)
    const path = `/v1/orders/${old.id}/transaction`
    const asked = await ask(path, { body: { account: buyer.wallet } })
    expect(await refusalOf(asked)).toEqual(refused(410, 'QUOTE_EXPIRED'))
    const signed = await signedPayment(buyer, { order: old, vault, amount: 100n })
    const order = await answerOf<Order>(await ask(`/v1/orders/${old.id}`))
    expect(await refusalOf(await submit(order, signed))).toEqual(refused(410, 'QUOTE_EXPIRED'))
  })

  test('a transaction that would come too late to land in time, but no submission', async () => {
    const old = await someOrder({}, Date.now() - QUOTE_VALID_MS + 50_000)
    const asked = await ask(`/v1/orders/${old.id}/transaction`, { body: { account: buyer.wallet } })
    expect(await refusalOf(asked)).toEqual(refused(410, 'QUOTE_EXPIRED'))
    const signed = await signedPayment(buyer, { order: old, vault, amount: 100n })
    const order = await answerOf<Order>(await ask(`/v1/orders/${old.id}`))
    expect((await submit(order, signed)).status).toBe(200)
  })

  test('a submission that pays another order', async () => {
    const [one, two] = [await placeOrder(), await placeOrder()]
    const signed = await preparedPayment(one, buyer)
    const issue = 'it does not name the reference of the order'
    expect(await refusalOf(await submit(two, signed))).toEqual(
      refused(422, 'PAYMENT_INVALID', { issue }),
    )
  })

  test('a submission that the cluster would not take', async () => {
    const poor = await buyerWith(1n)
    const order = await placeOrder()
    const signed = await preparedPayment(order, poor)
    expect(await refusalOf(await submit(order, signed))).toEqual(refused(422, 'PAYMENT_INVALID'))
  })

  test('a submission whose blockhash is over', async () => {
    const order = await placeOrder()
    const signed = await preparedPayment(order, buyer)
    await askLocalnet('piwa_advanceSlots', [200])
    expect(await refusalOf(await submit(order, signed))).toEqual(refused(422, 'PAYMENT_INVALID'))
  })
})

test('a submission that one endpoint takes is sent, though the other is out of order', async () => {
  const order = await placeOrder()
  const signed = await preparedPayment(order, buyer)
  vi.restoreAllMocks()
  routeToLocalnet(({ host, method }) =>
    host === 'one.test' && method === 'sendTransaction' ? new Response('down') : undefined,
  )
  await answerOf(await submit(order, signed))
  expect(await checkOrder(order)).toMatchObject({ status: 'licensed' })
})

test('a submission that no endpoint answers is a fault and no refusal', async () => {
  const order = await placeOrder()
  const signed = await preparedPayment(order, buyer)
  vi.restoreAllMocks()
  routeToLocalnet(({ method }) => (method === 'sendTransaction' ? new Response('down') : undefined))
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  expect((await submit(order, signed)).status).toBe(500)
})
