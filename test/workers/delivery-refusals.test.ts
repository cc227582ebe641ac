import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { recordAccess } from '../../d1/license-access.ts'
import { revokeLicense } from '../../d1/licenses.ts'
import type { LicenseId } from '../../domain/ids.ts'
import type { LicenseClaims } from '../../domain/license/claims.ts'
import { DELIVERY_RATE, minuteOf } from '../../domain/license/rate.ts'
import { licenseKey, signLicense } from '../../signing/license-jws.ts'
import type { AccessLog, ShardPage } from '../../workers/delivery/schema.ts'
import type { Problem } from '../../workers/oracle/schema.ts'
import type { LoadedSnapshot } from '../../workers/snapshots/load.ts'
import {
  askFor,
  claimsOf,
  EVERYTHING,
  issueLicense,
  licenseFor,
  type TestLicense,
} from '../fixtures-license.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

const LISTS = ['shards', 'recipe'] as const
const nowSeconds = () => Math.floor(Date.now() / 1_000)

let snapshot: LoadedSnapshot
beforeAll(async () => {
  snapshot = await syntheticSnapshot(
    Array.from({ length: 40 }, () => ({})),
    { batchCount: 8 },
  )
})

const issue = (changes: Partial<LicenseClaims>): Promise<TestLicense> =>
  issueLicense(claimsOf(snapshot, EVERYTHING, changes))

async function refusalOf(response: Response): Promise<[status: number, code: string, Problem]> {
  const problem = await response.json<Problem>()
  return [response.status, problem.code, problem]
}

const refused = async (response: Promise<Response>) => (await refusalOf(await response)).slice(0, 2)
const INVALID = [401, 'LICENSE_INVALID']

describe.each(LISTS)('%s of a license', (list) => {
  test('are given to its holder', async () => {
    const response = await askFor(await licenseFor(snapshot), list)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
  })
  test('are refused without the license', async () => {
    const license = await licenseFor(snapshot)
    for (const authorization of [null, '', 'Bearer', 'Bearer ', `Basic ${license.jws}`]) {
      expect(await refused(askFor(license, list, authorization))).toEqual(INVALID)
    }
    expect(await refused(askFor(license, list, 'Bearer a.b.c'))).toEqual(INVALID)
    expect(await refused(askFor(license, list, `Bearer ${license.id}`))).toEqual(INVALID)
  })
  test('are refused for a license that somebody else signed', async () => {
    const { id, claims } = await licenseFor(snapshot)
    const jws = await signLicense('ab'.repeat(32), claims)
    const [status, code, problem] = await refusalOf(await askFor({ id, jws }, list))
    expect([status, code]).toEqual(INVALID)
    expect(problem.context).toEqual({ issue: 'key of another issuer' })
  })
  test('are refused for a license that was signed but never issued', async () => {
    const claims = claimsOf(snapshot, EVERYTHING)
    const jws = await signLicense(env.LICENSE_SIGNING_KEY, claims)
    expect(await refused(askFor({ id: claims.jti, jws }, list))).toEqual(INVALID)
  })
  test('are refused for a text of the same key that is no license', async () => {
    const { id, jws } = await licenseFor(snapshot)
    const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()
    const { sign } = await licenseKey(env)
    const other = await sign('piwa-session+jwt', payload)
    expect(await refused(askFor({ id, jws: other }, list))).toEqual(INVALID)
  })
  test('are refused where the path names another license', async () => {
    const [one, two] = [await licenseFor(snapshot), await licenseFor(snapshot)]
    expect(await refused(askFor({ id: one.id, jws: two.jws }, list))).toEqual(INVALID)
    const nobody = `license_${'q'.repeat(26)}` as LicenseId
    expect(await refused(askFor({ id: nobody, jws: two.jws }, list))).toEqual(INVALID)
  })
  test('are refused for a license that is revoked', async () => {
    const license = await licenseFor(snapshot)
    const revocation = { revokedAtMs: 5, revokedReason: 'stolen' }
    await revokeLicense(env.CATALOG, license.id, revocation)
    const [status, code, problem] = await refusalOf(await askFor(license, list))
    expect([status, code]).toEqual([403, 'LICENSE_REVOKED'])
    expect(problem.context).toEqual({ licenseId: license.id, reason: 'stolen' })
  })
  test('are refused before the term and given from a minute before it on', async () => {
    const early = await issue({ nbf: nowSeconds() + 70 })
    expect(await refused(askFor(early, list))).toEqual([403, 'LICENSE_NOT_STARTED'])
    const skewed = await issue({ nbf: nowSeconds() + 50 })
    expect((await askFor(skewed, list)).status).toBe(200)
  })
  test('are refused from the end of the term on', async () => {
    const month = 30 * 86_400
    const ended = await issue({ nbf: nowSeconds() - month })
    expect(await refused(askFor(ended, list))).toEqual([403, 'LICENSE_ENDED'])
    const ending = await issue({ nbf: nowSeconds() - month + 30 })
    expect((await askFor(ending, list)).status).toBe(200)
  })
  test('are refused above the rate, with the time to wait', async () => {
    const license = await licenseFor(snapshot)
    const used = { licenseId: license.id, kind: 'recipe', assets: 0 } as const
    for (const later of [0, 1]) {
      const minute = minuteOf(Date.now()) + later
      const row = { ...used, minute, urls: DELIVERY_RATE.urlsMax + 1 }
      await recordAccess(env.CATALOG, row, { requestsMax: 1, urlsMax: 1e9 })
    }
    const response = await askFor(license, list)
    const wait = response.headers.get('retry-after')
    const [status, code, problem] = await refusalOf(response)
    expect([status, code]).toEqual([429, 'LICENSE_RATE_EXCEEDED'])
    expect(problem.context).toEqual({ retryAfterSeconds: wait })
    expect(Number(wait)).toBeGreaterThanOrEqual(1)
    expect(Number(wait)).toBeLessThanOrEqual(60)
    expect((await askFor(await licenseFor(snapshot), list)).status).toBe(200)
  })
})

