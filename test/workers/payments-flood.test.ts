import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Wallet } from '../../domain/ids.ts'
import { costOf } from '../../workers/orders/transfers.ts'
import { type Buyer, buyerWith, openVault, payOnChain, routeToLocalnet } from '../fixtures-chain.ts'
import { currentOrder, someOrder } from '../fixtures-orders.ts'
import { everyMinute } from '../fixtures-purchase.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

let vault: Wallet
let buyer: Buyer
beforeAll(async () => {
  await syntheticSnapshot([{}, {}], { version: '1.0.0' })
  vault = await openVault()
  buyer = await buyerWith(10n ** 12n)
})
beforeEach(() => {
  routeToLocalnet()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await env.CATALOG.exec("UPDATE license_order SET status = 'expired' WHERE status = 'open'")
})

async function flood(): Promise<void> {
  for (let placed = 0; placed < 60; placed += 1) await someOrder({}, Date.now())
}

async function paidOrder() {
  const order = await someOrder({ wallet: buyer.wallet }, Date.now())
  await payOnChain(buyer, { order, vault, amount: costOf(order) })
  return order
}

test('a sweep completes a paid order though strangers opened many before it', async () => {
  await flood()
  const order = await paidOrder()
  await everyMinute()
  expect(await currentOrder(order.id)).toMatchObject({ status: 'licensed' })
})

test('a sweep goes on with its turn where the vault cannot be listed', async () => {
  const order = await paidOrder()
  await flood()
  let listed = 0
  routeToLocalnet(({ method, host }) => {
    if (method !== 'getSignaturesForAddress' || host !== 'one.test') return undefined
    listed += 1
    return listed === 1 ? Promise.reject(new Error('connection refused')) : undefined
  })
  await everyMinute()
  expect(await currentOrder(order.id)).toMatchObject({ status: 'licensed' })
})
