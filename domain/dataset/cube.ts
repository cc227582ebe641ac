import type { AssetKind, Quality, TriangleRange } from './facets.ts'

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

/** What the cells of a filter add up to, with a histogram of each facet. */
export interface CubeTotals {
  readonly count: number
  readonly bytes: number
  /** By their positions in the snapshot's dictionary. */
  readonly families: Float64Array
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
