import { canonicalFilter } from '../dataset/filter.ts'
import { parseFilter } from '../dataset/parse-filter.ts'
import { isVersion } from '../dataset/snapshot.ts'
import { isLicenseId, isOrderId, isSha256Hex, isWallet } from '../ids.ts'
import { isCount, isRecord, isText } from '../shard/json-checks.ts'
import type { LicenseClaims } from './claims.ts'
import { LICENSE_TERMS, LICENSE_TIERS } from './terms.ts'

const URL_CHARACTERS_MAX = 512
/** Later payments are on the order's receipt only, so that a license fits a request's header. */
export const LICENSE_TRANSACTIONS_MAX = 16

const TIERS: readonly unknown[] = LICENSE_TIERS
const TERMS: readonly unknown[] = LICENSE_TERMS
const SIGNATURE = /^[1-9A-HJ-NP-Za-km-z]{64,88}$/
const DIGITS = /^(0|[1-9][0-9]{0,18})$/

/** The one JSON text of a license's claims: fields in the order of the interface, no white space. */
export function formatClaims(claims: LicenseClaims): string {
  const { snapshot, status } = claims
  return JSON.stringify({
    ...{ iss: claims.iss, sub: claims.sub, jti: claims.jti },
    ...{ iat: claims.iat, nbf: claims.nbf, exp: claims.exp },
    snapshot: {
      ...{ dataset: snapshot.dataset, version: snapshot.version },
      ...{ root: snapshot.root, sha256: snapshot.sha256 },
    },
    filter: canonicalFilter(claims.filter),
    ...{ count: claims.count, bytes: claims.bytes, tier: claims.tier, termDays: claims.termDays },
    ...{ priceAtoms: claims.priceAtoms, order: claims.order, transactions: claims.transactions },
    termsUri: claims.termsUri,
    status: { status_list: { idx: status.status_list.idx, uri: status.status_list.uri } },
  })
}

/**
 * The claims of a text that `formatClaims` writes. Any other spelling of the same claims, a key that
 * stands twice and a claim of another kind are answered with undefined.
 */
export function parseClaims(text: string): LicenseClaims | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  return isClaims(value) && formatClaims(value) === text ? value : undefined
}

function isClaims(value: unknown): value is LicenseClaims {
  return isRecord(value) && isParty(value) && isTerm(value) && isContent(value) && isPayment(value)
}

function isParty({ iss, sub, jti, termsUri, status }: Record<string, unknown>): boolean {
  const list = isRecord(status) ? status.status_list : undefined
  return (
    isText(iss, URL_CHARACTERS_MAX) &&
    typeof sub === 'string' &&
    isWallet(sub) &&
    typeof jti === 'string' &&
    isLicenseId(jti) &&
    isText(termsUri, URL_CHARACTERS_MAX) &&
    isRecord(list) &&
    isCount(list.idx) &&
    isText(list.uri, URL_CHARACTERS_MAX)
  )
}

function isTerm({ iat, nbf, exp, tier, termDays }: Record<string, unknown>): boolean {
  return (
    isCount(iat) &&
    isCount(nbf) &&
    isCount(exp) &&
    nbf < exp &&
    TIERS.includes(tier) &&
    TERMS.includes(termDays)
  )
}

function isContent({ snapshot, filter, count, bytes }: Record<string, unknown>): boolean {
  return (
    isRecord(snapshot) &&
    snapshot.dataset === 'piwa' &&
    typeof snapshot.version === 'string' &&
    isVersion(snapshot.version) &&
    typeof snapshot.root === 'string' &&
    isSha256Hex(snapshot.root) &&
    typeof snapshot.sha256 === 'string' &&
    isSha256Hex(snapshot.sha256) &&
    parseFilter(filter) !== undefined &&
    isCount(count) &&
    isCount(bytes)
  )
}

function isPayment({ priceAtoms, order, transactions }: Record<string, unknown>): boolean {
  return (
    typeof priceAtoms === 'string' &&
    DIGITS.test(priceAtoms) &&
    typeof order === 'string' &&
    isOrderId(order) &&
    Array.isArray(transactions) &&
    transactions.length <= LICENSE_TRANSACTIONS_MAX &&
    transactions.every((signature) => typeof signature === 'string' && SIGNATURE.test(signature))
  )
}
