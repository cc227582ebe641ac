import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { LicenseOrder } from '../../d1/orders.ts'
import { listPayments } from '../../d1/payments.ts'
import { listOpenVaultTransactions } from '../../d1/vault.ts'
import type { Wallet } from '../../domain/ids.ts'
import { buyerAccount, UNATTRIBUTED } from '../../domain/ledger/account.ts'
import { CONFIRMATION_MS } from '../../domain/license/order-money.ts'
import { DAY_MS, QUOTE_VALID_MS } from '../../domain/license/terms.ts'
import { sweepPayments } from '../../workers/crons/sweep-payments.ts'
import { networkLedger } from '../../workers/ledger.ts'
import { costOf } from '../../workers/orders/transfers.ts'
import { paymentEndpoints } from '../../workers/payments/endpoints.ts'
import { listVault, PAGES_MAX } from '../../workers/payments/list-vault.ts'
import { EXAMINED_MAX } from '../../workers/payments/sweep-vault.ts'
import {
  type Buyer,
  buyerWith,
  openVault,
  payOnChain,
  routeToLocalnet,
  rpcResult,
  twoEndpoints,
} from '../fixtures-chain.ts'
import { currentOrder, payInto, someOrder } from '../fixtures-orders.ts'
import { type Moment, outageAt } from '../fixtures-outage.ts'
import { everyMinute, sweepAll } from '../fixtures-purchase.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

