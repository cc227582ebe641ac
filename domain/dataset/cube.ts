import {
  ASSET_KINDS,
  type AssetKind,
  FAMILIES_MAX,
  familyOf,
  kindIndexOf,
  QUALITIES,
  type Quality,
  qualityIndexOf,
  TRIANGLE_RANGES,
  type TriangleRange,
  triangleIndexOf,
} from './facets.ts'

/**
 * How many assets of a snapshot have the same facets, and their bytes: all that counts, sizes and
 * prices are made from, at any number of assets. Cells are in the order of their facets, each once.
 */
export interface Cube {
  /** Packed facets. */
  readonly facets: Uint32Array
  readonly counts: Uint32Array
  /** Of the assets' files in the shards. */
  readonly bytes: Float64Array
}

export interface CubeTotals {
  readonly count: number
  readonly bytes: number
  readonly families: ReadonlyMap<number, number>
  readonly qualities: Readonly<Record<Quality, number>>
  readonly kinds: Readonly<Record<AssetKind, number>>
  readonly triangles: Readonly<Record<TriangleRange, number>>
}

export const CELL_BYTES = 16

/** Sums rows into cells. */
export class CubeBuilder {
  readonly #cells = new Map<number, { count: number; bytes: number }>()

  add(facets: number, count: number, bytes: number): void {
    const cell = this.#cells.get(facets)
    if (cell === undefined) this.#cells.set(facets, { count, bytes })
    else {
      cell.count += count
      cell.bytes += bytes
    }
  }

  addCube(cube: Cube): void {
    for (const [at, facets] of cube.facets.entries()) {
      this.add(facets, cube.counts[at] ?? 0, cube.bytes[at] ?? 0)
    }
  }

  build(): Cube {
    const cells = [...this.#cells].sort(([a], [b]) => a - b)
    return {
      facets: Uint32Array.from(cells, ([facets]) => facets),
      counts: Uint32Array.from(cells, ([, { count }]) => count),
      bytes: Float64Array.from(cells, ([, { bytes }]) => bytes),
    }
  }
}

/** What the cells that match add up to, with a histogram of each facet. */
export function sumCube(cube: Cube, matches: (facets: number) => boolean): CubeTotals {
  const families = new Float64Array(familyLimit(cube))
  const qualities = new Float64Array(QUALITIES.length)
  const kinds = new Float64Array(ASSET_KINDS.length)
  const triangles = new Float64Array(TRIANGLE_RANGES.length)
  let count = 0
  let bytes = 0
  for (let at = 0; at < cube.facets.length; at += 1) {
    const facets = cube.facets[at] ?? 0
    if (!matches(facets)) continue
    const assets = cube.counts[at] ?? 0
    count += assets
    bytes += cube.bytes[at] ?? 0
    bump(families, familyOf(facets), assets)
    bump(qualities, qualityIndexOf(facets), assets)
    bump(kinds, kindIndexOf(facets), assets)
    bump(triangles, triangleIndexOf(facets), assets)
  }
  return {
    ...{ count, bytes },
    families: new Map([...families.entries()].filter(([, assets]) => assets > 0)),
    qualities: named(QUALITIES, qualities),
    kinds: named(ASSET_KINDS, kinds),
    triangles: named(
      TRIANGLE_RANGES.map(({ id }) => id),
      triangles,
    ),
  }
}

/** 16 bytes a cell, little-endian: facets (4), count (4), bytes (8, a double). */
export function formatCells(cube: Cube, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array((to - from) * CELL_BYTES)
  const view = new DataView(bytes.buffer)
  for (let at = from; at < to; at += 1) {
    const place = (at - from) * CELL_BYTES
    view.setUint32(place, cube.facets[at] ?? 0, true)
    view.setUint32(place + 4, cube.counts[at] ?? 0, true)
    view.setFloat64(place + 8, cube.bytes[at] ?? 0, true)
  }
  return bytes
}

/** The cube of pages that `formatCells` wrote, in their order. */
export function parseCells(pages: readonly Uint8Array[]): Cube {
  const cells = pages.reduce((sum, page) => sum + page.length / CELL_BYTES, 0)
  if (!Number.isInteger(cells)) throw new RangeError('a page of cells is cut off')
  const cube = {
    facets: new Uint32Array(cells),
    counts: new Uint32Array(cells),
    bytes: new Float64Array(cells),
  }
  let at = 0
  for (const page of pages) {
    const view = new DataView(page.buffer, page.byteOffset, page.length)
    for (let place = 0; place < page.length; place += CELL_BYTES) {
      cube.facets[at] = view.getUint32(place, true)
      cube.counts[at] = view.getUint32(place + 4, true)
      cube.bytes[at] = view.getFloat64(place + 8, true)
      at += 1
    }
  }
  return cube
}

/** One above the largest family in the cube; cells are in order, and families are their first bits. */
function familyLimit({ facets }: Cube): number {
  const last = facets.at(-1)
  const limit = last === undefined ? 0 : familyOf(last) + 1
  if (limit > FAMILIES_MAX) throw new RangeError(`family ${limit}`)
  return limit
}

function bump(sums: Float64Array, at: number, by: number): void {
  sums[at] = (sums[at] ?? 0) + by
}

function named<Name extends string>(
  names: readonly Name[],
  sums: Float64Array,
): Record<Name, number> {
  const entries = names.map((name, at) => [name, sums[at] ?? 0] as const)
  return Object.fromEntries(entries) as Record<Name, number>
}
