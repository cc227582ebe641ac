import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { LicenseOrder } from '../../d1/orders.ts'
import { createOrder } from '../../workers/orders/create.ts'
import { settleOrder } from '../../workers/orders/settle.ts'
import { costOf } from '../../workers/orders/transfers.ts'
import {
  balances,
  bought,
  currentOrder,
  ledgerSides,
  licenseOf,
  NOW_MS,
  orderRequest,
  payInto,
  SOUND,
  settle,
  someOrder,
} from '../fixtures-orders.ts'
import { isOutage, type Moment, outageAt } from '../fixtures-outage.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

const CALLS_MAX = 60

beforeAll(async () => {
  await syntheticSnapshot([{}, { family: 'lamp' }, {}], { version: '1.0.0' })
  await syntheticSnapshot([{}, { family: 'lamp' }, {}, {}], { version: '1.1.0' })
})

/** Whether the work met the outage at this call. */
async function meets(
  failing: number,
  moment: Moment,
  work: (env: Env) => Promise<unknown>,
): Promise<boolean> {
  try {
    await work(outageAt(failing, moment).env)
    return false
  } catch (error) {
    if (isOutage(error)) return true
    throw error
  }
}

/** Settles with each call in turn cut off, then repeats, then holds against what is expected. */
async function cutEverywhere(
  moment: Moment,
  prepare: () => Promise<LicenseOrder>,
  { nowMs, expected }: { nowMs: number; expected: (order: LicenseOrder) => Promise<void> },
): Promise<number> {
  let failing = 1
  for (let met = true; met && failing < CALLS_MAX; failing += 1) {
    const order = await prepare()
    met = await meets(failing, moment, (cut) => settleOrder(cut, order, nowMs))
    // The repeat comes later: what it makes is what the first made, as far as that came.
    await settle(order, nowMs + 60_000)
    await expected(order)
    await settle(order, nowMs + 120_000)
    await expected(order)
  }
  expect(failing).toBeLessThan(CALLS_MAX)
  return failing
}

describe.each<Moment>(['before', 'after'])('an outage %s any one call', (moment) => {
  test('of a paid order leaves one license, and the rest as credit', async () => {
    const prepare = async () => {
      const order = await someOrder()
      await payInto(order, costOf(order) + 9n)
      return order
    }
    let sold = (await balances(await someOrder())).revenue
    const expected = async (order: LicenseOrder) => {
      expect((await licenseOf(order))?.jws).toBeDefined()
      expect(await currentOrder(order.id)).toMatchObject({ status: 'licensed' })
      const { order: left, buyer } = await balances(order)
      expect([left, buyer]).toEqual([0n, 9n])
    }
    const count = async () => (await balances(await someOrder())).revenue
    const calls = await cutEverywhere(moment, prepare, { nowMs: NOW_MS, expected })
    expect(calls).toBeGreaterThan(10)
    const cost = costOf(await someOrder())
    sold += BigInt(calls - 1) * cost
    expect(await count()).toBe(sold)
  })
  test('of an order that was paid late leaves all of it as credit', async () => {
    const prepare = async () => {
      const order = await someOrder()
      await payInto(order, costOf(order), order.expiresAtMs + 1)
      return order
    }
    const expected = async (order: LicenseOrder) => {
      expect(await licenseOf(order)).toBeUndefined()
      expect(await balances(order)).toMatchObject({ order: 0n, buyer: costOf(order) })
    }
    const nowMs = (await someOrder()).expiresAtMs + 1
    await cutEverywhere(moment, prepare, { nowMs, expected })
  })
  test('of an extension leaves one license in place of the old one', async () => {
    const prepare = async () => {
      const { license, order } = await bought({ version: '1.0.0' })
      const { wallet } = order
      const extension = await someOrder({ wallet, follows: license.id, version: '1.1.0' })
      if (costOf(extension) > 0n) await payInto(extension, costOf(extension))
      return extension
    }
    const expected = async (order: LicenseOrder) => {
      expect((await licenseOf(order))?.revokedAtMs).toBeNull()
      const rows = await env.CATALOG.prepare(
        'SELECT revoked_reason AS reason FROM license WHERE id = ?',
      )
        .bind(order.follows)
        .all()
      expect(rows.results).toEqual([{ reason: 'superseded' }])
    }
    await cutEverywhere(moment, prepare, { nowMs: NOW_MS, expected })
  })
  test('of a new order leaves, after a repeat, one order', async () => {
    let failing = 1
    for (let met = true; met && failing < CALLS_MAX; failing += 1) {
      const request = orderRequest()
      met = await meets(failing, moment, (cut) => createOrder(cut, request, NOW_MS))
      const again = await createOrder(env, request, NOW_MS + 1)
      expect(await createOrder(env, request, NOW_MS + 2)).toEqual(again)
    }
    expect(failing).toBeLessThan(CALLS_MAX)
  })
})

test('the ledger adds up after all of it', async () => {
  expect(await ledgerSides()).toEqual(SOUND)
})
