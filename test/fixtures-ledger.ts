import { env } from 'cloudflare:workers'
import bs58 from 'bs58'
import { toBase32 } from '../domain/bytes.ts'
import type { OrderId, Wallet } from '../domain/ids.ts'
import type { NetworkLedger } from '../durable-objects/network-ledger.ts'

const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes))

export const someOrderId = (): OrderId => `order_${toBase32(random(16))}` as OrderId
export const someWallet = (): Wallet => bs58.encode(random(32)) as Wallet

/** A ledger of its own for one test. */
export const someLedger = (): DurableObjectStub<NetworkLedger> =>
  env.NETWORK_LEDGER.getByName(toBase32(random(16)))
