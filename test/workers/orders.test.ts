import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Wallet } from '../../domain/ids.ts'
import { DAY_MS, QUOTE_VALID_MS } from '../../domain/license/terms.ts'
import { createOrder } from '../../workers/orders/create.ts'
import type { Order } from '../../workers/orders/schema.ts'
import { costOf } from '../../workers/orders/transfers.ts'
import { someOrderId, someWallet } from '../fixtures-ledger.ts'
import { refusalOf, refused, send, urlOf } from '../fixtures-node.ts'
import {
  bought,
  currentOrder,
  orderRequest,
  payInto,
  settle,
  someKey,
  someOrder,
  stubSilentEndpoints,
} from '../fixtures-orders.ts'
import { restLooks } from '../fixtures-purchase.ts'
import { postJson, sessionHeader, someBuyer } from '../fixtures-session.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

beforeAll(async () => {
  await syntheticSnapshot([{}, { family: 'lamp' }, { nsfw: true }], { version: '1.0.0' })
})
beforeEach(stubSilentEndpoints)
afterEach(() => {
  vi.unstubAllGlobals()
})

/** The request as a buyer writes it: a filter says only what it means. */
const wireRequest = (changes: object = {}) => {
  const { requestKey, wallet } = orderRequest()
  return { requestKey, wallet, filter: {}, tier: 'research', termDays: 30, ...changes }
}

/** Orders with the session of a wallet. */
const placeAs = async (wallet: Wallet, body: object): Promise<Response> =>
  send(
    new Request(urlOf('/v1/orders'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await sessionHeader(wallet)) },
      body: JSON.stringify(body),
    }),
  )

const order = async (body: object): Promise<Order> => (await postJson('/v1/orders', body)).json()
const read = async (id: string): Promise<Order> =>
  (await send(new Request(urlOf(`/v1/orders/${id}`)))).json()
const check = (id: string): Promise<Response> => postJson(`/v1/orders/${id}/check`, {})

describe('POST /v1/orders', () => {
  test('locks a quote and says how to pay it', async () => {
    const body = wireRequest({ filter: { families: ['lamp', 'chair'] } })
    const response = await postJson('/v1/orders', body)
    expect(response.status).toBe(201)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    const placed = await response.json<Order>()
    expect(placed).toEqual({
      orderId: expect.stringMatching(/^order_[a-z2-7]{26}$/),
      ...{ status: 'open', kind: 'new', wallet: body.wallet, version: '1.0.0' },
      filter: {
        ...{ families: ['chair', 'lamp'], qualities: [], nsfw: 'exclude', kinds: [] },
        ...{ triangles: [], views: null, tag: null },
      },
      ...{ tier: 'research', termDays: 30, count: 2, bytes: 2 * 43_008 },
      ...{ priceAtoms: '100000000', discountAtoms: '0', dueAtoms: '100000000' },
      ...{ paidAtoms: '0', creditAtoms: '0', license: null, decimals: 8 },
      reference: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{43,44}$/),
      vault: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{43,44}$/),
      mint: 'rndrizKT3MK1iimdxRdWabcF7Zg7AR5T4nuD4EkHBof',
      paymentUrl: expect.stringContaining(`reference=${placed.reference}`),
      createdAtMs: placed.createdAtMs,
      expiresAtMs: placed.createdAtMs + QUOTE_VALID_MS,
    })
    expect(placed.paymentUrl).toContain('amount=1&')
    expect(await read(placed.orderId)).toEqual(placed)
  })
  test('answers a retry with the same order', async () => {
    const body = wireRequest()
    const answers = await Promise.all(Array.from({ length: 5 }, () => order(body)))
    expect(new Set(answers.map(({ orderId }) => orderId)).size).toBe(1)
    expect(await order({ ...body, version: 'latest' })).toEqual(answers[0])
    expect(await order({ ...body, version: '1.0.0' })).toEqual(answers[0])
  })
  test.each([
    ['filter', { filter: { families: ['lamp'] } }],
    ['tier', { tier: 'commercial' }],
    ['term', { termDays: 90 }],
    ['version', { version: '2.0.0' }],
    ['license before', { follows: `license_${'a'.repeat(26)}` }],
  ])('refuses a key that was used with another %s', async (_name, change) => {
    const body = wireRequest()
    await order(body)
    const response = await placeAs(body.wallet, { ...body, ...change })
    expect(await refusalOf(response)).toEqual(
      refused(409, 'ORDER_CONFLICT', { requestKey: body.requestKey }),
    )
  })
  test('takes the same key of another wallet as another order', async () => {
    const body = wireRequest()
    const other = { ...body, wallet: someWallet() }
    expect((await order(body)).orderId).not.toBe((await order(other)).orderId)
  })
  test.each<[status: number, code: string, change: object]>([
    [422, 'FILTER_EMPTY', { filter: { families: ['lamp'], qualities: ['superior'] } }],
    [422, 'FILTER_INVALID', { filter: { qualities: ['best'] } }],
    [404, 'SNAPSHOT_UNKNOWN', { version: '9.9.9' }],
    [422, 'REQUEST_INVALID', { version: 'newest' }],
    [422, 'REQUEST_INVALID', { tier: 'free' }],
    [422, 'REQUEST_INVALID', { termDays: 31 }],
    [422, 'REQUEST_INVALID', { requestKey: 'short' }],
    [422, 'REQUEST_INVALID', { wallet: 'nobody' }],
    [422, 'REQUEST_INVALID', { wallet: '1'.repeat(44) }],
    [404, 'LICENSE_UNKNOWN', { follows: `license_${'a'.repeat(26)}` }],
  ])('refuses with %d %s what says %j', async (status, code, change) => {
    const response = await postJson('/v1/orders', wireRequest(change))
    expect(await refusalOf(response)).toEqual(refused(status, code))
  })
})

