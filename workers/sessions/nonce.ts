import { toBase32 } from '../../domain/bytes.ts'

/** How long a text may wait for its signature. */
export const NONCE_VALID_MS = 5 * 60_000

const TIME_DIGITS = 12
const RANDOM_BYTES = 20

/** Where nonces that end at this time begin in the order of nonces. */
export const nonceFloor = (expiresAtMs: number): string =>
  expiresAtMs.toString(16).padStart(TIME_DIGITS, '0')

export const createNonce = (expiresAtMs: number): string =>
  nonceFloor(expiresAtMs) + toBase32(crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)))
