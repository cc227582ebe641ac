import { env } from 'cloudflare:workers'
import bs58 from 'bs58'
import { inject, vi } from 'vitest'
import type { Wallet } from '../domain/ids.ts'
import { atoms } from '../domain/money.ts'
import { type Ed25519Key, ed25519Key } from '../signing/ed25519.ts'
import { buildTransfer, type TransferParts } from '../workers/payments/solana-pay.ts'

export interface RpcCall {
  readonly method: string
  readonly params: readonly unknown[]
  /** `one.test` or `two.test`. */
  readonly host: string
}

type Answer = Response | undefined | Promise<Response | undefined>
/** Answers in place of the cluster, or is given what the cluster answers. */
export type Twist = (call: RpcCall, result: () => Promise<unknown>) => Answer

const originalFetch = globalThis.fetch.bind(globalThis)

/** The bindings with two endpoints of payments, so that a test can tell them apart. */
export const twoEndpoints = (world: Env = env): Env => ({
  ...world,
  PAYMENT_RPC_URLS: 'http://one.test http://two.test',
})

export const rpcResult = (result: unknown): Response =>
  Response.json({ jsonrpc: '2.0', id: 1, result })

/** JSON-RPC of this run's localnet, around whatever stands in the place of `fetch`. */
export async function askLocalnet(method: string, params: readonly unknown[]): Promise<unknown> {
  const response = await originalFetch(inject('localnetUrl'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const { result, error } = (await response.json()) as {
    result?: unknown
    error?: { message: string }
  }
  if (error !== undefined) throw new Error(`${method}: ${error.message}`)
  return result
}

/** Leads both endpoints to this run's localnet; the twist may answer for one of them. */
export function routeToLocalnet(twist: Twist = () => undefined): readonly RpcCall[] {
  const calls: RpcCall[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const { host } = new URL(String(input))
    if (host !== 'one.test' && host !== 'two.test') throw new Error(`unexpected fetch of ${input}`)
    const { method, params } = JSON.parse(String(init?.body)) as Omit<RpcCall, 'host'>
    const call = { host, method, params }
    calls.push(call)
    const twisted = await twist(call, () => askLocalnet(method, params))
    return twisted ?? originalFetch(inject('localnetUrl'), { ...init, signal: null })
  })
  return calls
}

export interface Buyer {
  readonly wallet: Wallet
  readonly key: Ed25519Key
}

/** A wallet with SOL for fees and RENDER to spend. */
export async function buyerWith(amount: bigint): Promise<Buyer> {
  const key = await ed25519Key(crypto.getRandomValues(new Uint8Array(32)))
  const wallet = bs58.encode(key.publicKey) as Wallet
  await askLocalnet('requestAirdrop', [wallet, 1_000_000_000])
  await askLocalnet('piwa_requestRender', [wallet, String(amount)])
  return { wallet, key }
}

/** The wallet of the treasury that stands behind the edge in tests, with an account of RENDER. */
export async function openVault(): Promise<Wallet> {
  const { wallet } = await env.TREASURY.vault()
  await askLocalnet('piwa_requestRender', [wallet, '1'])
  return wallet as Wallet
}

const SIGNATURE_BYTES = 64

/** Signs a transaction of one signer, as a wallet does. */
export async function signWire(wire: string, { key }: Buyer): Promise<string> {
  const bytes = Uint8Array.from(atob(wire), (digit) => digit.charCodeAt(0))
  bytes.set(await key.sign(bytes.subarray(1 + SIGNATURE_BYTES)), 1)
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** The name of a signed transaction. */
export const signatureOf = (wire: string): string =>
  bs58.encode(
    Uint8Array.from(atob(wire), (digit) => digit.charCodeAt(0)).subarray(1, 1 + SIGNATURE_BYTES),
  )

export interface Payment {
  readonly order: TransferParts['order']
  readonly vault: Wallet
  readonly amount: bigint
}

/** A signed payment that nobody has sent. */
export async function signedPayment(buyer: Buyer, { order, vault, amount }: Payment) {
  const latest = (await askLocalnet('getLatestBlockhash', [])) as { value: { blockhash: string } }
  const wire = buildTransfer({
    ...{ order, vault, payer: buyer.wallet, dueAtoms: atoms(amount) },
    blockhash: latest.value.blockhash,
  })
  return signWire(wire, buyer)
}

/** Pays on the chain, past the edge. Answers the signature. */
export async function payOnChain(buyer: Buyer, payment: Payment): Promise<string> {
  const wire = await signedPayment(buyer, payment)
  return String(await askLocalnet('sendTransaction', [wire, { encoding: 'base64' }]))
}
