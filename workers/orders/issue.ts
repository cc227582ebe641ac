import {
  addLicense,
  findLicense,
  findLicenseOfOrder,
  isRenewed,
  type License,
  type NewLicense,
  nextStatusIndex,
  type Predecessor,
} from '../../d1/licenses.ts'
import type { LicenseOrder } from '../../d1/orders.ts'
import { findSnapshot, type PublishedSnapshot } from '../../d1/snapshots.ts'
import type { LicenseClaims } from '../../domain/license/claims.ts'
import { LICENSE_TRANSACTIONS_MAX } from '../../domain/license/claims-text.ts'
import { licenseIdOf } from '../../domain/license/license-id.ts'
import type { OrderMoney } from '../../domain/license/order-money.ts'
import { termMs } from '../../domain/license/terms.ts'
import { signLicense } from '../../signing/license-jws.ts'
import { sha256 } from '../../signing/sha256.ts'

/** Others may take a status index first; each of them takes one. */
const TRIES_MAX = 16

/**
 * The license of an order that is paid: the one that was issued before, or a new one. Undefined where
 * the order is void.
 */
export async function issueLicense(
  env: Env,
  order: LicenseOrder,
  { signatures }: OrderMoney,
  nowMs: number,
): Promise<License | undefined> {
  const snapshot = await findSnapshot(env.CATALOG, order.version)
  if (snapshot === undefined) throw new Error(`${order.id}: version ${order.version} is gone`)
  const issuedAtMs = nowMs - (nowMs % 1_000)
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    if (await isVoid(env, order)) return undefined
    const predecessor = await predecessorOf(env, order)
    const startsAtMs = Math.max(issuedAtMs, predecessor?.endsAtMs ?? 0)
    const term = { issuedAtMs, startsAtMs, endsAtMs: startsAtMs + termMs(order.termDays) }
    const statusIndex = await nextStatusIndex(env.CATALOG)
    const place = { ...term, statusIndex }
    const claims = claimsOf(env, order, snapshot, { ...place, signatures })
    const jws = await signLicense(env.LICENSE_SIGNING_KEY, claims)
    await addLicense(env.CATALOG, rowOf(order, claims, { ...place, jws }), predecessor)
    // What is stored is the license: another issue of this order may have been first.
    const stored = await findLicenseOfOrder(env.CATALOG, order.id)
    if (stored !== undefined) return stored
  }
  throw new Error(`${order.id}: no status index was free in ${TRIES_MAX} tries`)
}

/**
 * Whether the order can never become a license: the one that it goes on from was revoked, or renewed by
 * another order. Its own license is looked for last, as that revokes or renews too.
 */
export async function isVoid(env: Env, order: LicenseOrder): Promise<boolean> {
  const followed = await followedBy(env, order)
  if (followed === undefined) return false
  const isTaken =
    followed.revokedAtMs !== null ||
    (order.kind === 'renewal' && (await isRenewed(env.CATALOG, followed.id)))
  return isTaken && (await findLicenseOfOrder(env.CATALOG, order.id)) === undefined
}

async function followedBy(env: Env, order: LicenseOrder): Promise<License | undefined> {
  if (order.follows === null) return undefined
  const followed = await findLicense(env.CATALOG, order.follows)
  if (followed === undefined) throw new Error(`${order.id}: ${order.follows} is gone`)
  return followed
}

/** The license that the order goes on from, and the time before which its term does not start. */
async function predecessorOf(
  env: Env,
  order: LicenseOrder,
): Promise<(Predecessor & { readonly endsAtMs: number }) | undefined> {
  const followed = await followedBy(env, order)
  if (followed === undefined || order.kind === 'new') return undefined
  const endsAtMs = order.kind === 'renewal' ? followed.endsAtMs : 0
  return { id: followed.id, kind: order.kind, endsAtMs }
}

interface Place {
  readonly issuedAtMs: number
  readonly startsAtMs: number
  readonly endsAtMs: number
  readonly statusIndex: number
}

function claimsOf(
  env: Env,
  order: LicenseOrder,
  snapshot: PublishedSnapshot,
  place: Place & { readonly signatures: readonly string[] },
): LicenseClaims {
  const { version, root, recordSha256 } = snapshot
  return {
    iss: env.PUBLIC_URL,
    sub: order.wallet,
    jti: licenseIdOf(sha256, order.id),
    iat: place.issuedAtMs / 1_000,
    nbf: place.startsAtMs / 1_000,
    exp: place.endsAtMs / 1_000,
    snapshot: { dataset: 'piwa', version, root, sha256: recordSha256 },
    filter: JSON.parse(order.filter),
    ...{ count: order.assetCount, bytes: order.bytes, tier: order.tier, termDays: order.termDays },
    ...{ priceAtoms: order.priceAtoms, order: order.id },
    transactions: place.signatures.slice(0, LICENSE_TRANSACTIONS_MAX),
    termsUri: `${env.PUBLIC_URL}/license-terms/${order.tier}`,
    status: {
      status_list: { idx: place.statusIndex, uri: `${env.PUBLIC_URL}/v1/licenses/status-list` },
    },
  }
}

function rowOf(
  order: LicenseOrder,
  { jti }: LicenseClaims,
  { issuedAtMs, startsAtMs, endsAtMs, statusIndex, jws }: Place & { readonly jws: string },
): NewLicense {
  const { wallet, version, filter, tier, termDays, assetCount, bytes, priceAtoms } = order
  return {
    ...{ id: jti, orderId: order.id, wallet, version, filter, tier, termDays, assetCount, bytes },
    ...{ priceAtoms, issuedAtMs, startsAtMs, endsAtMs, statusIndex, jws },
  }
}
