import type { Wallet } from '../../domain/ids.ts'
import { chainOf } from '../chain.ts'
import { NONCE_VALID_MS } from './nonce.ts'

const STATEMENT =
  'Show this browser my licenses and my credit. Signing moves no money and costs nothing.'
const VERSION = '1'

interface SignIn {
  readonly wallet: Wallet
  readonly nonce: string
  readonly expiresAtMs: number
}

/**
 * What a wallet shows and signs, in the message format of Sign-In With Solana: wallets that know it
 * warn where the domain is not the page's own. All of it follows from the nonce on record.
 */
export function signInText(
  { PUBLIC_URL, PUBLIC_RPC_URL }: Pick<Env, 'PUBLIC_URL' | 'PUBLIC_RPC_URL'>,
  { wallet, nonce, expiresAtMs }: SignIn,
): string {
  return [
    `${new URL(PUBLIC_URL).host} wants you to sign in with your Solana account:`,
    wallet,
    '',
    STATEMENT,
    '',
    `URI: ${PUBLIC_URL}`,
    `Version: ${VERSION}`,
    `Chain ID: ${chainOf(PUBLIC_RPC_URL)}`,
    `Nonce: ${nonce}`,
    `Issued At: ${new Date(expiresAtMs - NONCE_VALID_MS).toISOString()}`,
    `Expiration Time: ${new Date(expiresAtMs).toISOString()}`,
  ].join('\n')
}
