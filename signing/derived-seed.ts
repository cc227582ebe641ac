import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'

/** The seed of a key that follows from another: no crash can lose it, and it tells nothing of its parent. */
export function derivedSeed(seed: Uint8Array, label: string): Uint8Array {
  return hmac(sha256, seed, new TextEncoder().encode(label))
}

/** Label of the wallet that receives what buyers pay. */
export const VAULT_LABEL = 'piwa-vault/1'
