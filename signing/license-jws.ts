import { base64url, CompactSign, calculateJwkThumbprint, importJWK } from 'jose'
import { fromHex } from '../domain/bytes.ts'
import { LICENSE_TYPE, type LicenseClaims } from '../domain/license/claims.ts'
import { formatClaims, parseClaims } from '../domain/license/claims-text.ts'
import { parseUtf8, utf8Bytes } from '../domain/log/utf8.ts'
import { isRecord } from '../domain/shard/json-checks.ts'
import { ED25519_PUBLIC_KEY_BYTES, ed25519Key, verifyEd25519 } from './ed25519.ts'

const ALGORITHM = 'EdDSA'
/** A license is sent in a request's header. */
const LICENSE_CHARACTERS_MAX = 16_384

/** RFC 8037: an Ed25519 public key. */
export interface PublicJwk {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
}

export interface LicenseKey {
  readonly jwk: PublicJwk
  /** RFC 7638 thumbprint of the public key. */
  readonly keyId: string
  /** A compact JWS over the text; its header has the key and its id. */
  readonly sign: (type: string, text: string) => Promise<string>
}

export type LicenseReading =
  | { readonly status: 'valid'; readonly claims: LicenseClaims; readonly keyId: string }
  | { readonly status: 'invalid'; readonly issue: string }

const keys = new Map<string, Promise<LicenseKey>>()

/** The key that licenses are signed with. Made once per isolate. */
export function licenseKey({
  LICENSE_SIGNING_KEY: seed,
}: {
  readonly LICENSE_SIGNING_KEY: string
}): Promise<LicenseKey> {
  const known = keys.get(seed)
  if (known !== undefined) return known
  const key = makeKey(seed)
  keys.set(seed, key)
  return key
}

/** The license as a compact JWS, the same for the same claims. `seedHex` is 32 bytes. */
export async function signLicense(seedHex: string, claims: LicenseClaims): Promise<string> {
  const key = await licenseKey({ LICENSE_SIGNING_KEY: seedHex })
  return key.sign(LICENSE_TYPE, formatClaims(claims))
}

/**
 * Reads a license file: one compact JWS that holds the key it is signed with, with or without the
 * newline at its end. There is exactly one spelling of a license, so a file with any byte changed is
 * invalid. Whose key it is, whether the term runs and whether it is revoked is the caller's to decide.
 */
export async function readLicense(text: string): Promise<LicenseReading> {
  const invalid = (issue: string): LicenseReading => ({ status: 'invalid', issue })
  const jws = text.endsWith('\n') ? text.slice(0, -1) : text
  if (jws.length > LICENSE_CHARACTERS_MAX) return invalid('too long')
  const parts = jws.split('.')
  const [head, body, tail] = parts.map(parseBase64Url)
  if (parts.length !== 3 || head === undefined || body === undefined || tail === undefined) {
    return invalid('not a compact JWS')
  }
  const header = await parseHeader(parseUtf8(head) ?? '')
  if (header === undefined) return invalid('header')
  const message = utf8Bytes(jws.slice(0, jws.lastIndexOf('.')))
  if (!(await verifyEd25519(header.publicKey, tail, message))) return invalid('signature')
  const claims = parseClaims(parseUtf8(body) ?? '')
  return claims === undefined ? invalid('claims') : { status: 'valid', claims, keyId: header.keyId }
}

async function makeKey(seedHex: string): Promise<LicenseKey> {
  const { publicKey } = await ed25519Key(fromHex(seedHex))
  const jwk: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x: base64url.encode(publicKey) }
  const keyId = await calculateJwkThumbprint(jwk)
  const secret = await importJWK({ ...jwk, d: base64url.encode(fromHex(seedHex)) }, ALGORITHM)
  return {
    jwk,
    keyId,
    sign: (type, text) =>
      new CompactSign(utf8Bytes(text)).setProtectedHeader(headerOf(type, jwk, keyId)).sign(secret),
  }
}

function headerOf(typ: string, { kty, crv, x }: PublicJwk, kid: string) {
  return { alg: ALGORITHM, typ, jwk: { kty, crv, x }, kid }
}

/** The header is nothing but what `headerOf` makes of the key in it. */
async function parseHeader(
  text: string,
): Promise<{ readonly publicKey: Uint8Array; readonly keyId: string } | undefined> {
  let header: unknown
  try {
    header = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isRecord(header) || !isRecord(header.jwk) || typeof header.jwk.x !== 'string') {
    return undefined
  }
  const { x } = header.jwk
  const publicKey = parseBase64Url(x)
  if (publicKey?.length !== ED25519_PUBLIC_KEY_BYTES) return undefined
  const jwk: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x }
  const keyId = await calculateJwkThumbprint(jwk)
  return JSON.stringify(headerOf(LICENSE_TYPE, jwk, keyId)) === text
    ? { publicKey, keyId }
    : undefined
}

/** The bytes of base64url that has no other spelling: no padding, unused bits zero. */
function parseBase64Url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined
  try {
    const bytes = base64url.decode(text)
    return base64url.encode(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}
