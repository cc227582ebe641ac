import { concatBytes, toHex } from '../domain/bytes.ts'

export const ED25519_SEED_BYTES = 32
export const ED25519_PUBLIC_KEY_BYTES = 32
export const ED25519_SIGNATURE_BYTES = 64

// RFC 8410: the DER of a PKCS#8 Ed25519 private key up to its 32-byte seed.
const PKCS8_HEAD = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
])

// Points of an order of at most 8, without the sign in the last bit: whoever names one as a public
// key can sign as it without a secret. workerd takes them; Node and Solana do not. Source: libsodium,
// ge25519_has_small_order; the last two are other spellings of the first two.
const SMALL_ORDER_POINTS = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

/** Signs a message with Ed25519. The answer has 64 bytes. */
export type Sign = (message: Uint8Array) => Promise<Uint8Array>

/**
 * Whether the signature over the message is the public key's. Bytes of a wrong length, and keys that
 * need no secret to sign, are answered with false.
 */
export type Verify = (
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
) => Promise<boolean>

export interface Ed25519Key {
  readonly publicKey: Uint8Array
  readonly sign: Sign
}

/** The Ed25519 key (RFC 8032) that grows from a seed of 32 bytes. */
export async function ed25519Key(seed: Uint8Array): Promise<Ed25519Key> {
  if (seed.length !== ED25519_SEED_BYTES) throw new RangeError(`seed of ${seed.length} bytes`)
  const pkcs8 = Uint8Array.from(concatBytes(PKCS8_HEAD, seed))
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign'])
  const sign: Sign = async (message) =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', key, Uint8Array.from(message)))
  return { publicKey: publicKeyOf(await crypto.subtle.exportKey('jwk', key)), sign }
}

export const verifyEd25519: Verify = async (publicKey, signature, message) => {
  if (publicKey.length !== ED25519_PUBLIC_KEY_BYTES) return false
  if (signature.length !== ED25519_SIGNATURE_BYTES || isSmallOrder(publicKey)) return false
  const raw = Uint8Array.from(publicKey)
  const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify'])
  return crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(message))
}

function isSmallOrder(publicKey: Uint8Array): boolean {
  const unsigned = publicKey.map((byte, i) => (i === publicKey.length - 1 ? byte & 0x7f : byte))
  return SMALL_ORDER_POINTS.has(toHex(unsigned))
}

function publicKeyOf(jwk: object): Uint8Array {
  if (!('x' in jwk) || typeof jwk.x !== 'string') throw new Error('the key has no public part')
  const base64 = jwk.x.replaceAll('-', '+').replaceAll('_', '/')
  return Uint8Array.from(atob(base64), (digit) => digit.charCodeAt(0))
}
