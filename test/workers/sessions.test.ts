import { env } from 'cloudflare:workers'
import { CompactSign, decodeJwt, decodeProtectedHeader, importJWK, UnsecuredJWT } from 'jose'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Wallet } from '../../domain/ids.ts'
import { buyerAccount, VAULT } from '../../domain/ledger/account.ts'
import { licenseKey, signLicense } from '../../signing/license-jws.ts'
import { networkLedger } from '../../workers/ledger.ts'
import { NONCE_VALID_MS } from '../../workers/sessions/nonce.ts'
import { SESSION_TYPE, SESSION_VALID_MS } from '../../workers/sessions/token.ts'
import { refusalOf, refused, send, urlOf } from '../fixtures-node.ts'
import { type Buyer, postJson, sessionHeader, signText, someBuyer } from '../fixtures-session.ts'
import { someClaims } from '../signing/license-claims.ts'

interface SignIn {
  readonly text: string
  readonly nonce: string
  readonly expiresAtMs: number
}

const askedBy = async ({ wallet }: Buyer): Promise<SignIn> =>
  (await postJson('/v1/sessions/nonces', { wallet })).json<SignIn>()

const open = async (buyer: Buyer, { text, nonce }: SignIn): Promise<Response> =>
  postJson('/v1/sessions', {
    ...{ wallet: buyer.wallet, nonce, signature: await signText(buyer, text) },
  })

const account = (headers: Record<string, string> = {}): Promise<Response> =>
  send(new Request(urlOf('/v1/account'), { headers }))
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

afterEach(() => {
  vi.useRealTimers()
})

describe('signing in', () => {
  test('shows the wallet a message of Sign-In With Solana', async () => {
    const buyer = await someBuyer()
    const { text, nonce, expiresAtMs } = await askedBy(buyer)
    const time = (ms: number) => new Date(ms).toISOString()
    expect(text.split('\n')).toEqual([
      `${new URL(env.PUBLIC_URL).host} wants you to sign in with your Solana account:`,
      buyer.wallet,
      '',
      expect.stringContaining('moves no money'),
      '',
      `URI: ${env.PUBLIC_URL}`,
      'Version: 1',
      'Chain ID: solana:localnet',
      `Nonce: ${nonce}`,
      `Issued At: ${time(expiresAtMs - NONCE_VALID_MS)}`,
      `Expiration Time: ${time(expiresAtMs)}`,
    ])
    expect(Math.abs(expiresAtMs - NONCE_VALID_MS - Date.now())).toBeLessThan(10_000)
  })

  test('gives a token that speaks for the wallet for an hour', async () => {
    const buyer = await someBuyer()
    const response = await open(buyer, await askedBy(buyer))
    expect(response.status).toBe(201)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const { token, expiresAtMs } = await response.json<{ token: string; expiresAtMs: number }>()
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'EdDSA', typ: SESSION_TYPE })
    const { iat = 0, ...claims } = decodeJwt(token)
    expect(claims).toEqual({
      ...{ iss: env.PUBLIC_URL, sub: buyer.wallet, exp: iat + SESSION_VALID_MS / 1000 },
    })
    expect(expiresAtMs).toBe((claims.exp ?? 0) * 1000)
    const answer = await account(bearer(token))
    expect(await answer.json()).toEqual({ wallet: buyer.wallet, creditAtoms: '0' })
  })

  test('works once for a text, even when it is tried twice at the same time', async () => {
    const buyer = await someBuyer()
    const signIn = await askedBy(buyer)
    const both = await Promise.all([open(buyer, signIn), open(buyer, signIn)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 401])
    const used = refused(401, 'SESSION_INVALID', { reason: 'nonce_used' })
    expect(await refusalOf(await open(buyer, signIn))).toEqual(used)
  })

  test('is refused with the signature of another wallet, which spends nothing', async () => {
    const [buyer, other] = [await someBuyer(), await someBuyer()]
    const signIn = await askedBy(buyer)
    const forged = { wallet: buyer.wallet, key: other.key }
    const invalid = refused(401, 'WALLET_SIGNATURE_INVALID', { wallet: buyer.wallet })
    expect(await refusalOf(await open(forged, signIn))).toEqual(invalid)
    expect((await open(buyer, signIn)).status).toBe(201)
  })

  test('is refused over a text that is not the one on record', async () => {
    const buyer = await someBuyer()
    const signIn = await askedBy(buyer)
    const { text } = signIn
    for (const signed of [`${text}\n`, text.replace('Version: 1', 'Version: 2'), '']) {
      const response = await open(buyer, { ...signIn, text: signed })
      expect((await refusalOf(response)).problem.code).toBe('WALLET_SIGNATURE_INVALID')
    }
  })

  test('is refused with the nonce of another wallet', async () => {
    const [buyer, other] = [await someBuyer(), await someBuyer()]
    const signIn = await askedBy(other)
    expect(await refusalOf(await open(buyer, signIn))).toEqual(
      refused(401, 'SESSION_INVALID', { reason: 'nonce_of_another_wallet' }),
    )
    expect((await open(other, signIn)).status).toBe(201)
  })

  test('is refused with a nonce that nobody asked for', async () => {
    const buyer = await someBuyer()
    const signIn = await askedBy(buyer)
    const nonce = `${signIn.nonce.slice(0, -4)}aaaa`
    expect(await refusalOf(await open(buyer, { ...signIn, nonce }))).toEqual(
      refused(401, 'SESSION_INVALID', { reason: 'nonce_unknown' }),
    )
  })

  test('is refused after five minutes', async () => {
    const buyer = await someBuyer()
    const signIn = await askedBy(buyer)
    vi.useFakeTimers({ toFake: ['Date'], now: signIn.expiresAtMs })
    expect(await refusalOf(await open(buyer, signIn))).toEqual(
      refused(401, 'SESSION_INVALID', { reason: 'nonce_expired' }),
    )
    vi.setSystemTime(signIn.expiresAtMs - 1)
    expect((await open(buyer, signIn)).status).toBe(201)
  })

  test.each([
    ['/v1/sessions/nonces', { wallet: '1'.repeat(44) }],
    ['/v1/sessions/nonces', { wallet: 'not a wallet' }],
    ['/v1/sessions/nonces', {}],
    ['/v1/sessions', { wallet: '1'.repeat(32), nonce: 'x', signature: '00'.repeat(64) }],
    ['/v1/sessions', { wallet: '1'.repeat(32), nonce: '0'.repeat(44), signature: 'AB' }],
  ])('%s refuses %j', async (path, body) => {
    expect(await refusalOf(await postJson(path, body))).toEqual(refused(422, 'REQUEST_INVALID'))
  })

  test('is never possible for the wallet whose key needs no secret', async () => {
    const wallet = '1'.repeat(32) as Wallet
    const { nonce } = await (await postJson('/v1/sessions/nonces', { wallet })).json<{
      nonce: string
    }>()
    const signature = `01${'00'.repeat(63)}`
    expect(await refusalOf(await postJson('/v1/sessions', { wallet, nonce, signature }))).toEqual(
      refused(401, 'WALLET_SIGNATURE_INVALID'),
    )
  })

  test('leaves no nonces behind for long', async () => {
    const buyer = await someBuyer()
    const { nonce } = await askedBy(buyer)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60 * 60_000 })
    const late = await askedBy(buyer)
    const kept = await env.CATALOG.prepare('SELECT nonce FROM session_nonce').all()
    expect(kept.results).not.toContainEqual({ nonce })
    expect(kept.results).toContainEqual({ nonce: late.nonce })
  })
})