let vault: Wallet
let buyer: Buyer
beforeAll(async () => {
  await syntheticSnapshot([{}, {}], { version: '1.0.0' })
  vault = await openVault()
  buyer = await buyerWith(10n ** 13n)
  routeToLocalnet()
  await sweepAll()
  vi.restoreAllMocks()
})
beforeEach(() => {
  routeToLocalnet()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const pay = (order: Pick<LicenseOrder, 'id' | 'reference'>, amount: bigint) =>
  payOnChain(buyer, { order, vault, amount })
const balance = (account: string) => networkLedger(env).balance(account)
const isOpen = async (signature: string) =>
  (await listOpenVaultTransactions(env.CATALOG, 1_000)).includes(signature)

describe('what came into the vault', () => {
  test('licenses its order, however many orders strangers opened', async () => {
    for (let placed = 0; placed < 60; placed += 1) await someOrder({}, Date.now())
    const order = await someOrder({}, Date.now())
    for (let placed = 0; placed < 60; placed += 1) await someOrder({}, Date.now())
    await pay(order, costOf(order))
    await everyMinute()
    expect(await currentOrder(order.id)).toMatchObject({ status: 'licensed' })
  })

  test('becomes credit of the wallet of its order, months after the quote', async () => {
    const order = await someOrder({}, Date.now() - 90 * DAY_MS)
    await everyMinute()
    expect(await currentOrder(order.id)).toMatchObject({ status: 'expired' })
    await pay(order, 700n)
    await everyMinute()
    expect(await balance(buyerAccount(order.wallet))).toBe(700n)
  })

  test('without a known reference is kept as nobody’s, once', async () => {
    const before = await balance(UNATTRIBUTED)
    const order = await someOrder({}, Date.now())
    const signature = await pay({ ...order, reference: (await buyerWith(1n)).wallet }, 55n)
    await everyMinute()
    await env.CATALOG.exec('UPDATE vault_transaction SET closed = 0')
    await sweepAll()
    expect((await balance(UNATTRIBUTED)) - before).toBe(55n)
    expect(await isOpen(signature)).toBe(false)
  })

  test('waits while one endpoint does not know it', async () => {
    const order = await someOrder({}, Date.now())
    const signature = await pay(order, costOf(order))
    routeToLocalnet(({ host, method }) => {
      if (host !== 'two.test') return undefined
      if (method === 'getSignaturesForAddress') return rpcResult([])
      return method === 'getTransaction' ? rpcResult(null) : undefined
    })
    await everyMinute()
    expect(await isOpen(signature)).toBe(true)
    expect(await listPayments(env.CATALOG, order.id)).toEqual([])
    vi.restoreAllMocks()
    routeToLocalnet()
    await everyMinute(Date.now() + 60_000)
    expect(await currentOrder(order.id)).toMatchObject({ status: 'licensed' })
  })

  test('is found though one endpoint leaves it out of its list for ever', async () => {
    const order = await someOrder({}, Date.now())
    await pay(order, costOf(order))
    routeToLocalnet(({ host, method }) =>
      host === 'one.test' && method === 'getSignaturesForAddress' ? rpcResult([]) : undefined,
    )
    await everyMinute()
    expect(await currentOrder(order.id)).toMatchObject({ status: 'licensed' })
  })

  test('is not looked at while an endpoint gives no answer, and is afterwards', async () => {
    const order = await someOrder({}, Date.now())
    await pay(order, costOf(order))
    const calls = routeToLocalnet(({ host }) =>
      host === 'two.test' ? Promise.reject(new Error('refused')) : undefined,
    )
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await expect(everyMinute()).rejects.toThrow(/could not be looked after/)
    expect(calls.filter(({ method }) => method === 'getTransaction')).toEqual([])
    vi.restoreAllMocks()
    routeToLocalnet()
    await everyMinute()
    expect(await currentOrder(order.id)).toMatchObject({ status: 'licensed' })
  })
})

test('a flood of dust takes a bounded number of looks a run, and hides no payment', async () => {
  const dust = { ...(await someOrder({}, Date.now())), reference: (await buyerWith(1n)).wallet }
  for (let sent = 0; sent < EXAMINED_MAX + 20; sent += 1) await pay(dust, BigInt(sent + 1))
  const order = await someOrder({}, Date.now())
  await pay(order, costOf(order))
  const calls = routeToLocalnet()
  await everyMinute()
  expect(calls.filter(({ method }) => method === 'getTransaction')).toHaveLength(2 * EXAMINED_MAX)
  await everyMinute(Date.now() + 60_000)
  expect(await currentOrder(order.id)).toMatchObject({ status: 'licensed' })
})

test.each<[Moment]>([['before'], ['after']])(
  'a sweep whose calls fail %s their effect is finished by the next, whichever call it is',
  async (moment) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const before = await balance(UNATTRIBUTED)
    for (let failing = 1; ; failing += 1) {
      const order = await someOrder({}, Date.now())
      await pay(order, costOf(order) + 5n)
      await pay({ ...order, reference: buyer.wallet }, 1n)
      const outage = outageAt(failing, moment, twoEndpoints())
      await sweepPayments(outage.env, Date.now()).catch(() => undefined)
      await sweepPayments(twoEndpoints(), Date.now())
      expect(await currentOrder(order.id)).toMatchObject({ status: 'licensed' })
      expect(await balance(buyerAccount(order.wallet))).toBe(5n)
      expect(await balance(UNATTRIBUTED)).toBe(before + BigInt(failing))
      if (outage.calls() < failing) break
    }
  },
)

describe('money of a quote that is over', () => {
  test('is given back by the sweep, though somebody looked while it had to wait', async () => {
    const startedMs = Date.now() - QUOTE_VALID_MS - CONFIRMATION_MS - 60_000
    const order = await someOrder({}, startedMs)
    await payInto(order, 10n, startedMs + 1)
    const lookedAtMs = order.expiresAtMs + 1
    await env.CATALOG.prepare(
      `UPDATE license_order SET status = 'expired', checked_at_ms = ? WHERE id = ?`,
    )
      .bind(lookedAtMs, order.id)
      .run()
    await everyMinute()
    expect(await balance(buyerAccount(order.wallet))).toBe(10n)
  })

  test('costs one mark for all quotes that had none', async () => {
    const old = Date.now() - QUOTE_VALID_MS - CONFIRMATION_MS - 60_000
    const orders = await Promise.all(Array.from({ length: 40 }, () => someOrder({}, old)))
    const calls = routeToLocalnet()
    await everyMinute()
    for (const { id } of orders) {
      expect(await currentOrder(id)).toMatchObject({ status: 'expired' })
    }
    const references = new Set<unknown>(orders.map(({ reference }) => reference))
    expect(calls.filter(({ params }) => references.has(params[0]))).toEqual([])
  })
})

test('a list longer than a run reads is read on where it stopped, and then from its top', async () => {
  const [rpc] = paymentEndpoints(twoEndpoints().PAYMENT_RPC_URLS)
  if (rpc === undefined) throw new Error('two endpoints were expected')
  const PAGE = 1_000
  const total = (PAGES_MAX + 2) * PAGE + 7
  const name = (number: number) => `long${number}`
  const numberOf = (signature: string | undefined, absent: number) =>
    signature === undefined ? absent : Number(signature.slice(4))
  const asked: number[] = []
  let newest = total
  const long = {
    ...rpc,
    signaturesOf: async (
      _: string,
      range: { before?: string | undefined; until?: string | undefined },
    ) => {
      const from = numberOf(range.before, newest + 1) - 1
      const count = Math.max(0, Math.min(PAGE, from - numberOf(range.until, 0)))
      asked.push(count)
      return Array.from({ length: count }, (_unused, i) => ({
        ...{ signature: name(from - i), slot: from - i, failed: false, memo: null, atMs: 1 },
      }))
    },
  }
  const known = async () =>
    (
      await env.CATALOG.prepare(
        `SELECT count(*) AS n FROM vault_transaction WHERE signature LIKE 'long%'`,
      ).first<{ n: number }>()
    )?.n
  const run = () => listVault(env, long, 'account', Date.now())
  await run()
  expect(await known()).toBe(PAGES_MAX * PAGE)
  newest += 3
  await run()
  expect(await known()).toBe(total)
  await run()
  expect(await known()).toBe(total + 3)
  await run()
  expect(asked.at(-1)).toBe(0)
  await env.CATALOG.exec(`DELETE FROM vault_transaction WHERE signature LIKE 'long%'`)
})
