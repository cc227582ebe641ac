import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { LicenseOrder } from '../../d1/orders.ts'
import { listPayments } from '../../d1/payments.ts'
import type { Wallet } from '../../domain/ids.ts'
import { orderAccount } from '../../domain/ledger/account.ts'
import { networkLedger } from '../../workers/ledger.ts'
import { collectPayments } from '../../workers/payments/collect.ts'
import { paymentEndpoints } from '../../workers/payments/endpoints.ts'
import {
  type Buyer,
  buyerWith,
  openVault,
  payOnChain,
  routeToLocalnet,
  rpcResult,
  type Twist,
  twoEndpoints,
} from '../fixtures-chain.ts'
import { someOrder } from '../fixtures-orders.ts'
import { isOutage, type Moment, outageAt } from '../fixtures-outage.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

const world = twoEndpoints()

let vault: Wallet
let buyer: Buyer
beforeAll(async () => {
  await syntheticSnapshot([{}], { version: '1.0.0' })
  vault = await openVault()
  buyer = await buyerWith(10n ** 15n)
})
afterEach(() => {
  vi.restoreAllMocks()
})

const openOrder = () => someOrder({}, Date.now())
const pay = (order: LicenseOrder, amount = 125n) => payOnChain(buyer, { order, vault, amount })
const heldFor = (order: LicenseOrder) => networkLedger(env).balance(orderAccount(order.id))
const collect = (order: LicenseOrder, atMs = Date.now()) => collectPayments(world, order, atMs)

/** One of the endpoints answers a method otherwise: with what is made of the true result. */
const liar =
  (method: string, change: (result: unknown) => unknown): Twist =>
  async (call, result) =>
    call.host === 'two.test' && call.method === method
      ? rpcResult(change(structuredClone(await result())))
      : undefined

const faultOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no fault',
    (error: unknown) => String(error),
  )

interface Landed {
  blockTime: number | null
  meta: { err: unknown; postTokenBalances: { owner: string; uiTokenAmount: { amount: string } }[] }
}
const landed = (change: (transaction: Landed) => void) => (result: unknown) => {
  change(result as Landed)
  return result
}

describe('endpoints that agree', () => {
  test('bring a payment onto the account of its order, once', async () => {
    routeToLocalnet()
    const order = await openOrder()
    const signature = await pay(order)
    await collect(order)
    await collect(order)
    expect(await heldFor(order)).toBe(125n)
    expect(await listPayments(env.CATALOG, order.id)).toMatchObject([
      { signature, atoms: '125', payer: buyer.wallet, late: false, status: 'confirmed' },
    ])
  })

  test('are both asked', async () => {
    const calls = routeToLocalnet()
    const order = await openOrder()
    await pay(order)
    await collect(order)
    const asked = calls.filter(({ method }) => method === 'getTransaction')
    expect(asked.map(({ host }) => host).toSorted()).toEqual(['one.test', 'two.test'])
    expect(asked[0]?.params[1]).toMatchObject({ commitment: 'finalized' })
  })

  test('but for the time of a block, which one has not, are believed', async () => {
    routeToLocalnet(
      liar(
        'getTransaction',
        landed((transaction) => {
          transaction.blockTime = null
        }),
      ),
    )
    const order = await openOrder()
    await pay(order)
    await collect(order)
    expect(await heldFor(order)).toBe(125n)
  })

  test('are at least two', () => {
    expect(() => paymentEndpoints(' http://one.test ')).toThrow(/1 endpoints/)
  })

  test('are of different hosts, but on loopback', () => {
    expect(() => paymentEndpoints('https://a.example https://a.example/?key=2')).toThrow(/twice/)
    expect(paymentEndpoints('http://127.0.0.1:1 http://127.0.0.1:1')).toHaveLength(2)
  })
})

describe('an endpoint that is behind', () => {
  test.each([
    ['lists nothing and knows nothing', ['getSignaturesForAddress', 'getTransaction']],
    ['lists the payment and does not know it', ['getTransaction']],
  ])('and %s keeps the payment from being believed, until it is there', async (_, methods) => {
    const order = await openOrder()
    await pay(order)
    routeToLocalnet(({ host, method }) =>
      host === 'two.test' && methods.includes(method)
        ? rpcResult(method === 'getTransaction' ? null : [])
        : undefined,
    )
    await collect(order)
    expect(await heldFor(order)).toBe(0n)
    expect(await listPayments(env.CATALOG, order.id)).toEqual([])
    vi.restoreAllMocks()
    routeToLocalnet()
    await collect(order)
    expect(await heldFor(order)).toBe(125n)
  })

  test('only in its list is believed, as the facts agree', async () => {
    const order = await openOrder()
    await pay(order)
    routeToLocalnet(liar('getSignaturesForAddress', () => []))
    await collect(order)
    expect(await heldFor(order)).toBe(125n)
  })
})

