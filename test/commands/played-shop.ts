import { createPublicKey, randomBytes, verify } from 'node:crypto'
import bs58 from 'bs58'
import { toBase32 } from '../../domain/bytes.ts'
import { parseFilter } from '../../domain/dataset/parse-filter.ts'
import type { LicenseId, OrderId, Wallet } from '../../domain/ids.ts'
import { priceOf } from '../../domain/license/price.ts'
import {
  DAY_MS,
  type LicenseTerm,
  type LicenseTier,
  QUOTE_VALID_MS,
} from '../../domain/license/terms.ts'
import { signLicense } from '../../signing/license-jws.ts'
import { someClaims } from '../signing/license-claims.ts'
import { type PlayedCatalog, VERSION } from './played-catalog.ts'

/** Orders, licenses and sessions in memory. A payment is a message that the payer's key has signed. */

const VAULT = 'PiwaVau1tWa11et1111111111111111111111111111'
const MINT = 'rndrizKT3MK1iimdxRdWabcF7Zg7AR5T4nud4EkHBof'
const REFERENCE = 'Ref111111111111111111111111111111111111111'
const LICENSE_SEED = '4'.padStart(64, '0')
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

export interface Order extends Readonly<Record<string, unknown>> {
  readonly orderId: string
  readonly requestKey: string
  readonly wallet: string
  readonly count: number
  readonly bytes: number
  readonly tier: LicenseTier
  readonly termDays: LicenseTerm
  readonly priceAtoms: string
  readonly expiresAtMs: number
  status: 'open' | 'expired' | 'licensed'
  dueAtoms: string
  paidAtoms: string
  creditAtoms: string
  paymentUrl: string | null
  license: { readonly licenseId: string; readonly jws: string; readonly endsAtMs: number } | null
  /** Looks that it takes until what was sent is final. */
  looks: number
  sent: string
}
export interface Answer {
  readonly status: number
  readonly body: unknown
}

export interface PlayedShop {
  readonly orders: Map<string, Order>
  /** How long quotes hold that are given from now on. */
  quoteMs: number
  answer(
    method: string,
    path: string,
    body: Record<string, unknown>,
    token: string,
  ): Promise<Answer | undefined>
}

export function createPlayedShop(catalog: PlayedCatalog): PlayedShop {
  const orders = new Map<string, Order>()
  const nonces = new Map<string, string>()
  const shop: PlayedShop = {
    orders,
    quoteMs: QUOTE_VALID_MS,
    answer: async (method, path, body, token) => {
      const route = `${method} ${path.replace(/order_[a-z2-7]{26}/, '{id}')}`
      const order = orders.get(/order_[a-z2-7]{26}/.exec(path)?.[0] ?? '')
      switch (route) {
        case 'POST /v1/orders':
          return place(shop, catalog, body)
        case 'GET /v1/orders/{id}':
        case 'POST /v1/orders/{id}/check':
          return order === undefined ? unknown() : { status: 200, body: await checked(order) }
        case 'POST /v1/orders/{id}/transaction':
          return order === undefined ? unknown() : makeTransaction(order, String(body.account))
        case 'POST /v1/orders/{id}/submit':
          return order === undefined ? unknown() : submit(order, String(body.transaction))
        case 'POST /v1/sessions/nonces':
          return challenge(nonces, String(body.wallet))
        case 'POST /v1/sessions':
          return openSession(nonces, body)
        case 'GET /v1/licenses':
          return { status: 200, body: { data: licensesOf(orders, token) } }
        case 'GET /v1/account':
          return { status: 200, body: { wallet: token, creditAtoms: '250000000' } }
        default:
          return undefined
      }
    },
  }
  return shop
}

const unknown = (): Answer => refused(404, 'ORDER_UNKNOWN')
const refused = (status: number, code: string): Answer => ({
  status,
  body: { code, context: {}, requestId: 'r' },
})

function place(shop: PlayedShop, catalog: PlayedCatalog, body: Record<string, unknown>): Answer {
  const filter = parseFilter(body.filter)
  const wallet = String(body.wallet)
  if (filter === undefined || !isAddress(wallet)) return refused(422, 'REQUEST_INVALID')
  const { count, bytes } = catalog.count(filter)
  if (count === 0) return refused(422, 'FILTER_EMPTY')
  const order = newOrder(shop, { ...body, filter, wallet, count, bytes })
  const known = [...shop.orders.values()].find(({ requestKey }) => requestKey === body.requestKey)
  if (known !== undefined) return { status: 201, body: known }
  shop.orders.set(order.orderId, order)
  return { status: 201, body: order }
}

