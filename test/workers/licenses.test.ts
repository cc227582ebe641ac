import { env } from 'cloudflare:workers'
import { base64url, decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import type { License } from '../../d1/licenses.ts'
import type { Wallet } from '../../domain/ids.ts'
import { isRevokedIn } from '../../domain/license/status-list.ts'
import { DAY_MS } from '../../domain/license/terms.ts'
import type { LicenseState } from '../../workers/licenses/schema.ts'
import { statusList } from '../../workers/licenses/status-list.ts'
import { someWallet } from '../fixtures-ledger.ts'
import { refusalOf, refused, send, urlOf } from '../fixtures-node.ts'
import { bought } from '../fixtures-orders.ts'
import { sessionHeader } from '../fixtures-session.ts'
import { syntheticSnapshot } from '../fixtures-snapshot.ts'

let mine: License
let wallet: Wallet
beforeAll(async () => {
  await syntheticSnapshot([{}, { family: 'lamp' }], { version: '1.0.0' })
  const { license } = await bought({}, Date.now())
  mine = license
  wallet = license.wallet
})

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  send(new Request(urlOf(path), { headers }))

/** The text of an answer whose media type does not say that it is one. */
const textOf = async (response: Response): Promise<string> =>
  new TextDecoder().decode(await response.arrayBuffer())

describe('GET /v1/licenses', () => {
  test('lists those of the wallet, latest first, with what is left of their terms', async () => {
    const old = await bought({ wallet }, Date.now() - 31 * DAY_MS)
    const soon = await bought(
      { wallet, follows: mine.id, version: '1.0.0', termDays: 90 },
      Date.now() + 1_000,
    )
    await bought({}, Date.now())
    const response = await get('/v1/licenses', await sessionHeader(wallet))
    const { data } = await response.json<{ data: LicenseState[] }>()
    expect(data.map(({ licenseId, status, daysLeft }) => [licenseId, status, daysLeft])).toEqual([
      [soon.license.id, 'not_started', 90],
      [mine.id, 'running', 30],
      [old.license.id, 'ended', 0],
    ])
    expect(data[1]).toMatchObject({ jws: mine.jws, count: 2, tier: 'research', termDays: 30 })
    expect(response.headers.get('cache-control')).toBe('private, no-store')
  })
  test('is refused without a session', async () => {
    expect(await refusalOf(await get('/v1/licenses'))).toEqual(refused(401, 'SESSION_REQUIRED'))
  })
})

describe('GET /v1/licenses/{id}', () => {
  test.each(['session', 'license'])('answers whoever sends the %s', async (proof) => {
    const headers =
      proof === 'session' ? await sessionHeader(wallet) : { authorization: `Bearer ${mine.jws}` }
    const response = await get(`/v1/licenses/${mine.id}`, headers)
    expect(await response.json()).toMatchObject({ licenseId: mine.id, status: 'running' })
    const file = await get(`/v1/licenses/${mine.id}/license`, headers)
    expect(await textOf(file)).toBe(`${mine.jws}\n`)
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="${mine.id}.license"`,
    )
  })
  test('is not there for anyone else', async () => {
    const { license: other } = await bought({}, Date.now())
    const path = `/v1/licenses/${other.id}`
    expect(await refusalOf(await get(path))).toEqual(refused(401, 'SESSION_REQUIRED'))
    expect(await refusalOf(await get(path, await sessionHeader(wallet)))).toEqual(
      refused(404, 'LICENSE_UNKNOWN'),
    )
    const withMine = await get(path, { authorization: `Bearer ${mine.jws}` })
    expect(await refusalOf(withMine)).toEqual(refused(401, 'LICENSE_INVALID'))
  })
})

describe('POST /v1/licenses/{id}/revoke', () => {
  const revoke = (id: string, reason: unknown, token: string = env.OPERATOR_TOKEN) =>
    send(
      new Request(urlOf(`/v1/licenses/${id}/revoke`), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ reason }),
      }),
    )

  test('ends a license for good, with the first reason that was given', async () => {
    const { license } = await bought({}, Date.now())
    const first = await (await revoke(license.id, 'passed on')).json<LicenseState>()
    expect(first).toMatchObject({ status: 'revoked', revokedReason: 'passed on', daysLeft: 0 })
    expect(await (await revoke(license.id, 'another')).json()).toEqual(first)
    const { bits } = await readList()
    expect(isRevokedIn(bits, license.statusIndex)).toBe(true)
    expect(isRevokedIn(bits, mine.statusIndex)).toBe(false)
  })
  test('is refused to anyone but the operator', async () => {
    expect(await refusalOf(await revoke(mine.id, 'mine', 'guess'))).toEqual(
      refused(401, 'OPERATOR_REQUIRED'),
    )
    const none = await send(
      new Request(urlOf(`/v1/licenses/${mine.id}/revoke`), { method: 'POST' }),
    )
    expect(none.status).toBe(401)
  })
  test('is refused without a reason, and for what is not there', async () => {
    expect(await refusalOf(await revoke(mine.id, ' '))).toEqual(refused(422, 'REQUEST_INVALID'))
    expect(await refusalOf(await revoke(`license_${'a'.repeat(26)}`, 'gone'))).toEqual(
      refused(404, 'LICENSE_UNKNOWN'),
    )
  })
})

async function publishedKey(): Promise<JWK> {
  const { keys } = await (await get('/.well-known/jwks.json')).json<{ keys: JWK[] }>()
  const [key] = keys
  if (key === undefined) throw new Error('no key is published')
  return key
}

async function readList() {
  const response = await get('/v1/licenses/status-list')
  expect(response.headers.get('content-type')).toBe('application/statuslist+jwt')
  const key = await importJWK(await publishedKey(), 'EdDSA')
  const { payload } = await jwtVerify(await textOf(response), key, { typ: 'statuslist+jwt' })
  const { status_list: list } = payload as { status_list?: { bits: number; lst: string } }
  const packed = base64url.decode(list?.lst ?? '')
  const stream = new Blob([Uint8Array.from(packed)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'))
  const bits = new Uint8Array(await new Response(stream).arrayBuffer())
  return { payload, list, bits }
}

describe('GET /v1/licenses/status-list', () => {
  test('is a signed token status list with one bit a license', async () => {
    const { payload, list, bits } = await readList()
    expect(payload).toMatchObject({
      sub: `${env.PUBLIC_URL}/v1/licenses/status-list`,
      ...{ ttl: 300, iat: expect.any(Number), exp: expect.any(Number) },
    })
    expect(list?.bits).toBe(1)
    expect(bits.length).toBe(1_024)
    expect(isRevokedIn(bits, mine.statusIndex)).toBe(false)
  })
  test('is at the address that licenses name', async () => {
    const [, claims = ''] = mine.jws.split('.')
    const { status } = JSON.parse(new TextDecoder().decode(base64url.decode(claims)))
    const { payload } = await readList()
    expect(status.status_list).toEqual({ idx: mine.statusIndex, uri: payload.sub })
  })
  test('is of the time it is asked at', async () => {
    const list = await statusList(env, 1_900_000_000_500)
    const payload = JSON.parse(new TextDecoder().decode(base64url.decode(list.split('.')[1] ?? '')))
    expect(payload).toMatchObject({ iat: 1_900_000_000, exp: 1_900_086_400 })
  })
})

describe('GET /.well-known/jwks.json', () => {
  test('has the key that licenses are signed with', async () => {
    const key = await publishedKey()
    const header = decodeProtectedHeader(mine.jws)
    expect(key).toMatchObject({ ...header.jwk, kid: header.kid, alg: 'EdDSA', use: 'sig' })
    expect(key).not.toHaveProperty('d')
  })
})

describe('GET /license-terms/{tier}', () => {
  test.each(['research', 'commercial'])('serves the %s text that licenses name', async (tier) => {
    const response = await get(`/license-terms/${tier}`)
    expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    expect(await response.text()).toMatch(/^# /)
  })
  test('refuses another tier', async () => {
    expect((await get('/license-terms/free')).status).toBe(422)
  })
})

test('a wallet without licenses has an empty list', async () => {
  const response = await get('/v1/licenses', await sessionHeader(someWallet()))
  expect(await response.json()).toEqual({ data: [] })
})
