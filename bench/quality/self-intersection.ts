import type { Geometry } from './geometry.ts'
import type { TriangleGrid } from './triangle-grid.ts'

/**
 * On which side of the plane through vertices a, b, c vertex d lies: the sign of a determinant of
 * integers, exact as long as the four points are within a quarter of the cube of each other.
 */
function side(p: Int16Array, a: number, b: number, c: number, d: number): number {
  const [ax = 0, ay = 0, az = 0] = [p[a * 3], p[a * 3 + 1], p[a * 3 + 2]]
  const bx = (p[b * 3] ?? 0) - ax
  const by = (p[b * 3 + 1] ?? 0) - ay
  const bz = (p[b * 3 + 2] ?? 0) - az
  const cx = (p[c * 3] ?? 0) - ax
  const cy = (p[c * 3 + 1] ?? 0) - ay
  const cz = (p[c * 3 + 2] ?? 0) - az
  const dx = (p[d * 3] ?? 0) - ax
  const dy = (p[d * 3 + 1] ?? 0) - ay
  const dz = (p[d * 3 + 2] ?? 0) - az
  const determinant = bx * (cy * dz - cz * dy) + by * (cz * dx - cx * dz) + bz * (cx * dy - cy * dx)
  return Math.sign(determinant)
}

type Corners = readonly [a: number, b: number, c: number]

/** The edge's ends are on both sides of the triangle's plane; this says whether it passes inside. */
function passesInside(p: Int16Array, from: number, to: number, [a, b, c]: Corners): boolean {
  const sides = [side(p, from, to, a, b), side(p, from, to, b, c), side(p, from, to, c, a)]
  return !(sides.includes(1) && sides.includes(-1))
}

type Sides = readonly [a: number, b: number, c: number]

function sidesOf(p: Int16Array, [a, b, c]: Corners, plane: Corners): Sides {
  const [u, v, w] = plane
  return [side(p, u, v, w, a), side(p, u, v, w, b), side(p, u, v, w, c)]
}

function straddles([a, b, c]: Sides): boolean {
  return Math.min(a, b, c) < 0 && Math.max(a, b, c) > 0
}

function anyEdgePierces(p: Int16Array, edges: Corners, sides: Sides, target: Corners): boolean {
  const pierces = (from: 0 | 1 | 2, to: 0 | 1 | 2) =>
    sides[from] * sides[to] < 0 && passesInside(p, edges[from], edges[to], target)
  return pierces(0, 1) || pierces(1, 2) || pierces(2, 0)
}

/**
 * Whether an edge of one goes from one side of the other to the other side. Triangles that touch,
 * or lie in one plane, do not cross.
 */
export function trianglesCross(p: Int16Array, first: Corners, second: Corners): boolean {
  const firstSides = sidesOf(p, first, second)
  if (!straddles(firstSides)) return false
  const secondSides = sidesOf(p, second, first)
  if (!straddles(secondSides)) return false
  return (
    anyEdgePierces(p, first, firstSides, second) || anyEdgePierces(p, second, secondSides, first)
  )
}

function boxesOverlap(boxes: Int16Array, first: number, second: number): boolean {
  for (let axis = 0; axis < 3; axis += 1) {
    const [a, b] = [first * 6 + axis, second * 6 + axis]
    if ((boxes[a] ?? 0) > (boxes[b + 3] ?? 0) || (boxes[b] ?? 0) > (boxes[a + 3] ?? 0)) return false
  }
  return true
}

function cornersOf({ triangles }: Geometry, triangle: number): Corners {
  const at = triangle * 3
  return [triangles[at] ?? 0, triangles[at + 1] ?? 0, triangles[at + 2] ?? 0]
}

/** Marks the triangle and those of the others that it crosses without sharing a vertex with them. */
function markCrossed(
  geometry: Geometry,
  boxes: Int16Array,
  triangle: number,
  others: Uint32Array,
  marks: Uint8Array,
): void {
  const corners = cornersOf(geometry, triangle)
  for (const other of others) {
    if (!boxesOverlap(boxes, triangle, other)) continue
    const otherCorners = cornersOf(geometry, other)
    if (corners.some((corner) => otherCorners.includes(corner))) continue
    if (!trianglesCross(geometry.positions, corners, otherCorners)) continue
    marks[triangle] = 1
    marks[other] = 1
  }
}

/** How many triangles cross one that they share no vertex with. */
export function countCrossing(geometry: Geometry, grid: TriangleGrid): number {
  const marks = new Uint8Array(geometry.triangles.length / 3)
  for (let cell = 0; cell + 1 < grid.start.length; cell += 1) {
    const inCell = grid.triangle.subarray(grid.start[cell], grid.start[cell + 1])
    for (const [at, triangle] of inCell.entries()) {
      markCrossed(geometry, grid.boxes, triangle, inCell.subarray(at + 1), marks)
    }
  }
  return marks.reduce((sum, mark) => sum + mark, 0)
}