describe('POST /v1/orders/{id}/check', () => {
  test('answers the license once it is paid', async () => {
    const { orderId } = await order(wireRequest())
    expect(await (await check(orderId)).json()).toMatchObject({ status: 'open', license: null })
    const row = await currentOrder(orderId)
    await payInto(row, 150_000_000n, Date.now())
    expect(await read(orderId)).toMatchObject({ status: 'open', dueAtoms: '0' })
    const paid = await (await check(orderId)).json<Order>()
    expect(paid).toMatchObject({
      ...{ status: 'licensed', dueAtoms: '0', paidAtoms: '150000000', creditAtoms: '50000000' },
      ...{ paymentUrl: null, license: { jws: expect.any(String), endsAtMs: expect.any(Number) } },
    })
    expect(await read(orderId)).toEqual(paid)
  })
  test('says what is still to be paid', async () => {
    const { orderId } = await order(wireRequest())
    await payInto(await currentOrder(orderId), 40_000_000n, Date.now())
    expect(await (await check(orderId)).json()).toMatchObject({
      ...{ status: 'open', dueAtoms: '60000000', paidAtoms: '40000000' },
      paymentUrl: expect.stringContaining('amount=0.6&'),
    })
  })
  test('expires a quote that nobody paid', async () => {
    const { id } = await createOrder(env, orderRequest(), Date.now() - QUOTE_VALID_MS - 1)
    expect(await (await check(id)).json()).toMatchObject({ status: 'expired', paymentUrl: null })
  })
  test('does not take an endpoint that is down for a verdict', async () => {
    const { id } = await createOrder(env, orderRequest(), Date.now() - QUOTE_VALID_MS - 1)
    vi.stubGlobal('fetch', () => Promise.reject(new Error('down')))
    expect((await check(id)).status).toBe(500)
    expect(await currentOrder(id)).toMatchObject({ status: 'open' })
  })
  test('licenses what is paid while an endpoint is down', async () => {
    const row = await someOrder({}, Date.now())
    await payInto(row, costOf(row), Date.now())
    vi.stubGlobal('fetch', () => Promise.reject(new Error('down')))
    expect(await (await check(row.id)).json()).toMatchObject({ status: 'licensed' })
  })
  test('looks for payments of an order however old it is', async () => {
    const row = await someOrder({}, Date.now() - 30 * DAY_MS)
    await check(row.id)
    await restLooks()
    const asked: string[] = []
    vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
      const { id, method } = JSON.parse(String(init.body))
      asked.push(method)
      return Response.json({ jsonrpc: '2.0', id, result: [] })
    })
    await check(row.id)
    expect(asked).toContain('getSignaturesForAddress')
  })
  test('refuses an order that is not there', async () => {
    const orderId = someOrderId()
    expect(await refusalOf(await check(orderId))).toEqual(
      refused(404, 'ORDER_UNKNOWN', { orderId }),
    )
    const response = await send(new Request(urlOf(`/v1/orders/${orderId}`)))
    expect(await refusalOf(response)).toEqual(refused(404, 'ORDER_UNKNOWN', { orderId }))
  })
})

