import { env, exports } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/d1'
import { license, licenseOrder } from '../d1/licensing-schema.ts'
import { toBase32 } from '../domain/bytes.ts'
import { type Filter, formatFilter, WHOLE_DATASET } from '../domain/dataset/filter.ts'
import type { LicenseId, OrderId, Wallet } from '../domain/ids.ts'
import type { LicenseClaims } from '../domain/license/claims.ts'
import { signLicense } from '../signing/license-jws.ts'
import type { LoadedSnapshot } from '../workers/snapshots/load.ts'

/** A license as its buyer holds it. */
export interface TestLicense {
  readonly id: LicenseId
  readonly claims: LicenseClaims
  readonly jws: string
}

export const EVERYTHING: Filter = { ...WHOLE_DATASET, nsfw: 'include' }
const DAY_SECONDS = 86_400

const someId = (): string => toBase32(crypto.getRandomValues(new Uint8Array(16)))
const someWallet = 'So11111111111111111111111111111111111111112' as Wallet
let issued = 0

/** What a license over a snapshot claims, of an order and an id of its own. It started a day ago. */
export function claimsOf(
  { row, record }: LoadedSnapshot,
  filter: Filter,
  changes: Partial<LicenseClaims> = {},
): LicenseClaims {
  issued += 1
  const { nbf = Math.floor(Date.now() / 1_000) - DAY_SECONDS } = changes
  const { version, root } = record
  return {
    ...{ iss: env.PUBLIC_URL, sub: someWallet, jti: `license_${someId()}` as LicenseId },
    ...{ iat: nbf, nbf, exp: nbf + 30 * DAY_SECONDS },
    snapshot: { dataset: 'piwa', version, root, sha256: row.recordSha256 },
    ...{ filter, count: record.rows, bytes: record.bytes, tier: 'research', termDays: 30 },
    ...{ priceAtoms: '100000000', order: `order_${someId()}` as OrderId, transactions: [] },
    termsUri: `${env.PUBLIC_URL}/license-terms/research`,
    status: { status_list: { idx: issued, uri: `${env.PUBLIC_URL}/v1/licenses/status-list` } },
    ...changes,
  }
}

/** Signs the claims with the edge's key, and records order and license, as if it had been paid. */
export async function issueLicense(claims: LicenseClaims): Promise<TestLicense> {
  const jws = await signLicense(env.LICENSE_SIGNING_KEY, claims)
  const { jti: id, order, sub: wallet, snapshot, tier, termDays, count, bytes, priceAtoms } = claims
  const bought = {
    ...{ wallet, version: snapshot.version, filter: formatFilter(claims.filter), tier, termDays },
    ...{ assetCount: count, bytes, priceAtoms },
  }
  const times = { startsAtMs: claims.nbf * 1_000, endsAtMs: claims.exp * 1_000 }
  const catalog = drizzle(env.CATALOG)
  await catalog.insert(licenseOrder).values({
    ...{ ...bought, id: order, requestKey: order, priceVersion: 1, kind: 'new', reference: order },
    ...{ createdAtMs: 1, expiresAtMs: 2, status: 'licensed' },
  })
  await catalog.insert(license).values({
    ...{ ...bought, ...times, id, orderId: order, issuedAtMs: claims.iat * 1_000, jws },
    statusIndex: claims.status.status_list.idx,
  })
  return { id, claims, jws }
}

/** A license over a snapshot that runs. */
export const licenseFor = (
  snapshot: LoadedSnapshot,
  filter: Filter = EVERYTHING,
): Promise<TestLicense> => issueLicense(claimsOf(snapshot, filter))

/** Asks for something of a license, by default with the license itself as bearer token. */
export function askFor(
  { id, jws }: Pick<TestLicense, 'id' | 'jws'>,
  path: string,
  authorization: string | null = `Bearer ${jws}`,
): Promise<Response> {
  const headers = new Headers(authorization === null ? {} : { authorization })
  return exports.default.fetch(`${env.PUBLIC_URL}/v1/licenses/${id}/${path}`, { headers })
}
