import type { Geometry } from './geometry.ts'

/** A position of 32767 is 1, so the unit cube's edge is two of these. */
export const HALF_CUBE = 32767

/** A uniform grid over the cube that lists, for each of its cells, the triangles whose box meets it. */
export interface TriangleGrid {
  readonly cellsPerAxis: number
  readonly cellSize: number
  readonly start: Uint32Array
  readonly triangle: Uint32Array
  /** Least x, y, z and most x, y, z by triangle. */
  readonly boxes: Int16Array
}

/** First and last cell by axis. */
export type CellRange = [x0: number, y0: number, z0: number, x1: number, y1: number, z1: number]

function cellAt(cellSize: number, cellsPerAxis: number, value: number): number {
  const cell = Math.floor((value + HALF_CUBE) / cellSize)
  return Math.min(Math.max(cell, 0), cellsPerAxis - 1)
}

export function cellRange(
  { cellSize, cellsPerAxis }: Pick<TriangleGrid, 'cellSize' | 'cellsPerAxis'>,
  box: Int16Array | readonly number[],
): CellRange {
  const [x0 = 0, y0 = 0, z0 = 0, x1 = 0, y1 = 0, z1 = 0] = box
  const at = (value: number) => cellAt(cellSize, cellsPerAxis, value)
  return [at(x0), at(y0), at(z0), at(x1), at(y1), at(z1)]
}

/** Least x, y, z and most x, y, z by triangle. */
function boxesOf({ positions, triangles }: Geometry): Int16Array {
  const boxes = new Int16Array(triangles.length * 2)
  for (let at = 0; at < triangles.length; at += 3) {
    const [a = 0, b = 0, c = 0] = [triangles[at], triangles[at + 1], triangles[at + 2]]
    for (let axis = 0; axis < 3; axis += 1) {
      const [u = 0, v = 0, w = 0] = [
        positions[a * 3 + axis],
        positions[b * 3 + axis],
        positions[c * 3 + axis],
      ]
      boxes[at * 2 + axis] = Math.min(u, v, w)
      boxes[at * 2 + axis + 3] = Math.max(u, v, w)
    }
  }
  return boxes
}

export function forEachCell(
  range: Readonly<CellRange>,
  cellsPerAxis: number,
  visit: (cell: number) => void,
): void {
  const [x0, y0, z0, x1, y1, z1] = range
  for (let z = z0; z <= z1; z += 1) {
    for (let y = y0; y <= y1; y += 1) {
      for (let x = x0; x <= x1; x += 1) visit((z * cellsPerAxis + y) * cellsPerAxis + x)
    }
  }
}

export function buildTriangleGrid(geometry: Geometry, cellsPerAxis: number): TriangleGrid {
  const cellSize = (2 * HALF_CUBE + 1) / cellsPerAxis
  const start = new Uint32Array(cellsPerAxis ** 3 + 1)
  const boxes = boxesOf(geometry)
  const forEachEntry = (visit: (cell: number, triangle: number) => void): void => {
    for (let triangle = 0; triangle < geometry.triangles.length / 3; triangle += 1) {
      const box = boxes.subarray(triangle * 6, triangle * 6 + 6)
      const range = cellRange({ cellSize, cellsPerAxis }, box)
      forEachCell(range, cellsPerAxis, (cell) => visit(cell, triangle))
    }
  }
  forEachEntry((cell) => {
    start[cell + 1] = (start[cell + 1] ?? 0) + 1
  })
  for (let cell = 1; cell < start.length; cell += 1) {
    start[cell] = (start[cell] ?? 0) + (start[cell - 1] ?? 0)
  }
  const free = start.slice()
  const triangle = new Uint32Array(start.at(-1) ?? 0)
  forEachEntry((cell, index) => {
    const place = free[cell] ?? 0
    free[cell] = place + 1
    triangle[place] = index
  })
  return { cellsPerAxis, cellSize, start, triangle, boxes }
}
