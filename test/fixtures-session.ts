import { env } from 'cloudflare:workers'
import bs58 from 'bs58'
import { toHex } from '../domain/bytes.ts'
import type { Wallet } from '../domain/ids.ts'
import { type Ed25519Key, ed25519Key } from '../signing/ed25519.ts'
import { signSession } from '../workers/sessions/token.ts'
import { send, urlOf } from './fixtures-node.ts'

/** Someone with a wallet. */
export interface Buyer {
  readonly wallet: Wallet
  readonly key: Ed25519Key
}

export async function someBuyer(): Promise<Buyer> {
  const key = await ed25519Key(crypto.getRandomValues(new Uint8Array(32)))
  return { wallet: bs58.encode(key.publicKey) as Wallet, key }
}

/** The header of a session that the wallet opened at a time. */
export async function sessionHeader(
  wallet: Wallet,
  nowMs = Date.now(),
): Promise<{ authorization: string }> {
  const { token } = await signSession(env, wallet, nowMs)
  return { authorization: `Bearer ${token}` }
}

export const postJson = (path: string, body: unknown): Promise<Response> =>
  send(
    new Request(urlOf(path), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )

/** The wallet's signature over a text, in hex. */
export async function signText({ key }: Buyer, text: string): Promise<string> {
  return toHex(await key.sign(new TextEncoder().encode(text)))
}