function newOrder(
  shop: Pick<PlayedShop, 'quoteMs'>,
  body: Record<string, unknown> & { wallet: string; count: number; bytes: number },
): Order {
  const { wallet, count, bytes } = body
  const tier = body.tier as LicenseTier
  const termDays = body.termDays as LicenseTerm
  const nowMs = Date.now()
  const price = String(priceOf({ count, tier, termDays, atMs: nowMs }).atoms)
  const paymentUrl = `solana:${VAULT}?amount=${Number(price) / 1e8}&spl-token=${MINT}&reference=${REFERENCE}&label=Piwa&message=License%20of%20${count}%20assets`
  return {
    ...{
      orderId: `order_${toBase32(randomBytes(17)).slice(0, 26)}`,
      requestKey: String(body.requestKey),
    },
    ...{ status: 'open', kind: 'new' },
    ...{ wallet, version: VERSION, filter: body.filter, tier, termDays, count, bytes },
    ...{ priceAtoms: price, discountAtoms: '0', dueAtoms: price, paidAtoms: '0' },
    ...{ creditAtoms: '0', reference: REFERENCE, vault: VAULT, mint: MINT, decimals: 8 },
    paymentUrl,
    ...{ createdAtMs: nowMs, expiresAtMs: nowMs + shop.quoteMs },
    ...{ license: null, looks: 1, sent: '' },
  }
}

/** What a look at the chain finds. */
async function checked(order: Order): Promise<Order> {
  if (order.license !== null) return order
  if (order.sent !== '') {
    order.looks -= 1
    if (order.looks < 0) await license(order)
  } else if (Date.now() > order.expiresAtMs) {
    order.status = 'expired'
    order.paymentUrl = null
  }
  return order
}

export async function license(order: Order): Promise<void> {
  const nowMs = Date.now() - (Date.now() % 1_000)
  const endsAtMs = nowMs + order.termDays * DAY_MS
  const licenseId = order.orderId.replace('order_', 'license_') as LicenseId
  const claims = someClaims({
    ...{ sub: order.wallet as Wallet, jti: licenseId, order: order.orderId as OrderId },
    ...{ iat: nowMs / 1_000, nbf: nowMs / 1_000, exp: endsAtMs / 1_000 },
    ...{ count: order.count, bytes: order.bytes, tier: order.tier, termDays: order.termDays },
    transactions: [order.sent === '' ? '5'.repeat(88) : order.sent],
  })
  const jws = await signLicense(LICENSE_SEED, claims)
  order.license = { licenseId, jws, endsAtMs }
  order.status = 'licensed'
  order.paidAtoms = order.priceAtoms
  order.dueAtoms = '0'
  order.paymentUrl = null
}

/** One place for a signature, then a legacy message with one signer: enough for a wallet to sign. */
function makeTransaction(order: Order, account: string): Answer {
  if (Date.now() > order.expiresAtMs) return refused(410, 'QUOTE_EXPIRED')
  const message = Buffer.concat([
    Buffer.from([1, 0, 1, 2]),
    bs58.decode(account),
    Buffer.alloc(32, 9),
    Buffer.alloc(32, 8),
    Buffer.from([0]),
  ])
  const transaction = Buffer.concat([Buffer.from([1]), Buffer.alloc(64), message])
  return { status: 200, body: { transaction: transaction.toString('base64'), message: 'Pay' } }
}

function submit(order: Order, base64: string): Answer {
  if (Date.now() > order.expiresAtMs) return refused(410, 'QUOTE_EXPIRED')
  const transaction = Buffer.from(base64, 'base64')
  const signature = transaction.subarray(1, 65)
  const message = transaction.subarray(65)
  if (!isSigned(message.subarray(4, 36), message, signature)) return refused(422, 'PAYMENT_INVALID')
  order.sent = bs58.encode(signature)
  return { status: 200, body: { signature: order.sent } }
}

function challenge(nonces: Map<string, string>, wallet: string): Answer {
  const nonce = 'a'.repeat(44)
  const text = `127.0.0.1 wants you to sign in with your Solana account:\n${wallet}\n\nNonce: ${nonce}`
  nonces.set(nonce, text)
  return { status: 201, body: { text, nonce, expiresAtMs: Date.now() + 300_000 } }
}

/** The wallet itself serves as its token. */
function openSession(nonces: Map<string, string>, body: Record<string, unknown>): Answer {
  const text = nonces.get(String(body.nonce)) ?? ''
  const wallet = String(body.wallet)
  const signature = Buffer.from(String(body.signature), 'hex')
  if (!isSigned(Buffer.from(bs58.decode(wallet)), Buffer.from(text), signature)) {
    return refused(401, 'WALLET_SIGNATURE_INVALID')
  }
  return { status: 201, body: { token: wallet, expiresAtMs: Date.now() + 3_600_000 } }
}

function licensesOf(orders: Map<string, Order>, wallet: string) {
  return [...orders.values()].flatMap((order) => {
    if (order.license === null || order.wallet !== wallet) return []
    const { licenseId, jws, endsAtMs } = order.license
    const startsAtMs = endsAtMs - order.termDays * DAY_MS
    return [
      {
        ...{ licenseId, jws, endsAtMs, startsAtMs, issuedAtMs: startsAtMs },
        ...{ orderId: order.orderId, wallet, version: order.version, filter: order.filter },
        ...{ tier: order.tier, termDays: order.termDays, count: order.count, bytes: order.bytes },
        ...{ priceAtoms: order.priceAtoms, status: 'running', daysLeft: order.termDays },
        ...{ revokedAtMs: null, revokedReason: null },
      },
    ]
  })
}

function isSigned(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const der = Buffer.concat([SPKI_PREFIX, key])
  return verify(
    null,
    message,
    createPublicKey({ key: der, format: 'der', type: 'spki' }),
    signature,
  )
}

const isAddress = (text: string): boolean => bs58.decodeUnsafe(text)?.length === 32
