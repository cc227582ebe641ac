import { and, desc, eq, isNotNull, isNull, max } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { LicenseId, OrderId, Wallet } from '../domain/ids.ts'
import { license, licenseOrder } from './licensing-schema.ts'

export type License = typeof license.$inferSelect
export type NewLicense = Omit<License, 'revokedAtMs' | 'revokedReason'>

/** Why a license ended that another one was issued in place of. */
export const SUPERSEDED = 'superseded'

export async function findLicense(
  catalog: D1Database,
  id: LicenseId,
): Promise<License | undefined> {
  return drizzle(catalog).select().from(license).where(eq(license.id, id)).get()
}

export async function findLicenseOfOrder(
  catalog: D1Database,
  orderId: OrderId,
): Promise<License | undefined> {
  return drizzle(catalog).select().from(license).where(eq(license.orderId, orderId)).get()
}

/** A wallet's licenses, latest first. */
export async function listLicensesOf(
  catalog: D1Database,
  wallet: Wallet,
  limit: number,
): Promise<License[]> {
  return drizzle(catalog)
    .select()
    .from(license)
    .where(eq(license.wallet, wallet))
    .orderBy(desc(license.issuedAtMs), desc(license.id))
    .limit(limit)
}

/** A place in the status list that no license has had: licenses are never removed. */
export async function nextStatusIndex(catalog: D1Database): Promise<number> {
  const row = await drizzle(catalog)
    .select({ last: max(license.statusIndex) })
    .from(license)
    .get()
  return (row?.last ?? -1) + 1
}

/** Whether a renewal of the license was issued. */
export async function isRenewed(catalog: D1Database, id: LicenseId): Promise<boolean> {
  const row = await drizzle(catalog)
    .select({ id: license.id })
    .from(licenseOrder)
    .innerJoin(license, eq(license.orderId, licenseOrder.id))
    .where(and(eq(licenseOrder.follows, id), eq(licenseOrder.kind, 'renewal')))
    .limit(1)
    .get()
  return row !== undefined
}

export interface Predecessor {
  readonly id: LicenseId
  /** A renewal comes after it, once; an extension takes its place. */
  readonly kind: 'renewal' | 'extension'
}

/**
 * Adds a license and, in the same transaction, ends the one that it takes the place of. Nothing is
 * added where the order has a license, where another license has the status index, or where the
 * predecessor is revoked or, for a renewal, was renewed: the caller reads back which of these it is.
 */
export async function addLicense(
  catalog: D1Database,
  row: NewLicense,
  predecessor: Predecessor | undefined,
): Promise<void> {
  const insert = catalog
    .prepare(
      `INSERT INTO license (id, order_id, wallet, version, filter, tier, term_days, asset_count,
         bytes, price_atoms, issued_at_ms, starts_at_ms, ends_at_ms, status_index, jws)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15
       WHERE NOT EXISTS (
         SELECT 1 FROM license WHERE id = ?16 AND revoked_at_ms IS NOT NULL)
       AND NOT EXISTS (
         SELECT 1 FROM license_order AS sibling JOIN license ON license.order_id = sibling.id
         WHERE ?17 = 'renewal' AND sibling.follows = ?16 AND sibling.kind = 'renewal')
       ON CONFLICT DO NOTHING`,
    )
    .bind(
      ...[row.id, row.orderId, row.wallet, row.version, row.filter, row.tier, row.termDays],
      ...[row.assetCount, row.bytes, row.priceAtoms, row.issuedAtMs],
      ...[row.startsAtMs, row.endsAtMs, row.statusIndex, row.jws],
      ...[predecessor?.id ?? null, predecessor?.kind ?? null],
    )
  const supersede = catalog
    .prepare(
      `UPDATE license SET revoked_at_ms = ?1, revoked_reason = ?2
       WHERE id = ?3 AND revoked_at_ms IS NULL
         AND EXISTS (SELECT 1 FROM license WHERE order_id = ?4)`,
    )
    .bind(row.issuedAtMs, SUPERSEDED, predecessor?.id ?? null, row.orderId)
  await catalog.batch(predecessor?.kind === 'extension' ? [insert, supersede] : [insert])
}

/** The first reason stands. */
export async function revokeLicense(
  catalog: D1Database,
  id: LicenseId,
  revocation: { readonly revokedAtMs: number; readonly revokedReason: string },
): Promise<void> {
  await drizzle(catalog)
    .update(license)
    .set(revocation)
    .where(and(eq(license.id, id), isNull(license.revokedAtMs)))
}

export interface StatusSummary {
  /** One above the largest status index. */
  readonly size: number
  readonly revoked: readonly number[]
}

export async function readStatuses(catalog: D1Database): Promise<StatusSummary> {
  const db = drizzle(catalog)
  const revoked = await db
    .select({ index: license.statusIndex })
    .from(license)
    .where(isNotNull(license.revokedAtMs))
  const size = await nextStatusIndex(catalog)
  return { size, revoked: revoked.map(({ index }) => index) }
}