test('a license with any one character changed is refused', async () => {
  const { id, jws } = await licenseFor(snapshot)
  const places = Array.from({ length: 24 }, (_, i) => Math.floor((i * jws.length) / 24))
  for (const at of [...places, jws.length - 1]) {
    const other = jws[at] === 'A' ? 'B' : 'A'
    const changed = jws.slice(0, at) + other + jws.slice(at + 1)
    expect(await refused(askFor({ id, jws: changed }, 'shards'))).toEqual(INVALID)
  }
})

test('URLs end with the license', async () => {
  const exp = nowSeconds() + 100
  const license = await issue({ nbf: exp - 30 * 86_400 })
  const { data } = await (await askFor(license, 'shards')).json<ShardPage>()
  const given = data.flatMap(({ url, ranges, expiresAtMs }) =>
    [url, ...ranges.map((range) => range.url)].flatMap((each) =>
      each === null ? [] : [{ url: each, expiresAtMs }],
    ),
  )
  expect(given.length).toBeGreaterThan(0)
  for (const { url, expiresAtMs } of given) {
    const query = new URL(url).searchParams
    const [, date = '', time = ''] = /^(\d{8})T(\d{6})Z$/.exec(query.get('X-Amz-Date') ?? '') ?? []
    const day = date.replace(/(..)(..)$/, '-$1-$2')
    const signedAtMs = Date.parse(`${day}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`)
    const endMs = signedAtMs + 1_000 * Number(query.get('X-Amz-Expires'))
    expect(endMs).toBe(expiresAtMs)
    expect(endMs).toBe(exp * 1_000)
  }
})

