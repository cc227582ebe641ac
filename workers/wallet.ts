import bs58 from 'bs58'
import { Refusal } from '../domain/errors.ts'
import type { Wallet } from '../domain/ids.ts'

const WALLET_BYTES = 32

/** The Ed25519 public key that a Solana address spells out; `path` names the field it came in. */
export function walletKey(wallet: Wallet, path: string): Uint8Array {
  const key = bs58.decode(wallet)
  if (key.length !== WALLET_BYTES) {
    throw new Refusal('REQUEST_INVALID', { path, issue: 'not a Solana address' })
  }
  return key
}
