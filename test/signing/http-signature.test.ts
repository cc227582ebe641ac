import { describe, expect, test } from 'vitest'
import { parseBase64, toBase64 } from '../../domain/log/base64.ts'
import { utf8Bytes } from '../../domain/log/utf8.ts'
import { ed25519Key, verifyEd25519 } from '../../signing/ed25519.ts'
import { type RequestToVerify, signRequest, verifyRequest } from '../../signing/http-signature.ts'
import { signatureBase, signatureParams } from '../../signing/signature-base.ts'

const KEY_ID = 'node_abcdefghijklmnopqrstuvwxyz'
const NONCE = 'AAAAAAAAAAAAAAAAAAAAAA'
const BODY = utf8Bytes('{"batchId":"batch_7"}')
const NO_BODY = new Uint8Array()
const URL_SIGNED = 'https://piwa.example/v1/oracle/leases?limit=1'
const key = await ed25519Key(new Uint8Array(32).fill(7))

async function signed(body = BODY): Promise<Record<string, string>> {
  const request = {
    method: 'POST',
    url: URL_SIGNED,
    body,
    keyId: KEY_ID,
    createdSeconds: 1_700_000_000,
  }
  return { ...(await signRequest({ ...request, nonce: NONCE, sign: key.sign })) }
}

function verdict(headers: Record<string, string>, changed: Partial<RequestToVerify> = {}) {
  return verifyRequest({
    method: 'POST',
    url: URL_SIGNED,
    headers: new Headers(headers),
    body: BODY,
    findKey: async (keyId) => (keyId === KEY_ID ? key.publicKey : undefined),
    verify: verifyEd25519,
    ...changed,
  })
}

const replaced = (headers: Record<string, string>, name: string, from: string, to: string) => {
  const value = headers[name] ?? ''
  expect(value).toContain(from)
  return { ...headers, [name]: value.replace(from, to) }
}

