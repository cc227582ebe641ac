import type { Geometry } from '../../bench/quality/geometry.ts'

type Cell = readonly [x: number, y: number, z: number]

export interface Blocks {
  /** Blocks along each axis. */
  readonly size: Cell
  /** Edge of a block in the integers of a position. */
  readonly edge: number
  readonly isSolid: (x: number, y: number, z: number) => boolean
}

interface Face {
  readonly toward: Cell
  /** Corners of the block in counterclockwise order seen from outside. */
  readonly corners: readonly [Cell, Cell, Cell, Cell]
}

/** The face that looks along +axis or -axis. */
function face(axis: 0 | 1 | 2, sign: 1 | -1): Face {
  const place = (u: number, v: number): Cell => {
    const cell: [number, number, number] = [0, 0, 0]
    cell[axis] = sign === 1 ? 1 : 0
    cell[(axis + 1) % 3] = u
    cell[(axis + 2) % 3] = v
    return cell
  }
  const toward: [number, number, number] = [0, 0, 0]
  toward[axis] = sign
  const [a, b, c, d] = [place(0, 0), place(1, 0), place(1, 1), place(0, 1)]
  return { toward, corners: sign === 1 ? [a, b, c, d] : [a, d, c, b] }
}

const FACES: readonly Face[] = ([0, 1, 2] as const).flatMap((axis) => [
  face(axis, 1),
  face(axis, -1),
])

/** The surface between solid and empty blocks, centered; blocks that meet share their vertices. */
export function blockSurface({ size, edge, isSolid }: Blocks): Geometry {
  const vertices = new Map<string, number>()
  const positions: number[] = []
  const normals: number[] = []
  const triangles: number[] = []
  const inside = (cell: Cell) =>
    cell.every((value, axis) => value >= 0 && value < (size[axis] ?? 0)) && isSolid(...cell)
  const vertexAt = (cell: Cell, toward: Cell): number => {
    const key = cell.join()
    const vertex = vertices.get(key) ?? vertices.size
    vertices.set(key, vertex)
    for (const axis of [0, 1, 2] as const) {
      positions[vertex * 3 + axis] = (cell[axis] - size[axis] / 2) * edge
      normals[vertex * 3 + axis] = (normals[vertex * 3 + axis] ?? 0) + toward[axis] * 20
    }
    return vertex
  }
  const addFaces = (cell: Cell): void => {
    const shifted = (by: Cell): Cell => [cell[0] + by[0], cell[1] + by[1], cell[2] + by[2]]
    for (const { toward, corners } of FACES) {
      if (inside(shifted(toward))) continue
      const [a, b, c, d] = corners.map((corner) => vertexAt(shifted(corner), toward)) as number[]
      triangles.push(...[a, b, c, a, c, d].map((vertex) => vertex ?? 0))
    }
  }
  for (let z = 0; z < size[2]; z += 1) {
    for (let y = 0; y < size[1]; y += 1) {
      for (let x = 0; x < size[0]; x += 1) {
        if (isSolid(x, y, z)) addFaces([x, y, z])
      }
    }
  }
  return geometryOf(positions, triangles, normals)
}

export function geometryOf(
  positions: readonly number[],
  triangles: readonly number[],
  normals: readonly number[] = positions.map(() => 0),
): Geometry {
  return {
    vertexCount: positions.length / 3,
    positions: Int16Array.from(positions),
    normals: Int8Array.from(normals),
    triangles: Uint32Array.from(triangles),
  }
}

/** A box of blocks, in their own integers. */
export function box(size: Cell, edge = 1000): Geometry {
  return blockSurface({ size, edge, isSolid: () => true })
}

export function moved(geometry: Geometry, by: Cell): Geometry {
  const positions = geometry.positions.map((value, at) => value + (by[at % 3] ?? 0))
  return { ...geometry, positions }
}

/** Both in one file, with no vertex in common. */
export function together(first: Geometry, second: Geometry): Geometry {
  return {
    vertexCount: first.vertexCount + second.vertexCount,
    positions: Int16Array.from([...first.positions, ...second.positions]),
    normals: Int8Array.from([...first.normals, ...second.normals]),
    triangles: Uint32Array.from([
      ...first.triangles,
      ...second.triangles.map((vertex) => vertex + first.vertexCount),
    ]),
  }
}

export function turnedInsideOut(geometry: Geometry): Geometry {
  return { ...geometry, triangles: geometry.triangles.toReversed() }
}