describe('an outage is no verdict on a license:', () => {
  test('a chunk that is missing', async () => {
    const gone = await syntheticSnapshot([{ family: 'gate' }], { version: '8.0.0' })
    const license = await licenseFor(gone)
    await env.GEOMETRY.delete(gone.record.chunks.map(({ key }) => key))
    for (const list of LISTS) {
      expect(await refused(askFor(license, list))).toEqual([500, 'INTERNAL'])
    }
    expect(await (await askFor(license, 'access')).json()).toMatchObject({ days: [] })
  })
  test('a version whose root is another than was licensed', async () => {
    const { snapshot: licensed } = claimsOf(snapshot, EVERYTHING)
    const license = await issue({ snapshot: { ...licensed, root: licensed.sha256 } })
    expect(await refused(askFor(license, 'shards'))).toEqual([500, 'INTERNAL'])
  })
})

describe('the log of access', () => {
  const readLog = async (license: TestLicense) =>
    (await (await askFor(license, 'access')).json<AccessLog>()).days

  test('is empty at first, and sums what was handed out by the day', async () => {
    const license = await licenseFor(snapshot)
    expect(await readLog(license)).toEqual([])
    await askFor(license, 'shards?limit=2')
    await askFor(license, 'shards')
    await askFor(license, 'recipe')
    const sums = (await readLog(license)).reduce(
      (sum, { requests, urls, assets }) => ({
        requests: sum.requests + requests,
        urls: sum.urls + urls,
        assets: sum.assets + assets,
      }),
      { requests: 0, urls: 0, assets: 0 },
    )
    expect(sums).toEqual({ requests: 3, urls: 2 + 5, assets: 16 + 40 + 40 })
  })
  test('has the latest day first', async () => {
    const license = await licenseFor(snapshot)
    for (const [day, urls] of [
      [20_000, 1],
      [20_001, 2],
      [20_001, 3],
    ] as const) {
      const minute = day * 1_440 + urls
      const access = { licenseId: license.id, minute, kind: 'shards', urls, assets: 10 } as const
      await recordAccess(env.CATALOG, access, DELIVERY_RATE)
    }
    expect(await readLog(license)).toEqual([
      { day: '2024-10-05', requests: 2, urls: 5, assets: 20 },
      { day: '2024-10-04', requests: 1, urls: 1, assets: 10 },
    ])
  })
  test('is open to a holder whose term has ended, and to nobody else', async () => {
    const ended = await issue({ nbf: nowSeconds() - 31 * 86_400 })
    expect(await readLog(ended)).toEqual([])
    const other = await licenseFor(snapshot)
    expect(await refused(askFor({ id: ended.id, jws: other.jws }, 'access'))).toEqual(INVALID)
    expect(await refused(askFor(ended, 'access', null))).toEqual(INVALID)
  })
})

describe('recordAccess', () => {
  test('lets exactly so many through that come at once', async () => {
    const { id: licenseId } = await licenseFor(snapshot)
    const access = { licenseId, minute: 7, kind: 'shards', urls: 3, assets: 1 } as const
    const rate = { requestsMax: 6, urlsMax: 1_000 }
    const passed = await Promise.all(
      Array.from({ length: 20 }, () => recordAccess(env.CATALOG, access, rate)),
    )
    expect(passed.filter(Boolean)).toHaveLength(6)
  })
  test('counts all kinds of a minute together, and each minute for itself', async () => {
    const { id: licenseId } = await licenseFor(snapshot)
    const rate = { requestsMax: 100, urlsMax: 10 }
    const access = { licenseId, minute: 7, kind: 'shards', urls: 6, assets: 1 } as const
    expect(await recordAccess(env.CATALOG, access, rate)).toBe(true)
    expect(await recordAccess(env.CATALOG, { ...access, kind: 'recipe' }, rate)).toBe(false)
    expect(await recordAccess(env.CATALOG, { ...access, kind: 'recipe', urls: 4 }, rate)).toBe(true)
    expect(await recordAccess(env.CATALOG, { ...access, minute: 8 }, rate)).toBe(true)
  })
})
