import { and, desc, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { LicenseId } from '../domain/ids.ts'
import type { DeliveryRate } from '../domain/license/rate.ts'
import { type ACCESS_KINDS, license, licenseAccess } from './licensing-schema.ts'

export type AccessKind = (typeof ACCESS_KINDS)[number]

/** Whether a license was revoked, and what was handed out for it in one minute. */
export interface LicenseStanding {
  readonly revokedAtMs: number | null
  readonly revokedReason: string | null
  readonly requests: number
  readonly urls: number
}

export interface Access {
  readonly licenseId: LicenseId
  readonly minute: number
  readonly kind: AccessKind
  readonly urls: number
  readonly assets: number
}

export interface AccessDay {
  /** Days since 1970. */
  readonly day: number
  readonly requests: number
  readonly urls: number
  readonly assets: number
}

const MINUTES_A_DAY = 1_440
/** The longest term and what may be asked of it later. */
const DAYS_MAX = 400

const sumOf = (column: typeof licenseAccess.requests | typeof licenseAccess.urls) =>
  sql<number>`coalesce(sum(${column}), 0)`

/** Undefined where no such license was issued. */
export async function findStanding(
  catalog: D1Database,
  licenseId: LicenseId,
  minute: number,
): Promise<LicenseStanding | undefined> {
  const ofMinute = and(eq(licenseAccess.licenseId, license.id), eq(licenseAccess.minute, minute))
  return drizzle(catalog)
    .select({
      revokedAtMs: license.revokedAtMs,
      revokedReason: license.revokedReason,
      requests: sumOf(licenseAccess.requests),
      urls: sumOf(licenseAccess.urls),
    })
    .from(license)
    .leftJoin(licenseAccess, ofMinute)
    .where(eq(license.id, licenseId))
    .groupBy(license.id)
    .get()
}

/**
 * Adds one request to the record of its minute, unless the minute would then be above the rate; says
 * whether it was added. One statement, so that requests at once cannot pass together.
 */
export async function recordAccess(
  catalog: D1Database,
  { licenseId, minute, kind, urls, assets }: Access,
  { requestsMax, urlsMax }: DeliveryRate,
): Promise<boolean> {
  const used = sql`FROM license_access WHERE license_id = ${licenseId} AND minute = ${minute}`
  const written = await drizzle(catalog).run(sql`
    INSERT INTO license_access (license_id, minute, kind, requests, urls, assets)
    SELECT ${licenseId}, ${minute}, ${kind}, 1, ${urls}, ${assets}
    WHERE (SELECT coalesce(sum(requests), 0) ${used}) < ${requestsMax}
      AND (SELECT coalesce(sum(urls), 0) ${used}) + ${urls} <= ${urlsMax}
    ON CONFLICT DO UPDATE SET
      requests = requests + 1, urls = urls + excluded.urls, assets = assets + excluded.assets`)
  return written.meta.changes > 0
}

/** What was handed out for a license, by the day, the latest first. */
export async function listAccessDays(
  catalog: D1Database,
  licenseId: LicenseId,
): Promise<AccessDay[]> {
  const day = sql<number>`${licenseAccess.minute} / ${sql.raw(String(MINUTES_A_DAY))}`
  return drizzle(catalog)
    .select({
      day,
      requests: sql<number>`sum(${licenseAccess.requests})`,
      urls: sql<number>`sum(${licenseAccess.urls})`,
      assets: sql<number>`sum(${licenseAccess.assets})`,
    })
    .from(licenseAccess)
    .where(eq(licenseAccess.licenseId, licenseId))
    .groupBy(day)
    .orderBy(desc(day))
    .limit(DAYS_MAX)
}
