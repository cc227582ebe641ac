import type { Geometry } from './geometry.ts'

/** A component is floating dust below this share of the asset's volume. */
export const SPECK_SHARE = 0.01

export interface Components {
  /** Connected pieces of the surface. */
  readonly shells: number
  /** Shells that enclose matter; the others enclose a cavity. */
  readonly solids: number
  /** Shells of either kind with less than 1% of the asset's volume. */
  readonly specks: number
}

function findRoot(parent: Uint32Array, vertex: number): number {
  let root = vertex
  while (parent[root] !== root) {
    parent[root] = parent[parent[root] ?? 0] ?? 0
    root = parent[root] ?? 0
  }
  return root
}

function joinTriangles({ vertexCount, triangles }: Geometry): Uint32Array {
  const parent = Uint32Array.from({ length: vertexCount }, (_, vertex) => vertex)
  for (let at = 0; at < triangles.length; at += 3) {
    const root = findRoot(parent, triangles[at] ?? 0)
    for (const k of [1, 2]) {
      const other = findRoot(parent, triangles[at + k] ?? 0)
      parent[Math.max(root, other)] = Math.min(root, other)
    }
  }
  return parent
}

/** Six times the volume of the tetrahedron that the triangle spans with the origin. */
function sixfoldVolume(p: Int16Array, a: number, b: number, c: number): number {
  const [ax = 0, ay = 0, az = 0] = [p[a * 3], p[a * 3 + 1], p[a * 3 + 2]]
  const [bx = 0, by = 0, bz = 0] = [p[b * 3], p[b * 3 + 1], p[b * 3 + 2]]
  const [cx = 0, cy = 0, cz = 0] = [p[c * 3], p[c * 3 + 1], p[c * 3 + 2]]
  return ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
}

export function componentsOf(geometry: Geometry): Components {
  const { positions, triangles } = geometry
  const parent = joinTriangles(geometry)
  const volumes = new Map<number, number>()
  for (let at = 0; at < triangles.length; at += 3) {
    const [a = 0, b = 0, c = 0] = triangles.subarray(at, at + 3)
    const root = findRoot(parent, a)
    volumes.set(root, (volumes.get(root) ?? 0) + sixfoldVolume(positions, a, b, c))
  }
  const all = [...volumes.values()]
  const least = SPECK_SHARE * all.reduce((sum, volume) => sum + volume, 0)
  return {
    shells: all.length,
    solids: all.filter((volume) => volume > 0).length,
    specks: all.filter((volume) => Math.abs(volume) < least).length,
  }
}
