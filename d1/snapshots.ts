import { and, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Sha256Hex } from '../domain/ids.ts'
import { snapshot } from './licensing-schema.ts'

export type SnapshotRow = typeof snapshot.$inferSelect

/** A version that everyone may read: nothing of it changes any more. */
export interface PublishedSnapshot extends SnapshotRow {
  readonly status: 'published'
  readonly publishedAtMs: number
  readonly assetCount: number
  readonly bytes: number
  readonly root: Sha256Hex
  readonly recordKey: string
  readonly recordSha256: Sha256Hex
}

export type Publication = Pick<
  PublishedSnapshot,
  'publishedAtMs' | 'assetCount' | 'bytes' | 'root' | 'recordKey' | 'recordSha256'
>

export async function latestSnapshot(catalog: D1Database): Promise<PublishedSnapshot | undefined> {
  return (await listSnapshots(catalog, 1))[0]
}

/** A published version; one that is being built is not found. */
export async function findSnapshot(
  catalog: D1Database,
  version: string,
): Promise<PublishedSnapshot | undefined> {
  const row = await drizzle(catalog)
    .select()
    .from(snapshot)
    .where(and(eq(snapshot.version, version), eq(snapshot.status, 'published')))
    .get()
  return row && published(row)
}

/** Published versions, latest first: they are added in the order in which they follow each other. */
export async function listSnapshots(
  catalog: D1Database,
  limit: number,
): Promise<PublishedSnapshot[]> {
  const rows = await drizzle(catalog)
    .select()
    .from(snapshot)
    .where(eq(snapshot.status, 'published'))
    .orderBy(sql`rowid DESC`)
    .limit(limit)
  return rows.map(published)
}

/** The version that is being built, if one is. */
export async function findBuilding(catalog: D1Database): Promise<SnapshotRow | undefined> {
  return drizzle(catalog).select().from(snapshot).where(eq(snapshot.status, 'building')).get()
}

/** Begins a version unless one is begun already; at most one is at a time. */
export async function addBuilding(
  catalog: D1Database,
  row: Pick<SnapshotRow, 'version' | 'startedAtMs' | 'logSize'>,
): Promise<void> {
  await drizzle(catalog)
    .insert(snapshot)
    .values({ ...row, status: 'building' })
    .onConflictDoNothing()
}

/** Makes a version visible; one that is published already stays as it is. */
export async function markPublished(
  catalog: D1Database,
  version: string,
  publication: Publication,
): Promise<void> {
  await drizzle(catalog)
    .update(snapshot)
    .set({ ...publication, status: 'published' })
    .where(and(eq(snapshot.version, version), eq(snapshot.status, 'building')))
}

function published(row: SnapshotRow): PublishedSnapshot {
  const { publishedAtMs, assetCount, bytes, root, recordKey, recordSha256 } = row
  if (
    publishedAtMs === null ||
    assetCount === null ||
    bytes === null ||
    root === null ||
    recordKey === null ||
    recordSha256 === null
  ) {
    throw new Error(`snapshot ${row.version} is not published`)
  }
  const publication = { publishedAtMs, assetCount, bytes, root, recordKey, recordSha256 }
  return { ...row, ...publication, status: 'published' }
}
