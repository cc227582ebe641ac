import { readPages } from '../../d1/cube-pages.ts'
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
  const cube = found ?? parseCells(await readPages(catalog, version, tag))
  if (found === undefined) {
    const assets = cube.counts.reduce((sum, count) => sum + count, 0)
    if (tag === WHOLE_CUBE ? assets !== rows : assets === 0) {
      throw new Error(`the cube of ${version} for '${tag}' has ${assets} assets`)
    }
  }
  keep(key, cube)
  return cube
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
