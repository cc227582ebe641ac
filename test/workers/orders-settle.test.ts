import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { readStatuses } from '../../d1/licenses.ts'
import { CONFIRMATION_MS } from '../../domain/license/order-money.ts'
import { DAY_MS } from '../../domain/license/terms.ts'
import { licenseKey, readLicense } from '../../signing/license-jws.ts'
import { settleOrder } from '../../workers/orders/settle.ts'
import { costOf } from '../../workers/orders/transfers.ts'
import type { LoadedSnapshot } from '../../workers/snapshots/load.ts'
import {
  balances,
  bought,
  currentOrder,
  ledgerSides,
  licenseOf,
  NOW_MS,
  payInto,
  SOUND,
  settle,
  someOrder,
} from '../fixtures-orders.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

let snapshot: LoadedSnapshot
beforeAll(async () => {
  snapshot = await syntheticSnapshot([{}, { family: 'lamp' }, {}], { version: '1.0.0' })
})

describe('a payment', () => {
  test('of the exact cost becomes the license', async () => {
    const order = await someOrder()
    const before = await balances(order)
    const signature = await payInto(order, costOf(order))
    const { license, order: settled } = await settle(order)
    expect(settled.status).toBe('licensed')
    expect(await currentOrder(order.id)).toMatchObject({ status: 'licensed' })
    const { keyId } = await licenseKey(env)
    const issuedAtMs = NOW_MS - (NOW_MS % 1_000)
    expect(await readLicense(license?.jws ?? '')).toMatchObject({
      ...{ status: 'valid', keyId },
      claims: {
        ...{ iss: env.PUBLIC_URL, sub: order.wallet, jti: license?.id, order: order.id },
        ...{ nbf: issuedAtMs / 1_000, exp: (issuedAtMs + 30 * DAY_MS) / 1_000 },
        snapshot: { root: snapshot.record.root, sha256: snapshot.row.recordSha256 },
        ...{ count: 3, bytes: snapshot.record.bytes, priceAtoms: order.priceAtoms },
        transactions: [signature],
        termsUri: `${env.PUBLIC_URL}/license-terms/research`,
        status: { status_list: { idx: license?.statusIndex } },
      },
    })
    const revenue = before.revenue + costOf(order)
    expect(await balances(order)).toEqual({ order: 0n, buyer: 0n, revenue })
  })
  test('that is short waits for the rest', async () => {
    const order = await someOrder()
    await payInto(order, costOf(order) - 1n)
    expect(await settle(order)).toMatchObject({ order: { status: 'open' }, license: undefined })
    await payInto(order, 1n)
    expect((await settle(order)).license?.jws).toBeDefined()
  })
  test('that is over leaves the rest as credit', async () => {
    const order = await someOrder()
    await payInto(order, costOf(order) + 5n)
    await settle(order)
    expect(await balances(order)).toMatchObject({ order: 0n, buyer: 5n })
  })
  test('that comes a second time is credit', async () => {
    const { order } = await bought()
    await payInto(order, costOf(order))
    await settle(order)
    await settle(order)
    expect(await balances(order)).toMatchObject({ order: 0n, buyer: costOf(order) })
  })
  test('that was late is credit, however much it is', async () => {
    const order = await someOrder()
    const lateMs = order.expiresAtMs + 1
    await payInto(order, 3n * costOf(order), lateMs)
    expect(await settle(order, lateMs)).toMatchObject({ order: { status: 'expired' } })
    expect(await licenseOf(order)).toBeUndefined()
    expect(await balances(order)).toMatchObject({ order: 0n, buyer: 3n * costOf(order) })
  })
  test('in time buys although it is seen after the quote has ended', async () => {
    const order = await someOrder()
    expect((await settle(order, order.expiresAtMs + 1)).order.status).toBe('expired')
    await payInto(order, costOf(order), order.expiresAtMs)
    const { license } = await settle(order, order.expiresAtMs + DAY_MS)
    expect(license).toBeDefined()
    expect(await currentOrder(order.id)).toMatchObject({ status: 'licensed' })
  })
  test('in time does not buy with the help of a late one', async () => {
    const order = await someOrder()
    await payInto(order, costOf(order) - 1n)
    await payInto(order, 10n, order.expiresAtMs + 1)
    expect((await settle(order, order.expiresAtMs + 1)).license).toBeUndefined()
    expect(await balances(order)).toMatchObject({ order: costOf(order) - 1n, buyer: 10n })
  })
  test('in part becomes credit when nothing can be confirmed any more', async () => {
    const order = await someOrder()
    await payInto(order, 7n)
    await settle(order, order.expiresAtMs + CONFIRMATION_MS)
    expect(await balances(order)).toMatchObject({ order: 7n, buyer: 0n })
    await settle(order, order.expiresAtMs + CONFIRMATION_MS + 1)
    expect(await balances(order)).toMatchObject({ order: 0n, buyer: 7n })
  })
})

describe('an order', () => {
  test('is open until its quote has ended, and then expired', async () => {
    const order = await someOrder()
    expect((await settle(order, order.expiresAtMs)).order.status).toBe('open')
    expect((await settle(order, order.expiresAtMs + 1)).order.status).toBe('expired')
  })
  test('that is settled many times at once becomes one license', async () => {
    const order = await someOrder()
    await payInto(order, costOf(order) + 3n)
    const settled = await Promise.all(
      Array.from({ length: 8 }, (_, late) => settleOrder(env, order, NOW_MS + late * 1_000)),
    )
    expect(new Set(settled.map(({ license }) => license?.jws)).size).toBe(1)
    expect(await balances(order)).toMatchObject({ order: 0n, buyer: 3n })
  })
  test('takes a place in the status list that no other has', async () => {
    const orders = await Promise.all(Array.from({ length: 6 }, () => someOrder()))
    await Promise.all(orders.map((order) => payInto(order, costOf(order))))
    const settled = await Promise.all(orders.map((order) => settle(order)))
    const places = settled.map(({ license }) => license?.statusIndex)
    expect(new Set(places).size).toBe(6)
    expect((await readStatuses(env.CATALOG)).size).toBe(Math.max(...places.map(Number)) + 1)
  })
  test('leaves a ledger that adds up', async () => {
    expect(await ledgerSides()).toEqual(SOUND)
  })
})
