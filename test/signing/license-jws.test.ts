import { base64url, CompactSign, compactVerify, EmbeddedJWK, importJWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { fromHex } from '../../domain/bytes.ts'
import { LICENSE_TYPE } from '../../domain/license/claims.ts'
import { formatClaims } from '../../domain/license/claims-text.ts'
import { licenseKey, readLicense, signLicense } from '../../signing/license-jws.ts'
import { someClaims } from './license-claims.ts'

const SEED = '04'.repeat(32)
const encode = (text: string): string => base64url.encode(new TextEncoder().encode(text))
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** A JWS with any header and payload, with a genuine signature of the key. */
async function signAny(header: object, payload: string): Promise<string> {
  const { jwk } = await licenseKey({ LICENSE_SIGNING_KEY: SEED })
  const key = await importJWK({ ...jwk, d: base64url.encode(fromHex(SEED)) }, 'EdDSA')
  const signer = new CompactSign(new TextEncoder().encode(payload))
  return signer.setProtectedHeader({ alg: 'EdDSA', ...header }).sign(key)
}

async function goodHeader() {
  const { jwk, keyId } = await licenseKey({ LICENSE_SIGNING_KEY: SEED })
  return { alg: 'EdDSA', typ: LICENSE_TYPE, jwk, kid: keyId }
}

describe('a license file', () => {
  test('gives back the claims that were signed, with the thumbprint of its key', async () => {
    const { keyId } = await licenseKey({ LICENSE_SIGNING_KEY: SEED })
    const text = await signLicense(SEED, someClaims())
    expect(await readLicense(text)).toEqual({ status: 'valid', claims: someClaims(), keyId })
    expect(await readLicense(`${text}\n`)).toMatchObject({ status: 'valid' })
  })
  test('is the same for the same claims', async () => {
    expect(await signLicense(SEED, someClaims())).toBe(await signLicense(SEED, someClaims()))
  })
  test('has the header that was promised', async () => {
    const [head = ''] = (await signLicense(SEED, someClaims())).split('.')
    expect(new TextDecoder().decode(base64url.decode(head))).toBe(
      JSON.stringify(await goodHeader()),
    )
  })
  test('is a JWS that other readers take', async () => {
    const text = await signLicense(SEED, someClaims())
    const { payload } = await compactVerify(text, EmbeddedJWK)
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(someClaims())
  })
  test('is refused with any one byte changed', async () => {
    const file = `${await signLicense(SEED, someClaims())}\n`
    for (let at = 0; at < file.length; at += 1) {
      const code = file.charCodeAt(at)
      for (const other of [code ^ 1, code ^ 2, code ^ 32, 0x0a, 0x41]) {
        if (other === code) continue
        const changed = file.slice(0, at) + String.fromCharCode(other) + file.slice(at + 1)
        expect(await readLicense(changed), `byte ${at} as ${other}`).toMatchObject({
          status: 'invalid',
        })
      }
    }
  })
  test('is refused with every other last digit, whose last bits are in no byte', async () => {
    const text = await signLicense(SEED, someClaims())
    for (const [part, piece] of text.split('.').entries()) {
      for (const digit of BASE64URL) {
        if (digit === piece.at(-1)) continue
        const changed = text.split('.').with(part, piece.slice(0, -1) + digit)
        expect(await readLicense(changed.join('.'))).toMatchObject({ status: 'invalid' })
      }
    }
  })
  test('is refused with a byte more or less', async () => {
    const text = await signLicense(SEED, someClaims())
    const others = [
      `${text}\n\n`,
      `${text} `,
      ` ${text}`,
      `${text}=`,
      `${text}.`,
      text.slice(0, -1),
    ]
    for (const other of others) {
      expect(await readLicense(other)).toMatchObject({ status: 'invalid' })
    }
  })
  test('is refused where there is nothing, or too much', async () => {
    for (const text of ['', '\n', '..', 'a.b.c', 'A'.repeat(20_000)]) {
      expect(await readLicense(text)).toMatchObject({ status: 'invalid' })
    }
  })
})

describe('a license that its own key signed', () => {
  test('is read where nothing is off', async () => {
    const text = await signAny(await goodHeader(), formatClaims(someClaims()))
    expect(await readLicense(text)).toMatchObject({ status: 'valid' })
  })
  test.each<[name: string, change: object]>([
    ['of another type', { typ: 'piwa-session+jwt' }],
    ['with a field more', { extra: 1 }],
    ['that names the key otherwise', { kid: 'some key' }],
    ['with a key of more fields', { jwk: { kty: 'OKP', crv: 'Ed25519', x: 'A', d: 'A' } }],
    ['with a key of another curve', { jwk: { kty: 'OKP', crv: 'X25519', x: 'A' } }],
  ])('is refused with a header %s', async (_name, change) => {
    const text = await signAny({ ...(await goodHeader()), ...change }, formatClaims(someClaims()))
    expect(await readLicense(text)).toEqual({ status: 'invalid', issue: 'header' })
  })
  test('is refused with header fields in another order', async () => {
    const { alg, typ, jwk, kid } = await goodHeader()
    const text = await signAny({ kid, jwk, typ, alg }, formatClaims(someClaims()))
    expect(await readLicense(text)).toEqual({ status: 'invalid', issue: 'header' })
  })
  test.each<[name: string, change: (text: string) => string]>([
    ['that stand twice', (text) => text.replace('{', '{"count":512,')],
    ['beside them', (text) => text.replace('{', '{"aud":"all",')],
    ['with white space', (text) => text.replace('{', '{ ')],
    ['of another kind', (text) => text.replace('"count":512', '"count":"512"')],
    ['of a term that ends before it starts', (text) => text.replace('"exp":18', '"exp":17')],
    ['of a filter in another form', (text) => text.replace('["chair","lamp"]', '["lamp","chair"]')],
    ['of another tier', (text) => text.replace('"research","term', '"all","term')],
    ['of a price that is no number', (text) => text.replace('9007199', '-907199')],
    ['that are missing', () => '{}'],
    ['that are no object', () => 'null'],
    ['that are no JSON', () => '{'],
  ])('is refused with claims %s', async (_name, change) => {
    const text = formatClaims(someClaims())
    expect(change(text)).not.toBe(text)
    const signed = await signAny(await goodHeader(), change(text))
    expect(await readLicense(signed)).toEqual({ status: 'invalid', issue: 'claims' })
  })
})

test.each(['00'.repeat(32), `01${'00'.repeat(31)}`, `ecff${'ff'.repeat(29)}7f`])(
  'a key that needs no secret to sign is refused (%s)',
  async (hex) => {
    const { jwk } = await licenseKey({ LICENSE_SIGNING_KEY: SEED })
    const x = base64url.encode(fromHex(hex))
    const { calculateJwkThumbprint } = await import('jose')
    const weak = { ...jwk, x }
    const header = { ...(await goodHeader()), jwk: weak, kid: await calculateJwkThumbprint(weak) }
    const unsigned = `${encode(JSON.stringify(header))}.${encode(formatClaims(someClaims()))}`
    // R is the identity and S is zero: genuine under such a key for some texts, or for all.
    const signature = new Uint8Array(64)
    signature[0] = 1
    const text = `${unsigned}.${base64url.encode(signature)}`
    expect(await readLicense(text)).toEqual({ status: 'invalid', issue: 'signature' })
  },
)