describe('GET /v1/account', () => {
  test('says what the network owes the wallet', async () => {
    const { wallet } = await someBuyer()
    const atoms = 2n ** 53n + 1n
    const transfer = { id: `t/${wallet}`, debit: VAULT, credit: buyerAccount(wallet), atoms }
    await networkLedger(env).post([{ ...transfer, code: 'payment', atMs: Date.now() }])
    const response = await account(await sessionHeader(wallet))
    expect(await response.json()).toEqual({ wallet, creditAtoms: '9007199254740993' })
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test.each([{}, { authorization: '' }, { authorization: 'Basic eDp5' }, bearer('')])(
    'asks for a session where there is %j',
    async (headers) => {
      expect(await refusalOf(await account(headers))).toEqual(refused(401, 'SESSION_REQUIRED'))
    },
  )

  test('refuses a session that has ended', async () => {
    const { wallet } = await someBuyer()
    const headers = await sessionHeader(wallet, Date.now() - SESSION_VALID_MS)
    const expired = refused(401, 'SESSION_INVALID', { reason: 'expired' })
    expect(await refusalOf(await account(headers))).toEqual(expired)
  })

  test.each<[what: string, forge: (claims: object) => Promise<string>]>([
    ['no token', async () => 'x'],
    ['a token of another key', (claims) => signedBy('11'.repeat(32), SESSION_TYPE, claims)],
    ['a token of another type', (claims) => signedBy(env.LICENSE_SIGNING_KEY, 'JWT', claims)],
    ['a token that nobody signed', async (claims) => new UnsecuredJWT({ ...claims }).encode()],
    ['a token signed with the public key as a secret', (claims) => signedByPublicKey(claims)],
    [
      'a token of another network',
      (claims) => ourToken({ ...claims, iss: 'https://other.invalid' }),
    ],
    ['a token without an end', (claims) => ourToken({ ...claims, exp: undefined })],
    ['a token without a wallet', (claims) => ourToken({ ...claims, sub: undefined })],
    ['a token of what is no wallet', (claims) => ourToken({ ...claims, sub: 'root' })],
    ['a license', async () => signLicense(env.LICENSE_SIGNING_KEY, someClaims())],
  ])('refuses %s', async (_what, forge) => {
    const { wallet } = await someBuyer()
    const iat = Math.floor(Date.now() / 1000)
    const token = await forge({ iss: env.PUBLIC_URL, sub: wallet, iat, exp: iat + 3_600 })
    const malformed = refused(401, 'SESSION_INVALID', { reason: 'malformed' })
    expect(await refusalOf(await account(bearer(token)))).toEqual(malformed)
  })

  test('refuses a token with one character changed, wherever it is', async () => {
    const { wallet } = await someBuyer()
    const { authorization } = await sessionHeader(wallet)
    for (let at = 'Bearer '.length; at < authorization.length - 1; at += 7) {
      const digit = authorization[at] === 'A' ? 'B' : 'A'
      const changed = authorization.slice(0, at) + digit + authorization.slice(at + 1)
      expect((await account({ authorization: changed })).status).toBe(401)
    }
    expect((await account({ authorization })).status).toBe(200)
  })
})

const signedBy = async (seed: string, typ: string, claims: object): Promise<string> =>
  (await licenseKey({ LICENSE_SIGNING_KEY: seed })).sign(typ, JSON.stringify(claims))

const ourToken = (claims: object): Promise<string> =>
  signedBy(env.LICENSE_SIGNING_KEY, SESSION_TYPE, claims)

/** The confusion of algorithms: what everyone may read, used as the key of an HMAC. */
async function signedByPublicKey(claims: object): Promise<string> {
  const { jwk } = await licenseKey(env)
  const secret = await importJWK({ kty: 'oct', k: jwk.x }, 'HS256')
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'HS256', typ: SESSION_TYPE })
    .sign(secret)
}
