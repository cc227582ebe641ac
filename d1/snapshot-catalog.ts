import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { type Cube, formatCells } from '../domain/dataset/cube.ts'
import { cubePage, type sample } from './licensing-schema.ts'

/** Cells of one row: half a megabyte, well under what a row may hold. */
export const PAGE_CELLS = 32_768

/**
 * Tags are a JSON list of texts, which the search index takes apart as it does a caption; `bytes` is
 * the length of the GLB.
 */
export type NewSample = Omit<typeof sample.$inferInsert, 'id'>

type NewPage = typeof cubePage.$inferInsert

// Limits of one statement: its parameters (four a page) and the bytes that it carries.
const PAGES_AT_ONCE = 24
const PAGE_BYTES_AT_ONCE = 2 * 2 ** 20
/** They travel as one parameter, of about a kilobyte each. */
const SAMPLES_AT_ONCE = 256

/** Stores the cubes of a version: of all assets under the tag '', and one of each tag. Repeats replace. */
export async function putCubes(
  catalog: D1Database,
  version: string,
  cubes: Iterable<readonly [tag: string, cube: Cube]>,
): Promise<void> {
  let pages: NewPage[] = []
  let bytes = 0
  for (const [tag, cube] of cubes) {
    for (const [page, cells] of pagesOf(cube).entries()) {
      if (pages.length === PAGES_AT_ONCE || bytes + cells.length > PAGE_BYTES_AT_ONCE) {
        await putPages(catalog, pages)
        pages = []
        bytes = 0
      }
      pages.push({ version, tag, page, cells })
      bytes += cells.length
    }
  }
  await putPages(catalog, pages)
}

/** Stores samples of a version; those that are there stay as they are. */
export async function putSamples(
  catalog: D1Database,
  samples: readonly NewSample[],
): Promise<void> {
  for (let at = 0; at < samples.length; at += SAMPLES_AT_ONCE) {
    const rows = samples
      .slice(at, at + SAMPLES_AT_ONCE)
      .map(({ version, logIndex, sha256, facets, family, caption, tags, triangles, bytes }) => [
        ...[version, logIndex, sha256, facets, family, caption, tags, triangles, bytes],
      ])
    await drizzle(catalog).run(sql`
      INSERT INTO sample (version, log_index, sha256, facets, family, caption, tags, triangles, bytes)
      SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
        value ->> 6, value ->> 7, value ->> 8
      FROM json_each(${JSON.stringify(rows)}) WHERE true
      ON CONFLICT (version, log_index) DO NOTHING`)
  }
}

async function putPages(catalog: D1Database, pages: readonly NewPage[]): Promise<void> {
  if (pages.length === 0) return
  await drizzle(catalog)
    .insert(cubePage)
    .values([...pages])
    .onConflictDoUpdate({
      target: [cubePage.version, cubePage.tag, cubePage.page],
      set: { cells: sql`excluded.cells` },
    })
}

function pagesOf(cube: Cube): Buffer[] {
  const pages: Buffer[] = []
  for (let from = 0; from < cube.facets.length; from += PAGE_CELLS) {
    const to = Math.min(from + PAGE_CELLS, cube.facets.length)
    pages.push(Buffer.from(formatCells(cube, from, to)))
  }
  return pages
}
