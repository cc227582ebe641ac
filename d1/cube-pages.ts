import { Buffer } from 'node:buffer'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'

/** Pages of one query, so that only few of them are in memory as text. */
const PAGES_AT_ONCE = 4

/**
 * The cells of a version's cube, page by page. They travel as hex: D1 hands out bytes as a list of
 * numbers, which takes several times the room.
 */
export async function readPages(
  catalog: D1Database,
  version: string,
  tag: string,
): Promise<Uint8Array[]> {
  const pages: Uint8Array[] = []
  for (;;) {
    const rows = await drizzle(catalog).all<{ cells: string }>(sql`
      SELECT hex(cells) AS cells FROM cube_page
      WHERE version = ${version} AND tag = ${tag} AND page >= ${pages.length}
      ORDER BY page LIMIT ${PAGES_AT_ONCE}`)
    pages.push(...rows.map(({ cells }) => Buffer.from(cells, 'hex')))
    if (rows.length < PAGES_AT_ONCE) return pages
  }
}
