import { type Bounds, boundsOf, type Geometry } from './geometry.ts'

/** Voxels along each axis. */
export const VOXELS = 32

/** One bit a voxel: x within the word, then y, then z. */
export const OCCUPANCY_WORDS = VOXELS * VOXELS

/** Positions times 64 put the centers of 32 voxels on integers, whatever the bounding box is. */
const FINE = 64

/** Integer coordinates in which the asset's largest extent runs from 0 to 64 extents. */
interface Frame {
  readonly extent: number
  readonly shift: readonly [x: number, y: number, z: number]
}

function frameOf({ least, most, extent }: Bounds): Frame {
  const shift = ([0, 1, 2] as const).map(
    (axis) => (FINE / 2) * (extent - least[axis] - most[axis]),
  ) as [number, number, number]
  return { extent, shift }
}

/** The first voxel whose center is at or above `value`; the center of voxel k is 2k + 1 extents. */
function firstCenter(value: number, extent: number): number {
  return Math.min(Math.max(Math.ceil((value / extent - 1) / 2), 0), VOXELS)
}

/**
 * Twice the area of the triangle that an edge spans with a point, in x and y. A point on the edge
 * counts as moved a hair along +x and less along +y, so the edge seen the other way round disagrees
 * and a line that meets an edge or a vertex of a closed surface still crosses it once.
 */
function edgeSide(dx: number, dy: number, px: number, py: number): { area: number; left: boolean } {
  const area = dx * py - dy * px
  const left = area > 0 || (area === 0 && (dy < 0 || (dy === 0 && dx > 0)))
  return { area, left }
}

type Corner = readonly [x: number, y: number, z: number]
type Corners = readonly [a: Corner, b: Corner, c: Corner]

/** Where an upright line goes through a triangle, and whether upward means inward; undefined beside it. */
function crossingAt(
  corners: Corners,
  px: number,
  py: number,
): { z: number; inward: boolean } | undefined {
  const [a, b, c] = corners
  const ab = edgeSide(b[0] - a[0], b[1] - a[1], px - a[0], py - a[1])
  const bc = edgeSide(c[0] - b[0], c[1] - b[1], px - b[0], py - b[1])
  const ca = edgeSide(a[0] - c[0], a[1] - c[1], px - c[0], py - c[1])
  const whole = ab.area + bc.area + ca.area
  if (ab.left !== bc.left || bc.left !== ca.left || whole === 0) return undefined
  return { z: (a[2] * bc.area + b[2] * ca.area + c[2] * ab.area) / whole, inward: !ab.left }
}

/** Adds where upright lines through the voxel centers cross the triangle, +1 going in and -1 out. */
function addCrossings(crossings: Int16Array, corners: Corners, extent: number): void {
  const [a, b, c] = corners
  const lastX = firstCenter(Math.max(a[0], b[0], c[0]) + 1, extent)
  const lastY = firstCenter(Math.max(a[1], b[1], c[1]) + 1, extent)
  const firstY = firstCenter(Math.min(a[1], b[1], c[1]), extent)
  for (let x = firstCenter(Math.min(a[0], b[0], c[0]), extent); x < lastX; x += 1) {
    for (let y = firstY; y < lastY; y += 1) {
      const crossing = crossingAt(corners, (2 * x + 1) * extent, (2 * y + 1) * extent)
      if (crossing === undefined) continue
      const place = (y * VOXELS + x) * (VOXELS + 1) + firstCenter(crossing.z, extent)
      crossings[place] = (crossings[place] ?? 0) + (crossing.inward ? 1 : -1)
    }
  }
}

/**
 * The solid that a closed surface encloses, centered by its bounding box and scaled by its largest
 * extent: a voxel is set where the surface winds around its center.
 */
export function occupancyOf(geometry: Geometry): Uint32Array {
  const { positions, triangles } = geometry
  const { extent, shift } = frameOf(boundsOf(geometry))
  const crossings = new Int16Array(VOXELS * VOXELS * (VOXELS + 1))
  const corner = (vertex: number): Corner => [
    (positions[vertex * 3] ?? 0) * FINE + shift[0],
    (positions[vertex * 3 + 1] ?? 0) * FINE + shift[1],
    (positions[vertex * 3 + 2] ?? 0) * FINE + shift[2],
  ]
  for (let at = 0; at < triangles.length; at += 3) {
    const [a = 0, b = 0, c = 0] = triangles.subarray(at, at + 3)
    addCrossings(crossings, [corner(a), corner(b), corner(c)], extent)
  }
  return fillColumns(crossings)
}

function fillColumns(crossings: Int16Array): Uint32Array {
  const occupancy = new Uint32Array(OCCUPANCY_WORDS)
  for (let column = 0; column < VOXELS * VOXELS; column += 1) {
    const y = Math.floor(column / VOXELS)
    let winding = 0
    for (let z = 0; z < VOXELS; z += 1) {
      winding += crossings[column * (VOXELS + 1) + z] ?? 0
      if (winding <= 0) continue
      const word = z * VOXELS + y
      occupancy[word] = ((occupancy[word] ?? 0) | (1 << (column % VOXELS))) >>> 0
    }
  }
  return occupancy
}

export function popcount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  bits = (bits + (bits >>> 4)) & 0x0f0f0f0f
  return Math.imul(bits, 0x01010101) >>> 24
}

export function volumeOf(occupancy: Uint32Array): number {
  let volume = 0
  for (const word of occupancy) volume += popcount(word)
  return volume
}

function commonVoxels(first: Uint32Array, second: Uint32Array): number {
  let common = 0
  for (let word = 0; word < OCCUPANCY_WORDS; word += 1) {
    const bits = (first[word] ?? 0) & (second[word] ?? 0)
    if (bits !== 0) common += popcount(bits)
  }
  return common
}

/** Intersection over union of two occupancies; `volumes` is the sum of both, where it is known. */
export function iou(
  first: Uint32Array,
  second: Uint32Array,
  volumes = volumeOf(first) + volumeOf(second),
): number {
  const common = commonVoxels(first, second)
  return volumes === 0 ? 0 : common / (volumes - common)
}

/** Set voxels in each of `perAxis` cubed blocks, 8 or 4 a side. */
export function blockCounts(occupancy: Uint32Array, perAxis: 8 | 4): Uint16Array {
  const side = VOXELS / perAxis
  const mask = side === 8 ? 0xff : 0xf
  const counts = new Uint16Array(perAxis ** 3)
  for (let word = 0; word < OCCUPANCY_WORDS; word += 1) {
    const y = Math.floor((word % VOXELS) / side)
    const z = Math.floor(word / VOXELS / side)
    for (let x = 0; x < perAxis; x += 1) {
      const block = (z * perAxis + y) * perAxis + x
      const bits = ((occupancy[word] ?? 0) >>> (x * side)) & mask
      counts[block] = (counts[block] ?? 0) + popcount(bits)
    }
  }
  return counts
}
