import { Buffer } from 'node:buffer'
import { CELL_BYTES, type Cube, parseCells } from '../../domain/dataset/cube.ts'
import type { SnapshotRecord } from '../../domain/dataset/snapshot.ts'

/** Of cells that an isolate keeps. It has 128 MB for everything. */
export const CUBES_KEPT_BYTES_MAX = 48 * 1024 * 1024

/** The cube of all assets has no tag. */
export const WHOLE_CUBE = ''

/** Least recently used first. Cubes never change: what is kept is right. */
const kept = new Map<string, Cube>()

/** The cube of a published version: of all its assets, or of those with a tag. */
export async function loadCube(
  catalog: D1Database,
  { version, root, rows }: Pick<SnapshotRecord, 'version' | 'root' | 'rows'>,
  tag: string,
): Promise<Cube> {
  const key = JSON.stringify([root, tag])
  const found = kept.get(key)
  const cube = found ?? (await readCube(catalog, version, tag))
  if (found === undefined) {
    const assets = cube.counts.reduce((sum, count) => sum + count, 0)
    if (tag === WHOLE_CUBE ? assets !== rows : assets === 0) {
      throw new Error(`the cube of ${version} for '${tag}' has ${assets} assets`)
    }
  }
  keep(key, cube)
  return cube
}

const PAGES = 'SELECT hex(cells) AS cells FROM cube_page WHERE version = ?1 AND tag = ?2'
const NEXT_PAGE = `${PAGES} AND page >= ?3 ORDER BY page LIMIT ?4`
/** Pages of one query, so that only few are in memory as text. */
const PAGES_AT_ONCE = 4

/** Hex, because D1 hands out bytes as a list of numbers, which takes several times the room. */
async function readCube(catalog: D1Database, version: string, tag: string): Promise<Cube> {
  const pages: Uint8Array[] = []
  for (;;) {
    const { results } = await catalog
      .prepare(NEXT_PAGE)
      .bind(version, tag, pages.length, PAGES_AT_ONCE)
      .all<{ cells: string }>()
    pages.push(...results.map(({ cells }) => Buffer.from(cells, 'hex')))
    if (results.length < PAGES_AT_ONCE) return parseCells(pages)
  }
}

function keep(key: string, cube: Cube): void {
  kept.delete(key)
  kept.set(key, cube)
  let bytes = 0
  for (const { facets } of kept.values()) bytes += facets.length * CELL_BYTES
  for (const [oldest, { facets }] of kept) {
    if (bytes <= CUBES_KEPT_BYTES_MAX) return
    kept.delete(oldest)
    bytes -= facets.length * CELL_BYTES
  }
}
