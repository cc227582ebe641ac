import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Wallet } from '../../domain/ids.ts'
import { RENDER_MINT } from '../../domain/payment/render-token.ts'
import type { Order, OrderRequest } from '../../workers/orders/schema.ts'
import type { PaymentRequired, PaymentRequirements } from '../../workers/payments/schema.ts'
import {
  askLocalnet,
  type Buyer,
  buyerWith,
  openVault,
  payOnChain,
  routeToLocalnet,
  rpcResult,
  signatureOf,
  signedPayment,
  signWire,
} from '../fixtures-chain.ts'
import { refusalOf, refused } from '../fixtures-node.ts'
import { orderRequest } from '../fixtures-orders.ts'
import { answerOf, ask } from '../fixtures-purchase.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

let vault: Wallet
let buyer: Buyer
beforeAll(async () => {
  await syntheticSnapshot([{}, {}], { version: '1.0.0' })
  vault = await openVault()
  buyer = await buyerWith(10n ** 15n)
})
beforeEach(() => {
  routeToLocalnet()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const toHeader = (value: object): string => btoa(JSON.stringify(value))
const fromHeader = <T>(header: string | null): T => JSON.parse(atob(header ?? '')) as T

const someRequest = () => orderRequest({ wallet: buyer.wallet })

async function required(request: OrderRequest): Promise<PaymentRequirements> {
  const response = await ask('/v1/purchases', { body: request })
  expect(response.status).toBe(402)
  const [accepted, ...more] = (await response.json<PaymentRequired>()).accepts
  if (accepted === undefined || more.length > 0) throw new Error('one way to pay was expected')
  return accepted
}

const orderOf = ({ extra }: PaymentRequirements) => ({
  ...{ id: extra.orderId, reference: extra.reference },
})

const payFor = (accepted: PaymentRequirements, amount = BigInt(accepted.amount), to = vault) =>
  signedPayment(buyer, { order: orderOf(accepted), vault: to, amount })

const buy = (request: OrderRequest, accepted: object, transaction: string) =>
  ask('/v1/purchases', {
    body: request,
    headers: {
      'payment-signature': toHeader({ x402Version: 2, accepted, payload: { transaction } }),
    },
  })

/** Every wait is over at once, and the clock shows it. */
function skipWaits(): void {
  const readClock = Date.now
  let skippedMs = 0
  vi.spyOn(Date, 'now').mockImplementation(() => readClock() + skippedMs)
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((wake: () => void, ms = 0) => {
    skippedMs += ms
    queueMicrotask(wake)
  }) as typeof setTimeout)
}

describe('a purchase without a payment', () => {
  test('answers what to pay and how, in the header as in the body', async () => {
    const request = someRequest()
    const response = await ask('/v1/purchases', { body: request })
    expect(response.status).toBe(402)
    const body = await response.json<PaymentRequired>()
    expect(fromHeader(response.headers.get('payment-required'))).toEqual(body)
    const genesis = String(await askLocalnet('getGenesisHash', []))
    expect(body).toMatchObject({
      x402Version: 2,
      resource: { url: `${env.PUBLIC_URL}/v1/purchases`, mimeType: 'application/json' },
      accepts: [
        {
          ...{ scheme: 'exact', network: `solana:${genesis.slice(0, 32)}`, asset: RENDER_MINT },
          ...{ payTo: vault, amount: expect.stringMatching(/^[1-9][0-9]*$/) },
          extra: { feePayer: buyer.wallet, orderId: expect.stringMatching(/^order_/), decimals: 8 },
        },
      ],
    })
    expect(body.accepts[0]?.maxTimeoutSeconds).toBeGreaterThan(880)
  })

  test('answers the same order to the same request', async () => {
    const request = someRequest()
    const [first, again] = [await required(request), await required(request)]
    expect(again.extra).toEqual(first.extra)
  })

  test('is refused where what it would ask for could only be late', async () => {
    const request = someRequest()
    const { extra } = await required(request)
    await env.CATALOG.prepare('UPDATE license_order SET expires_at_ms = ? WHERE id = ?')
      .bind(Date.now() + 50_000, extra.orderId)
      .run()
    const response = await ask('/v1/purchases', { body: request })
    expect(await refusalOf(response)).toEqual(refused(410, 'QUOTE_EXPIRED'))
  })

  test('names where its transaction can be had, ready to sign', async () => {
    const request = someRequest()
    const accepted = await required(request)
    const { pathname } = new URL(accepted.extra.transactionUrl)
    const prepared = await ask(pathname, { body: { account: buyer.wallet } })
    const { transaction } = await answerOf<{ transaction: string }>(prepared)
    const bought = await buy(request, accepted, await signWire(transaction, buyer))
    expect(bought.status).toBe(200)
  })
})

describe('a purchase with its payment', () => {
  test('answers the license and the settlement', async () => {
    const request = someRequest()
    const accepted = await required(request)
    const transaction = await payFor(accepted)
    const response = await buy(request, accepted, transaction)
    expect(response.status).toBe(200)
    expect(fromHeader(response.headers.get('payment-response'))).toEqual({
      ...{ success: true, transaction: signatureOf(transaction) },
      ...{ network: accepted.network, payer: buyer.wallet },
    })
    const order = await response.json<Order>()
    expect(order).toMatchObject({ status: 'licensed', orderId: accepted.extra.orderId })
    expect(order.license?.jws).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  })

  test('moves its money once, however often it is repeated', async () => {
    const request = someRequest()
    const accepted = await required(request)
    const transaction = await payFor(accepted)
    const first = await answerOf<Order>(await buy(request, accepted, transaction))
    const again = await buy(request, accepted, transaction)
    expect(again.headers.get('payment-response')).not.toBeNull()
    expect(await again.json<Order>()).toEqual(first)
    const without = await ask('/v1/purchases', { body: request })
    expect(await answerOf<Order>(without)).toEqual(first)
    expect(first.paidAtoms).toBe(accepted.amount)
  })

  test('finds the payment of a call that was cut off after it was sent', async () => {
    const request = someRequest()
    const accepted = await required(request)
    const amount = BigInt(accepted.amount)
    await payOnChain(buyer, { order: orderOf(accepted), vault, amount })
    const order = await answerOf<Order>(await ask('/v1/purchases', { body: request }))
    expect(order).toMatchObject({ status: 'licensed', creditAtoms: '0' })
  })

  test('that is not final in time is answered with where to look, and is not lost', async () => {
    const request = someRequest()
    const accepted = await required(request)
    const transaction = await payFor(accepted)
    vi.restoreAllMocks()
    skipWaits()
    routeToLocalnet(({ method }) =>
      method === 'getSignaturesForAddress' ? rpcResult([]) : undefined,
    )
    const response = await buy(request, accepted, transaction)
    expect(response.status).toBe(202)
    expect(response.headers.get('location')).toBe(`/v1/orders/${accepted.extra.orderId}`)
    expect(response.headers.get('payment-response')).toBeNull()
    vi.restoreAllMocks()
    routeToLocalnet()
    const order = await answerOf<Order>(await ask('/v1/purchases', { body: request }))
    expect(order).toMatchObject({ status: 'licensed', paidAtoms: accepted.amount })
  })

  test('that was sent is not called unpaid when the endpoints fail afterwards', async () => {
    const request = someRequest()
    const accepted = await required(request)
    const transaction = await payFor(accepted)
    vi.restoreAllMocks()
    let sent = false
    routeToLocalnet(({ method }) => {
      sent ||= method === 'sendTransaction'
      return sent && method !== 'sendTransaction' ? new Response('down') : undefined
    })
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    expect((await buy(request, accepted, transaction)).status).toBe(202)
  })
})

describe('before anything is sent, a purchase is refused whose payment', () => {
  type Make = (accepted: PaymentRequirements) => Promise<readonly [object, string]>

  test.each<[string, Make, RegExp]>([
    ['is too little', async (way) => [way, await payFor(way, BigInt(way.amount) - 1n)], /pays/],
    ['is too much', async (way) => [way, await payFor(way, BigInt(way.amount) + 1n)], /pays/],
    [
      'goes to another wallet',
      async (way) => [way, await payFor(way, BigInt(way.amount), buyer.wallet)],
      /no RENDER to the vault/,
    ],
    [
      'is of another order',
      async (way) => [way, await payFor(await required(someRequest()))],
      /reference/,
    ],
    [
      'was made for the requirements of another order',
      async (way) => {
        const { extra } = await required(someRequest())
        return [{ ...way, extra }, await payFor(way)]
      },
      /reference is of another order/,
    ],
    [
      'states another amount',
      async (way) => [{ ...way, amount: '1' }, await payFor(way)],
      /amount/,
    ],
    ['states another token', async (way) => [{ ...way, asset: vault }, await payFor(way)], /asset/],
    [
      'states another receiver',
      async (way) => [{ ...way, payTo: buyer.wallet }, await payFor(way)],
      /payTo/,
    ],
    [
      'states another network',
      async (way) => [{ ...way, network: 'solana:other' }, await payFor(way)],
      /network/,
    ],
    [
      'states another scheme',
      async (way) => [{ ...way, scheme: 'upto' }, await payFor(way)],
      /scheme/,
    ],
    ['is no transaction', async (way) => [way, 'AAAA'], /./],
  ])('%s', async (_, make, issue) => {
    const request = someRequest()
    const [accepted, transaction] = await make(await required(request))
    const calls = routeToLocalnet()
    const refusal = await refusalOf(await buy(request, accepted, transaction))
    expect(refusal).toEqual(
      refused(422, 'PAYMENT_INVALID', { issue: expect.stringMatching(issue) }),
    )
    expect(calls.filter(({ method }) => method === 'sendTransaction')).toEqual([])
  })

  test.each([
    ['is no base64', '%%%'],
    ['is no JSON', btoa('payment')],
    ['is of version 1', toHeader({ x402Version: 1 })],
    ['is an empty object', toHeader({})],
  ])('header %s', async (_, header) => {
    const response = await ask('/v1/purchases', {
      ...{ body: someRequest(), headers: { 'payment-signature': header } },
    })
    expect(await refusalOf(response)).toEqual(refused(422, 'PAYMENT_INVALID'))
  })

  test('comes after the end of the quote', async () => {
    const request = someRequest()
    const accepted = await required(request)
    const transaction = await payFor(accepted)
    await env.CATALOG.prepare('UPDATE license_order SET expires_at_ms = created_at_ms WHERE id = ?')
      .bind(accepted.extra.orderId)
      .run()
    const calls = routeToLocalnet()
    expect(await refusalOf(await buy(request, accepted, transaction))).toEqual(
      refused(410, 'QUOTE_EXPIRED'),
    )
    expect(calls.filter(({ method }) => method === 'sendTransaction')).toEqual([])
  })

  test('comes with a request that was changed', async () => {
    const request = someRequest()
    const accepted = await required(request)
    const changed = { ...request, termDays: 365 } as const
    expect(await refusalOf(await buy(changed, accepted, await payFor(accepted)))).toEqual(
      refused(409, 'ORDER_CONFLICT'),
    )
  })
})
