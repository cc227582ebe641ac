import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { findLicense, type License, revokeLicense } from '../../d1/licenses.ts'
import { WHOLE_DATASET } from '../../domain/dataset/filter.ts'
import { unusedValue } from '../../domain/license/credit.ts'
import { DAY_MS } from '../../domain/license/terms.ts'
import { atoms } from '../../domain/money.ts'
import { signLicense } from '../../signing/license-jws.ts'
import { createOrder } from '../../workers/orders/create.ts'
import type { Order } from '../../workers/orders/schema.ts'
import { settleOrder } from '../../workers/orders/settle.ts'
import { costOf } from '../../workers/orders/transfers.ts'
import { someWallet } from '../fixtures-ledger.ts'
import { refusalOf, refused, send, urlOf } from '../fixtures-node.ts'
import {
  balances,
  bought,
  ledgerSides,
  licenseOf,
  NOW_MS,
  orderRequest,
  payInto,
  SOUND,
  settle,
  someOrder,
  stubSilentEndpoints,
} from '../fixtures-orders.ts'
import { sessionHeader } from '../fixtures-session.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'
import { someClaims } from '../signing/license-claims.ts'

beforeAll(async () => {
  await syntheticSnapshot([{}, { family: 'lamp' }], { version: '1.0.0' })
  await syntheticSnapshot([{}, { family: 'lamp' }, {}], { version: '1.1.0' })
})
beforeEach(stubSilentEndpoints)
afterEach(() => {
  vi.unstubAllGlobals()
})

/** A license of the older version. */
const older = (nowMs = NOW_MS) => bought({ version: '1.0.0', tier: 'commercial' }, nowMs)

const extensionOf = ({ wallet, id }: License) => ({
  ...{ wallet, follows: id, version: 'latest' as const, tier: 'commercial' as const },
})

describe('a renewal', () => {
  test('starts where the old term ends', async () => {
    const { license, order } = await older()
    const again = { wallet: order.wallet, follows: license.id, version: '1.0.0' }
    const { license: renewed, order: renewal } = await bought(again, NOW_MS + DAY_MS)
    expect(renewal).toMatchObject({ kind: 'renewal', discountAtoms: '0' })
    expect(renewed.startsAtMs).toBe(license.endsAtMs)
    expect(renewed.endsAtMs - renewed.startsAtMs).toBe(30 * DAY_MS)
    expect((await findLicense(env.CATALOG, license.id))?.revokedAtMs).toBeNull()
  })
  test('starts at once where the old term has ended', async () => {
    const { license, order } = await older()
    const later = license.endsAtMs + DAY_MS
    const again = { wallet: order.wallet, follows: license.id, version: '1.0.0' }
    const { license: renewed } = await bought(again, later)
    expect(renewed.startsAtMs).toBe(later - (later % 1_000))
  })
  test('is of the same version where none is named, whatever came out since', async () => {
    const { license, order } = await older()
    const again = { wallet: order.wallet, follows: license.id }
    expect(await someOrder(again)).toMatchObject({ kind: 'renewal', version: '1.0.0' })
  })
  test('is made once of each license', async () => {
    const { license, order } = await older()
    const again = { wallet: order.wallet, follows: license.id, version: '1.0.0' }
    await bought(again)
    await expect(someOrder(again)).rejects.toMatchObject({ code: 'RENEWAL_INVALID' })
  })
})