describe('POST /v1/orders/{id}/credit', () => {
  const payByCredit = async (id: string, headers: Record<string, string> = {}) =>
    send(new Request(urlOf(`/v1/orders/${id}/credit`), { method: 'POST', headers }))

  /** A buyer with credit from a payment that was over. */
  async function withCredit(credit: bigint) {
    const { wallet } = await someBuyer()
    const nowMs = Date.now()
    const { order: old } = await bought({ wallet }, nowMs)
    await payInto(old, credit, nowMs)
    await settle(old, nowMs)
    return { wallet, session: await sessionHeader(wallet) }
  }

  test('buys where the credit covers all', async () => {
    const { wallet, session } = await withCredit(130_000_000n)
    const { orderId } = await order(wireRequest({ wallet }))
    const paid = await (await payByCredit(orderId, session)).json<Order>()
    expect(paid).toMatchObject({ status: 'licensed', paidAtoms: '100000000', creditAtoms: '0' })
    const account = await send(new Request(urlOf('/v1/account'), { headers: session }))
    expect(await account.json()).toEqual({ wallet, creditAtoms: '30000000' })
    expect(await (await payByCredit(orderId, session)).json()).toEqual(paid)
  })
  test('buys while an endpoint is down', async () => {
    const { wallet, session } = await withCredit(130_000_000n)
    const { orderId } = await order(wireRequest({ wallet }))
    vi.stubGlobal('fetch', () => Promise.reject(new Error('down')))
    expect(await (await payByCredit(orderId, session)).json()).toMatchObject({ status: 'licensed' })
  })
  test('leaves the rest to be paid where it does not', async () => {
    const { wallet, session } = await withCredit(30_000_000n)
    const { orderId } = await order(wireRequest({ wallet }))
    const expected = { status: 'open', dueAtoms: '70000000', paidAtoms: '30000000' }
    expect(await (await payByCredit(orderId, session)).json()).toMatchObject(expected)
    expect(await (await payByCredit(orderId, session)).json()).toMatchObject(expected)
    await payInto(await currentOrder(orderId), 70_000_000n, Date.now())
    expect(await (await check(orderId)).json()).toMatchObject({ status: 'licensed' })
  })
  test('moves no more than is there when it is asked many times at once', async () => {
    const { wallet, session } = await withCredit(130_000_000n)
    const { orderId } = await order(wireRequest({ wallet }))
    const calls = Array.from({ length: 5 }, () => payByCredit(orderId, session))
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(Array(5).fill(200))
    expect(await read(orderId)).toMatchObject({ status: 'licensed', paidAtoms: '100000000' })
  })
  test('refuses where there is no credit', async () => {
    const { wallet } = await someBuyer()
    const { orderId } = await order(wireRequest({ wallet }))
    const response = await payByCredit(orderId, await sessionHeader(wallet))
    expect(await refusalOf(response)).toEqual(refused(402, 'CREDIT_INSUFFICIENT'))
  })
  test('refuses the session of another wallet, and none', async () => {
    const { session } = await withCredit(130_000_000n)
    const { orderId } = await order(wireRequest())
    expect(await refusalOf(await payByCredit(orderId, session))).toEqual(
      refused(401, 'SESSION_INVALID'),
    )
    expect(await refusalOf(await payByCredit(orderId))).toEqual(refused(401, 'SESSION_REQUIRED'))
  })
  test('refuses a quote that has ended', async () => {
    const { wallet, session } = await withCredit(130_000_000n)
    const request = orderRequest({ wallet, requestKey: someKey() })
    const { id } = await createOrder(env, request, Date.now() - QUOTE_VALID_MS - 1)
    expect(await refusalOf(await payByCredit(id, session))).toEqual(refused(410, 'QUOTE_EXPIRED'))
    const account = await send(new Request(urlOf('/v1/account'), { headers: session }))
    expect(await account.json()).toMatchObject({ creditAtoms: '130000000' })
  })
})
