import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { findLicense } from '../../d1/licenses.ts'
import type { LicenseOrder } from '../../d1/orders.ts'
import { CONFIRMATION_MS } from '../../domain/license/order-money.ts'
import { DAY_MS } from '../../domain/license/terms.ts'
import { settleOrder } from '../../workers/orders/settle.ts'
import { costOf } from '../../workers/orders/transfers.ts'
import {
  balances,
  bought,
  currentOrder,
  licenseOf,
  NOW_MS,
  payInto,
  settle,
  someOrder,
} from '../fixtures-orders.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

beforeAll(async () => {
  await syntheticSnapshot([{}, { family: 'lamp' }], { version: '1.0.0' })
  await syntheticSnapshot([{}, { family: 'lamp' }, {}], { version: '1.1.0' })
})

/** Bindings that do something once, right before the n-th call of a method of the ledger. */
function before(method: 'post' | 'transfers', nth: number, act: () => Promise<unknown>): Env {
  let calls = 0
  const getByName = (name: string) => {
    const stub = env.NETWORK_LEDGER.getByName(name)
    return new Proxy(stub, {
      get(target, key) {
        const member = Reflect.get(target, key, target)
        if (key !== method || typeof member !== 'function') return member
        return async (...args: unknown[]) => {
          calls += 1
          if (calls === nth) await act()
          return Reflect.apply(member, target, args)
        }
      },
    })
  }
  return { ...env, NETWORK_LEDGER: { getByName } as unknown as Env['NETWORK_LEDGER'] }
}

describe('an extension that two Workers settle at once', () => {
  const paidExtension = async () => {
    const { license, order } = await bought({ version: '1.0.0', tier: 'commercial' })
    const nowMs = license.startsAtMs + 20 * DAY_MS
    const request = {
      ...{ wallet: order.wallet, follows: license.id, version: 'latest' as const },
      tier: 'commercial' as const,
    }
    const extension = await someOrder(request, nowMs)
    await payInto(extension, costOf(extension), nowMs)
    return { extension, nowMs }
  }

  test('is not both licensed and given back', async () => {
    const { extension, nowMs } = await paidExtension()
    const slow = before('post', 1, () => settleOrder(env, extension, nowMs))
    await settleOrder(slow, extension, nowMs)
    await settle(extension, nowMs)
    expect((await licenseOf(extension))?.revokedAtMs).toBeNull()
    expect((await balances(extension)).buyer).toBe(0n)
    expect(await currentOrder(extension.id)).toMatchObject({ status: 'licensed' })
  })

  test('is not both licensed and given back, without any help', async () => {
    let credit = 0n
    for (let round = 0; round < 5; round += 1) {
      const { extension, nowMs } = await paidExtension()
      await Promise.all(Array.from({ length: 8 }, () => settleOrder(env, extension, nowMs)))
      await settle(extension, nowMs)
      expect(await licenseOf(extension)).toBeDefined()
      credit += (await balances(extension)).buyer
    }
    expect(credit).toBe(0n)
  })
})

describe('renewals of one license that are paid side by side', () => {
  test.each(['one by one', 'at once'])('%s do not sell the same time twice', async (way) => {
    const { license, order } = await bought({ version: '1.0.0' })
    const again = { wallet: order.wallet, follows: license.id, version: '1.0.0' }
    const renewals: LicenseOrder[] = [await someOrder(again), await someOrder(again)]
    for (const renewal of renewals) await payInto(renewal, costOf(renewal))
    if (way === 'at once') await Promise.all(renewals.map((renewal) => settle(renewal)))
    for (const renewal of renewals) await settle(renewal)
    const sold = (await Promise.all(renewals.map(licenseOf))).filter((row) => row !== undefined)
    expect((await findLicense(env.CATALOG, license.id))?.revokedAtMs).toBeNull()
    expect(sold).toHaveLength(1)
    expect((await balances(order)).buyer).toBe(costOf(order))
  })
})

describe('a payment in time that is found after the wait for it', () => {
  test('buys, though another Worker settles at that moment', async () => {
    const order = await someOrder()
    const nowMs = order.expiresAtMs + CONFIRMATION_MS + 1_000
    // The other Worker found nothing yet; the payment is posted between its two reads of the account.
    const slow = before('transfers', 2, () => payInto(order, costOf(order), NOW_MS))
    await settleOrder(slow, order, nowMs)
    const { license } = await settle(order, nowMs)
    expect(license).toBeDefined()
  })
})