describe('an endpoint that lies', () => {
  test.each<[string, (transaction: Landed) => void, RegExp]>([
    [
      'about the amount',
      ({ meta }) => {
        for (const { owner, uiTokenAmount } of meta.postTokenBalances) {
          if (owner === vault) uiTokenAmount.amount = '99999999'
        }
      },
      /contradict.*one\.test, two\.test/,
    ],
    [
      'about the success',
      ({ meta }) => {
        meta.err = { InstructionError: [0, 'Custom'] }
      },
      /contradict/,
    ],
    [
      'about the time',
      (transaction) => {
        transaction.blockTime = 1
      },
      /contradict/,
    ],
  ])('%s is a fault, and neither a payment nor none', async (_, change, fault) => {
    routeToLocalnet(liar('getTransaction', landed(change)))
    const order = await openOrder()
    await pay(order)
    expect(await faultOf(collect(order))).toMatch(fault)
    expect(await heldFor(order)).toBe(0n)
  })

  test('about one payment does not hide another', async () => {
    const order = await openOrder()
    const lied = await pay(order, 100n)
    await pay(order, 25n)
    routeToLocalnet(async (call, result) => {
      if (call.host !== 'two.test' || call.params[0] !== lied) return undefined
      return rpcResult({ ...((await result()) as object), blockTime: 1 })
    })
    expect(await faultOf(collect(order))).toMatch(/contradict/)
    expect(await heldFor(order)).toBe(25n)
  })

  test('about some transaction does not keep a paid order from its license', async () => {
    const order = await openOrder()
    const lied = await pay(order, 1n)
    await pay(order, BigInt(order.priceAtoms))
    routeToLocalnet(async (call, result) => {
      if (call.host !== 'two.test' || call.params[0] !== lied) return undefined
      return rpcResult({ ...((await result()) as object), blockTime: 1 })
    })
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await collect(order)
    expect(await heldFor(order)).toBe(BigInt(order.priceAtoms))
    expect(reported).toHaveBeenCalledWith(expect.stringMatching(/contradict/))
  })

  test('with a payment that never was makes none', async () => {
    const order = await openOrder()
    const madeUp = { signature: '5'.repeat(88), slot: 7, err: null, memo: null, blockTime: 1 }
    routeToLocalnet(liar('getSignaturesForAddress', () => [madeUp]))
    await collect(order)
    expect(await heldFor(order)).toBe(0n)
  })
})

describe('an endpoint that is out of order', () => {
  test.each<[string, () => Promise<Response> | Response]>([
    ['is not reached', () => Promise.reject(new Error('connection refused'))],
    ['answers a page', () => new Response('<h1>Too many requests</h1>', { status: 429 })],
    ['answers nonsense', () => rpcResult({ nonsense: true })],
    [
      'answers an error',
      () => Response.json({ jsonrpc: '2.0', id: 1, error: { code: -32005, message: 'behind' } }),
    ],
  ])('and %s is a fault that names it', async (_, answer) => {
    routeToLocalnet(({ host }) => (host === 'two.test' ? answer() : undefined))
    const order = await openOrder()
    await pay(order)
    expect(await faultOf(collect(order))).toMatch(/two\.test/)
    expect(await heldFor(order)).toBe(0n)
  })
})

describe('a payment', () => {
  test('that names two orders counts for the one that had it first', async () => {
    routeToLocalnet()
    const [one, two] = [await openOrder(), await openOrder()]
    const signature = await pay(one)
    await collect(one)
    vi.restoreAllMocks()
    const shared = { signature, slot: 7, err: null, memo: null, blockTime: 1 }
    routeToLocalnet(async ({ method }, result) => {
      if (method === 'getSignaturesForAddress') return rpcResult([shared])
      if (method !== 'getTransaction') return undefined
      const transaction = (await result()) as {
        transaction: { message: { accountKeys: string[] } }
      }
      transaction.transaction.message.accountKeys.push(two.reference)
      return rpcResult(transaction)
    })
    await collect(two)
    expect(await heldFor(one)).toBe(125n)
    expect(await heldFor(two)).toBe(0n)
  })

  test.each<[Moment]>([['before'], ['after']])(
    'is never lost or doubled, whichever call fails %s its effect',
    async (moment) => {
      routeToLocalnet()
      for (let failing = 1; ; failing += 1) {
        const order = await openOrder()
        await pay(order)
        const outage = outageAt(failing, moment, world)
        const fault = await collectPayments(outage.env, order, Date.now()).catch((error) => error)
        if (fault !== undefined) expect(isOutage(fault)).toBe(true)
        await collect(order)
        expect(await heldFor(order)).toBe(125n)
        expect(await listPayments(env.CATALOG, order.id)).toMatchObject([{ status: 'confirmed' }])
        if (fault === undefined) break
      }
    },
  )
})
