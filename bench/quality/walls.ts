import type { Geometry } from './geometry.ts'
import { cellRange, forEachCell, type TriangleGrid } from './triangle-grid.ts'

/** In cells of the grid that the asset was extracted from. */
export const WALL_CELLS = 2.5

/** This share of the surface may lie over thinner walls than an asset is said to have. */
const EXEMPT_SHARE = 0.01

/** Walls from here on are all alike. */
const REACH_CELLS = 3

const SAMPLED_VERTICES = 800

type Point = readonly [x: number, y: number, z: number]

const subtract = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const cross = (a: Point, b: Point): Point => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]

interface Ray {
  readonly origin: Point
  readonly direction: Point
}

function pointOf(positions: Int16Array, vertex: number): Point {
  const at = vertex * 3
  return [positions[at] ?? 0, positions[at + 1] ?? 0, positions[at + 2] ?? 0]
}

/** How far along a ray that runs inside the solid it leaves through the triangle, else Infinity. */
function exitDistance({ origin, direction }: Ray, a: Point, b: Point, c: Point): number {
  const [ab, ac] = [subtract(b, a), subtract(c, a)]
  const normal = cross(ab, ac)
  const slope = dot(normal, direction)
  if (slope <= 0) return Infinity
  const toOrigin = subtract(origin, a)
  const around = cross(direction, toOrigin)
  const u = dot(ac, around)
  const v = -dot(ab, around)
  if (u < 0 || v < 0 || u + v > slope) return Infinity
  const distance = -dot(normal, toOrigin) / slope
  return distance > 0 ? distance : Infinity
}

function inwardRay({ positions, normals }: Geometry, vertex: number): Ray | undefined {
  const at = vertex * 3
  const [x = 0, y = 0, z = 0] = [normals[at], normals[at + 1], normals[at + 2]]
  const length = Math.hypot(x, y, z)
  if (length === 0) return undefined
  return {
    origin: pointOf(positions, vertex),
    direction: [-x / length, -y / length, -z / length],
  }
}

/** Thickness of the solid under a vertex, as far as `reach`; Infinity where it is thicker. */
function thicknessUnder(
  geometry: Geometry,
  grid: TriangleGrid,
  vertex: number,
  reach: number,
): number {
  const ray = inwardRay(geometry, vertex)
  if (ray === undefined) return Infinity
  const ends = ([0, 1, 2] as const).map((axis) => [
    ray.origin[axis],
    ray.origin[axis] + ray.direction[axis] * reach,
  ])
  const box = [...ends.map((pair) => Math.min(...pair)), ...ends.map((pair) => Math.max(...pair))]
  let nearest = Infinity
  forEachCell(cellRange(grid, box), grid.cellsPerAxis, (cell) => {
    const last = grid.start[cell + 1] ?? 0
    for (let at = grid.start[cell] ?? 0; at < last; at += 1) {
      const first = (grid.triangle[at] ?? 0) * 3
      const [a = 0, b = 0, c = 0] = geometry.triangles.subarray(first, first + 3)
      if (a === vertex || b === vertex || c === vertex) continue
      const corner = (index: number) => pointOf(geometry.positions, index)
      nearest = Math.min(nearest, exitDistance(ray, corner(a), corner(b), corner(c)))
    }
  })
  return nearest
}

/**
 * Thickness in cells, at most 3, that 99% of the vertices have under them, straight in from the
 * surface; by about 800 of the vertices, evenly spread over the file's order.
 */
export function wallCells(geometry: Geometry, grid: TriangleGrid, cellSize: number): number {
  const step = Math.max(1, Math.floor(geometry.vertexCount / SAMPLED_VERTICES))
  const reach = REACH_CELLS * cellSize
  const sampled: number[] = []
  for (let vertex = 0; vertex < geometry.vertexCount; vertex += step) {
    sampled.push(Math.min(thicknessUnder(geometry, grid, vertex, reach), reach))
  }
  const sorted = sampled.sort((a, b) => a - b)
  return (sorted[Math.floor(EXEMPT_SHARE * sorted.length)] ?? reach) / cellSize
}
