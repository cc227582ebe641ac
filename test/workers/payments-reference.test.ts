import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { LicenseOrder } from '../../d1/orders.ts'
import { findScan, listPayments } from '../../d1/payments.ts'
import type { Wallet } from '../../domain/ids.ts'
import { orderAccount } from '../../domain/ledger/account.ts'
import { networkLedger } from '../../workers/ledger.ts'
import { collectPayments } from '../../workers/payments/collect.ts'
import {
  type Buyer,
  buyerWith,
  openVault,
  payOnChain,
  routeToLocalnet,
  twoEndpoints,
} from '../fixtures-chain.ts'
import { someOrder } from '../fixtures-orders.ts'
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

describe('a reference that others name in many transactions', () => {
  const SPAM = 90
  const LATER_MS = 10 * 60_000

  test('still gives up its payment, in a bounded number of looks at a time', async () => {
    const order = await openOrder()
    for (let sent = 0; sent < SPAM; sent += 1) await dust(order)
    const signature = await pay({ ...order, id: otherId(order) })
    for (let sent = 0; sent < SPAM; sent += 1) await dust(order)

    const asked: number[] = []
    for (let scans = 1; scans <= 10 && (await heldFor(order)) === 0n; scans += 1) {
      const calls = routeToLocalnet()
      await collect(order, Date.now() + LATER_MS)
      asked.push(calls.filter(({ method }) => method === 'getTransaction').length)
      vi.restoreAllMocks()
    }
    expect(await heldFor(order)).toBe(125n)
    expect(asked.every((count) => count <= 80)).toBe(true)
    expect(await findScan(env.CATALOG, order.id)).not.toBe(undefined)
    expect(await listPayments(env.CATALOG, order.id)).toMatchObject([{ signature }])
  })

  test('gives up a payment with the memo of its order at the first look', async () => {
    const order = await openOrder()
    for (let sent = 0; sent < SPAM; sent += 1) await dust(order)
    await pay(order)
    routeToLocalnet()
    await collect(order)
    expect(await heldFor(order)).toBe(125n)
  })

  const otherId = ({ id }: LicenseOrder) =>
    id.replace(/.$/, (digit) => (digit === 'a' ? 'b' : 'a')) as LicenseOrder['id']
  /** A transfer to the sender's own account, which only names the reference. */
  const dust = (order: LicenseOrder) =>
    payOnChain(buyer, { order: { ...order, id: otherId(order) }, vault: buyer.wallet, amount: 1n })
})
