import { env } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/d1'
import { license, licenseOrder, payment, snapshot } from '../../d1/licensing-schema.ts'
import { toBase32 } from '../../domain/bytes.ts'
import type { LicenseId, Sha256Hex, Wallet } from '../../domain/ids.ts'
import { someOrderId } from '../fixtures-ledger.ts'

const VERSION = '1.0.0'
const FILTER = '{}'
const ROOT = '0'.repeat(64) as Sha256Hex

export interface Sale {
  readonly wallet: Wallet
  readonly atMs: number
  readonly priceAtoms?: string
  readonly discountAtoms?: string
}

export interface Paid {
  readonly wallet: Wallet
  readonly atMs: number
  readonly atoms: string
  readonly status?: 'pending' | 'confirmed' | 'reversed'
  readonly signature?: string
}

const random = (): string => toBase32(crypto.getRandomValues(new Uint8Array(16)))
let licenses = 0

export async function addSnapshot(): Promise<void> {
  await drizzle(env.CATALOG)
    .insert(snapshot)
    .values({
      ...{ version: VERSION, status: 'published', startedAtMs: 1, logSize: 1, publishedAtMs: 1 },
      ...{ assetCount: 1, bytes: 1, root: ROOT, recordKey: 'k', recordSha256: ROOT },
    })
    .onConflictDoNothing()
}

/** An order, for payments and licenses to refer to. */
async function addOrder({ wallet, atMs, priceAtoms = '0', discountAtoms = '0' }: Sale) {
  const id = someOrderId()
  await drizzle(env.CATALOG)
    .insert(licenseOrder)
    .values({
      ...{ id, requestKey: random(), wallet, version: VERSION, filter: FILTER, tier: 'research' },
      ...{ termDays: 30, assetCount: 1, bytes: 1, priceAtoms, discountAtoms, priceVersion: 1 },
      ...{ kind: 'new', reference: random(), createdAtMs: atMs, expiresAtMs: atMs + 1 },
      status: 'licensed',
    })
  return id
}

export async function addPayment(paid: Paid): Promise<string> {
  const { wallet, atMs, atoms, status = 'confirmed', signature = random() } = paid
  await drizzle(env.CATALOG)
    .insert(payment)
    .values({
      ...{ signature, orderId: await addOrder({ wallet, atMs }), wallet, payer: wallet, atoms },
      ...{ slot: 1, paidAtMs: atMs, seenAtMs: atMs + 60_000, late: false, status },
    })
  return signature
}

export async function addLicense(sale: Sale): Promise<string> {
  const { wallet, atMs, priceAtoms = '0' } = sale
  const id = `license_${random()}` as LicenseId
  licenses += 1
  const statusIndex = licenses
  await drizzle(env.CATALOG)
    .insert(license)
    .values({
      ...{ id, orderId: await addOrder(sale), wallet, version: VERSION, filter: FILTER },
      ...{ tier: 'research', termDays: 30, assetCount: 1, bytes: 1, priceAtoms, jws: 'x' },
      ...{ issuedAtMs: atMs, startsAtMs: atMs, endsAtMs: atMs + 1, statusIndex },
    })
  return id
}
