import { readPages } from '../../d1/cube-pages.ts'
import { type CubeIndex, indexBytes, indexCube } from '../../domain/dataset/count-cube.ts'
import { parseCells } from '../../domain/dataset/cube.ts'
import type { SnapshotRecord } from '../../domain/dataset/snapshot.ts'

/** Of cells that an isolate keeps. It has 128 MB for everything. */
export const CUBES_KEPT_BYTES_MAX = 48 * 1024 * 1024

/** The cube of all assets has no tag. */
export const WHOLE_CUBE = ''

const kept = createCubeCache(CUBES_KEPT_BYTES_MAX)

/** The cube of a published version: of all its assets, or of those with a tag. */
export async function loadCube(
  catalog: D1Database,
  { version, root, rows, families }: SnapshotRecord,
  tag: string,
): Promise<CubeIndex> {
  const key = JSON.stringify([root, tag])
  const found = kept.get(key)
  if (found !== undefined) return found
  const cube = parseCells(await readPages(catalog, version, tag))
  const assets = cube.counts.reduce((sum, count) => sum + count, 0)
  if (tag === WHOLE_CUBE ? assets !== rows : assets === 0) {
    throw new Error(`the cube of ${version} for '${tag}' has ${assets} assets`)
  }
  const index = indexCube(cube, families.length)
  kept.add(key, index)
  return index
}

export interface CubeCache {
  get(key: string): CubeIndex | undefined
  /** What was not used for longest makes room. A cube that is larger than all the room is not kept. */
  add(key: string, cube: CubeIndex): void
}

/** Cubes never change, so what is kept is right. */
export function createCubeCache(bytesMax: number): CubeCache {
  /** The least recently used first. */
  const cubes = new Map<string, CubeIndex>()
  let bytes = 0
  const sizeOf = (cube: CubeIndex | undefined) => (cube === undefined ? 0 : indexBytes(cube))
  const drop = (key: string): void => {
    bytes -= sizeOf(cubes.get(key))
    cubes.delete(key)
  }
  const add = (key: string, cube: CubeIndex): void => {
    drop(key)
    if (sizeOf(cube) > bytesMax) return
    cubes.set(key, cube)
    bytes += sizeOf(cube)
    for (const oldest of cubes.keys()) {
      if (bytes <= bytesMax) return
      drop(oldest)
    }
  }
  const get = (key: string): CubeIndex | undefined => {
    const cube = cubes.get(key)
    if (cube !== undefined) add(key, cube)
    return cube
  }
  return { add, get }
}