describe('an extension', () => {
  test('takes the unused time off the price and the place of the old license', async () => {
    const { license } = await older()
    const nowMs = license.startsAtMs + 10 * DAY_MS
    const request = extensionOf(license)
    const { order: extension, license: extended } = await bought(request, nowMs)
    const unused = unusedValue({ ...license, price: atoms(BigInt(license.priceAtoms)) }, nowMs)
    expect(extension).toMatchObject({ kind: 'extension', discountAtoms: String(unused) })
    expect(costOf(extension)).toBe(BigInt(extension.priceAtoms) - unused)
    expect(extended).toMatchObject({ version: '1.1.0', revokedAtMs: null })
    expect(await findLicense(env.CATALOG, license.id)).toMatchObject({
      ...{ revokedReason: 'superseded', revokedAtMs: extended.issuedAtMs },
    })
  })
  const extendAtOnce = async (
    { license, order }: Awaited<ReturnType<typeof bought>>,
    tier: string,
  ) =>
    send(
      new Request(urlOf('/v1/orders'), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(await sessionHeader(order.wallet)) },
        body: JSON.stringify({
          ...{ requestKey: orderRequest().requestKey, wallet: order.wallet },
          ...{ filter: { families: ['lamp'] }, tier, termDays: 30 },
          ...{ follows: license.id, version: 'latest' },
        }),
      }),
    )

  test('may have another filter, and costs nothing where the unused time covers it', async () => {
    const unbegun = await older(Date.now() + DAY_MS)
    const placed = await (await extendAtOnce(unbegun, 'commercial')).json<Order>()
    expect(placed).toMatchObject({ status: 'licensed', kind: 'extension', dueAtoms: '0' })
    expect(placed.discountAtoms).toBe(placed.priceAtoms)
    expect(placed.license?.jws).toBeDefined()
  })
  test('is refused where unused time would be lost', async () => {
    const bargain = await older(Date.now())
    expect(await refusalOf(await extendAtOnce(bargain, 'research'))).toEqual(
      refused(422, 'RENEWAL_INVALID', { licenseId: bargain.license.id }),
    )
    expect((await findLicense(env.CATALOG, bargain.license.id))?.revokedAtMs).toBeNull()
  })
  test('happens once, of orders that are paid at once; the others become credit', async () => {
    const { license } = await older()
    const request = extensionOf(license)
    const nowMs = license.startsAtMs + 20 * DAY_MS
    const extensions = await Promise.all([1, 2, 3].map(() => someOrder(request, nowMs)))
    for (const extension of extensions) await payInto(extension, costOf(extension), nowMs)
    await Promise.all(extensions.map((extension) => settleOrder(env, extension, nowMs)))
    for (const extension of extensions) await settle(extension, nowMs)
    const licenses = await Promise.all(extensions.map(licenseOf))
    expect(licenses.filter((extended) => extended !== undefined)).toHaveLength(1)
    const [first] = extensions
    if (first === undefined) throw new Error('three were placed')
    expect((await balances(first)).buyer).toBe(2n * costOf(first))
    await expect(someOrder(request, nowMs)).rejects.toMatchObject({ code: 'RENEWAL_INVALID' })
  })
  test('of a license that was revoked since gives the money back', async () => {
    const { license } = await older()
    const request = extensionOf(license)
    const extension = await someOrder(request, license.startsAtMs + 20 * DAY_MS)
    await payInto(extension, costOf(extension), extension.createdAtMs)
    const revocation = { revokedAtMs: NOW_MS, revokedReason: 'resold' }
    await revokeLicense(env.CATALOG, license.id, revocation)
    const settled = await settle(extension, extension.createdAtMs)
    expect(settled).toMatchObject({ order: { status: 'expired' }, license: undefined })
    expect(await balances(extension)).toMatchObject({ order: 0n, buyer: costOf(extension) })
  })
  test('leaves a ledger that adds up', async () => {
    expect(await ledgerSides()).toEqual(SOUND)
  })
})

describe('an order that goes on from a license', () => {
  test.each<[name: string, change: object]>([
    ['for another wallet', { wallet: someWallet() }],
    ['of an older version than that of the license', { version: '1.0.0' }],
    ['of the same version with another filter', { version: '1.1.0', filter: WHOLE_DATASET }],
  ])('is refused %s', async (_name, change) => {
    const { license, order } = await bought({ version: '1.1.0' })
    const request = orderRequest({ wallet: order.wallet, follows: license.id, ...change })
    const holder = { wallet: order.wallet, proof: 'session' } as const
    await expect(createOrder(env, request, NOW_MS, holder)).rejects.toMatchObject({
      code: 'RENEWAL_INVALID',
    })
  })
  test('is refused after the license was revoked', async () => {
    const { license, order } = await older()
    const revocation = { revokedAtMs: NOW_MS, revokedReason: 'resold' }
    await revokeLicense(env.CATALOG, license.id, revocation)
    const request = { wallet: order.wallet, follows: license.id }
    await expect(someOrder(request)).rejects.toMatchObject({ code: 'RENEWAL_INVALID' })
  })

  const place = async (authorization: string | undefined, version = '1.0.0') => {
    const { license, order } = await older()
    const { requestKey } = orderRequest()
    const proof = authorization === 'license' ? `Bearer ${license.jws}` : authorization
    const session = (await sessionHeader(order.wallet)).authorization
    const bearer = proof === 'session' ? session : proof
    return send(
      new Request(urlOf('/v1/orders'), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(bearer === undefined ? {} : { authorization: bearer }),
        },
        body: JSON.stringify({
          ...{ requestKey, wallet: order.wallet, filter: { nsfw: 'include' } },
          ...{ tier: 'research', termDays: 30, version, follows: license.id },
        }),
      }),
    )
  }
  test.each(['session', 'license'])('is taken with the proof of a %s', async (proof) => {
    const response = await place(proof)
    expect([response.status, await response.json()]).toMatchObject([201, { kind: 'renewal' }])
  })
  test('cannot end a license by no more than a copy of it', async () => {
    const context = { issue: 'an extension needs the session of the wallet' }
    expect(await refusalOf(await place('license', '1.1.0'))).toEqual(
      refused(422, 'RENEWAL_INVALID', context),
    )
  })
  test('is refused without proof', async () => {
    expect(await refusalOf(await place(undefined))).toEqual(refused(422, 'RENEWAL_INVALID'))
  })
  test('is refused with the session of another wallet', async () => {
    const { authorization } = await sessionHeader(someWallet())
    expect(await refusalOf(await place(authorization))).toEqual(refused(422, 'RENEWAL_INVALID'))
  })
  test.each([
    ['that another key signed', '07'.repeat(32)],
    ['of something else', env.LICENSE_SIGNING_KEY],
  ])('is refused with a license %s', async (_name, seed) => {
    const jws = await signLicense(seed, someClaims())
    const response = await place(`Bearer ${jws}`)
    expect(await refusalOf(response)).toEqual(refused(401, 'LICENSE_INVALID'))
  })
  test('is refused with a token that is nothing', async () => {
    expect(await refusalOf(await place('Bearer nothing'))).toEqual(refused(401, 'LICENSE_INVALID'))
  })
})