describe('a signed request', () => {
  test('verifies with the key, nonce and time it was signed with', async () => {
    expect(await verdict(await signed())).toEqual({
      status: 'valid',
      keyId: KEY_ID,
      nonce: NONCE,
      createdMs: 1_700_000_000_000,
    })
  })

  test('verifies without a body, and an empty body counts as none', async () => {
    const headers = await signed(NO_BODY)
    expect(headers['content-digest']).toBeUndefined()
    expect((await verdict(headers, { body: undefined })).status).toBe('valid')
    expect((await verdict(headers, { body: new Uint8Array() })).status).toBe('valid')
  })

  test('writes the headers of the profile', async () => {
    const headers = await signed()
    expect(headers['signature-input']).toBe(
      `sig1=("@method" "@target-uri" "content-digest");created=1700000000;nonce="${NONCE}";keyid="${KEY_ID}";alg="ed25519";tag="piwa-node"`,
    )
    expect(headers.signature).toMatch(/^sig1=:[A-Za-z0-9+/]{86}==:$/)
    expect(headers['content-digest']).toMatch(/^sha-256=:[A-Za-z0-9+/]{43}=:$/)
  })

  test.each([
    ['method', { method: 'PUT' }],
    ['path', { url: 'https://piwa.example/v1/oracle/commits?limit=1' }],
    ['query', { url: 'https://piwa.example/v1/oracle/leases?limit=2' }],
    ['host', { url: 'https://other.example/v1/oracle/leases?limit=1' }],
    ['scheme', { url: 'http://piwa.example/v1/oracle/leases?limit=1' }],
  ])('is invalid for another %s', async (_part, changed) => {
    expect(await verdict(await signed(), changed)).toEqual({ status: 'invalid' })
  })

  test.each([
    ['created', 'created=1700000000', 'created=1700000001'],
    ['nonce', NONCE, `B${NONCE.slice(1)}`],
  ])('is invalid with another %s', async (_part, from, to) => {
    const headers = replaced(await signed(), 'signature-input', from, to)
    expect(await verdict(headers)).toEqual({ status: 'invalid' })
  })

  test('is invalid under the key of another node', async () => {
    const other = await ed25519Key(new Uint8Array(32).fill(8))
    const answer = await verdict(await signed(), { findKey: async () => other.publicKey })
    expect(answer).toEqual({ status: 'invalid' })
  })

  test('names the key that no one holds', async () => {
    const headers = replaced(await signed(), 'signature-input', KEY_ID, 'node_x')
    expect(await verdict(headers)).toEqual({ status: 'key_unknown', keyId: 'node_x' })
  })

  test('tells another body from a forged signature', async () => {
    expect(await verdict(await signed(), { body: utf8Bytes('{}') })).toEqual({
      status: 'digest_mismatch',
    })
  })

  test('is invalid when body and digest are replaced together', async () => {
    const body = utf8Bytes('{"batchId":"batch_8"}')
    const digest = (await signed(body))['content-digest'] ?? ''
    const headers = { ...(await signed()), 'content-digest': digest }
    expect(await verdict(headers, { body })).toEqual({ status: 'invalid' })
  })

  test.each(['signature', 'signature-input'])('is missing without its %s', async (name) => {
    const { [name]: _dropped, ...rest } = await signed()
    expect(await verdict(rest)).toEqual({ status: 'missing' })
  })

  test.each([
    ['signature-input', '("@method"', '(', 'covered components'],
    ['signature-input', ' "content-digest")', ')', 'covered components'],
    ['signature-input', '"@method"', '"@method";req', 'covered components'],
    ['signature-input', '"content-digest")', '"content-digest" "date")', 'covered components'],
    ['signature-input', 'sig1=(', 'sig2=(', 'signature-input'],
    ['signature-input', 'sig1=(', 'sig1=((', 'signature-input'],
    ['signature-input', ';tag="piwa-node"', '', 'parameters'],
    ['signature-input', ';tag="piwa-node"', ';tag="piwa-node";expires=1', 'parameters'],
    ['signature-input', 'piwa-node', 'other', 'tag'],
    ['signature-input', 'ed25519', 'hmac-sha256', 'alg'],
    ['signature-input', 'created=1700000000', 'created=-1', 'created'],
    ['signature-input', 'created=1700000000', 'created="1700000000"', 'created'],
    ['signature-input', NONCE, 'short', 'nonce'],
    ['signature-input', KEY_ID, '', 'keyid'],
    ['signature', 'sig1=:', 'sig1=:AAAA', 'signature'],
    ['signature', 'sig1=:', 'sig2=:', 'signature'],
    ['content-digest', 'sha-256', 'md5', 'content-digest'],
  ])('is malformed where %s has %s for %s', async (name, from, to, issue) => {
    expect(await verdict(replaced(await signed(), name, from, to))).toEqual({
      status: 'malformed',
      issue,
    })
  })

  test('is malformed with a body that no digest covers', async () => {
    expect(await verdict(await signed(NO_BODY))).toEqual({
      status: 'malformed',
      issue: 'covered components',
    })
  })

  test('refuses a field beyond its limit', async () => {
    const headers = await signed()
    headers['signature-input'] += `, x=${'a'.repeat(4_096)}`
    expect(await verdict(headers)).toEqual({ status: 'malformed', issue: 'signature-input' })
  })
})

describe('the signature base', () => {
  test('gives the signature of RFC 9421, B.2.6', async () => {
    const seed = parseBase64('n4Ni+HpISpVObnQMW0wOhCKROaIKqKtW/2ZYb2p9KcU=')
    const rfcKey = await ed25519Key(seed ?? new Uint8Array())
    const components = [
      ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
      ['@method', 'POST'],
      ['@path', '/foo'],
      ['@authority', 'example.com'],
      ['content-type', 'application/json'],
      ['content-length', '18'],
    ] as const
    const params = signatureParams(
      components.map(([name]) => name),
      new Map<string, string | number>([
        ['created', 1618884473],
        ['keyid', 'test-key-ed25519'],
      ]),
    )
    const base = signatureBase(components, params)
    expect(toBase64(rfcKey.publicKey)).toBe('JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=')
    expect(toBase64(await rfcKey.sign(utf8Bytes(base)))).toBe(
      'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==',
    )
  })
})
