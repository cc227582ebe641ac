import bs58 from 'bs58'
import { findLicense, isRenewed, type License } from '../../d1/licenses.ts'
import { addOrder, findOrderByKey, type LicenseOrder } from '../../d1/orders.ts'
import { toBase32 } from '../../domain/bytes.ts'
import { formatFilter } from '../../domain/dataset/filter.ts'
import { Refusal } from '../../domain/errors.ts'
import type { LicenseId, OrderId } from '../../domain/ids.ts'
import { unusedValue } from '../../domain/license/credit.ts'
import { type FollowRequest, type Holder, judgeFollow } from '../../domain/license/follow.ts'
import { priceOf } from '../../domain/license/price.ts'
import { QUOTE_VALID_MS } from '../../domain/license/terms.ts'
import { type Atoms, atoms } from '../../domain/money.ts'
import { countMatching } from '../datasets/count.ts'
import { loadSnapshot } from '../snapshots/load.ts'
import { walletKey } from '../wallet.ts'
import type { OrderRequest } from './schema.ts'

const ORDER_DIGITS = 26
const ORDER_RANDOM_BYTES = 17
const REFERENCE_BYTES = 32

/**
 * Locks a quote: content and price of the order do not change any more. The same key of the same
 * wallet gives the same order. Where a license is named to go on from, its version is meant unless one is named.
 */
export async function createOrder(
  env: Env,
  request: OrderRequest,
  nowMs: number,
  holder?: Holder,
): Promise<LicenseOrder> {
  const { wallet, requestKey } = request
  walletKey(wallet, 'wallet')
  const known = await findOrderByKey(env.CATALOG, wallet, requestKey)
  if (known !== undefined) return sameOrder(known, request)
  const stored = await addOrder(env.CATALOG, await quote(env, request, nowMs, holder))
  return sameOrder(stored, request)
}

async function quote(
  env: Env,
  request: OrderRequest,
  nowMs: number,
  holder: Holder | undefined,
): Promise<LicenseOrder> {
  const { wallet, requestKey, tier, termDays } = request
  const license = await followedBy(env, request.follows)
  const wanted = request.version ?? license?.version
  const { row, record } = await loadSnapshot(env, wanted === 'latest' ? undefined : wanted)
  const { count, bytes } = await countMatching(env, record, request.filter)
  if (count === 0) throw new Refusal('FILTER_EMPTY', { version: row.version })
  const price = priceOf({ count, tier, termDays, atMs: nowMs })
  const content = { version: row.version, filter: formatFilter(request.filter) }
  const followed = await follow(
    env,
    license,
    { wallet, ...content, holder },
    { price: price.atoms, nowMs },
  )
  return {
    id: newOrderId(),
    ...{ requestKey, wallet, ...content, tier, termDays, assetCount: count, bytes },
    ...{ priceAtoms: String(price.atoms), priceVersion: price.version },
    ...{ discountAtoms: String(followed.discount), kind: followed.kind },
    follows: request.follows ?? null,
    reference: bs58.encode(crypto.getRandomValues(new Uint8Array(REFERENCE_BYTES))),
    ...{ createdAtMs: nowMs, expiresAtMs: nowMs + QUOTE_VALID_MS },
    ...{ status: 'open', checkedAtMs: 0 },
  }
}

async function followedBy(env: Env, id: LicenseId | undefined): Promise<License | undefined> {
  if (id === undefined) return undefined
  const license = await findLicense(env.CATALOG, id)
  if (license === undefined) throw new Refusal('LICENSE_UNKNOWN', { licenseId: id })
  return license
}

async function follow(
  env: Env,
  license: License | undefined,
  request: FollowRequest,
  { price, nowMs }: { readonly price: Atoms; readonly nowMs: number },
): Promise<{ readonly kind: LicenseOrder['kind']; readonly discount: Atoms }> {
  if (license === undefined) return { kind: 'new', discount: atoms(0n) }
  const renewed = await isRenewed(env.CATALOG, license.id)
  const revoked = license.revokedAtMs !== null
  const verdict = judgeFollow({ ...license, revoked, renewed }, request)
  if (verdict.status === 'invalid') {
    throw new Refusal('RENEWAL_INVALID', { licenseId: license.id, issue: verdict.issue })
  }
  if (verdict.status === 'renewal') return { kind: 'renewal', discount: atoms(0n) }
  const discount = unusedValue({ ...license, price: atoms(BigInt(license.priceAtoms)) }, nowMs)
  if (discount > price) {
    // The rest would be lost without a word.
    const issue = `its unused time is worth ${discount} atoms, the new license costs ${price}`
    throw new Refusal('RENEWAL_INVALID', { licenseId: license.id, issue })
  }
  return { kind: 'extension', discount }
}

/** A key that was used for something else is the buyer's mistake, and no second order. */
function sameOrder(order: LicenseOrder, request: OrderRequest): LicenseOrder {
  const { requestKey, version = 'latest', tier, termDays, follows = null } = request
  const same =
    (version === 'latest' || version === order.version) &&
    formatFilter(request.filter) === order.filter &&
    tier === order.tier &&
    termDays === order.termDays &&
    follows === order.follows
  if (!same) throw new Refusal('ORDER_CONFLICT', { requestKey })
  return order
}

function newOrderId(): OrderId {
  const random = crypto.getRandomValues(new Uint8Array(ORDER_RANDOM_BYTES))
  return `order_${toBase32(random).slice(0, ORDER_DIGITS)}` as OrderId
}
