import type { Geometry } from './geometry.ts'

export interface Topology {
  /** No triangle degenerate, and each directed edge as often as its opposite. */
  readonly watertight: boolean
  /** No edge in more than two triangles. */
  readonly edgeManifold: boolean
  /** The triangles around each vertex are one closed fan. */
  readonly vertexManifold: boolean
}

/** For each vertex the edges that leave it, and the vertex that completes each edge's triangle. */
interface Fans {
  readonly start: Uint32Array
  readonly to: Uint32Array
  readonly third: Uint32Array
}

function buildFans({ vertexCount, triangles }: Geometry): Fans {
  const start = new Uint32Array(vertexCount + 1)
  for (const vertex of triangles) start[vertex + 1] = (start[vertex + 1] ?? 0) + 1
  for (let vertex = 0; vertex < vertexCount; vertex += 1) {
    start[vertex + 1] = (start[vertex + 1] ?? 0) + (start[vertex] ?? 0)
  }
  const free = start.slice()
  const to = new Uint32Array(triangles.length)
  const third = new Uint32Array(triangles.length)
  for (let corner = 0; corner < triangles.length; corner += 1) {
    const first = corner - (corner % 3)
    const from = triangles[corner] ?? 0
    const place = free[from] ?? 0
    free[from] = place + 1
    to[place] = triangles[first + ((corner + 1) % 3)] ?? 0
    third[place] = triangles[first + ((corner + 2) % 3)] ?? 0
  }
  return { start, to, third }
}

function countEdges({ start, to }: Fans, from: number, target: number): number {
  let count = 0
  const end = start[from + 1] ?? 0
  for (let at = start[from] ?? 0; at < end; at += 1) {
    if (to[at] === target) count += 1
  }
  return count
}

/** Walks from triangle to triangle around the vertex: back at the first, all must have been met. */
function isOneFan({ start, to, third }: Fans, vertex: number): boolean {
  const begin = start[vertex] ?? 0
  const end = start[vertex + 1] ?? 0
  let at = begin
  for (let met = 1; met <= end - begin; met += 1) {
    const next = third[at]
    at = begin
    while (at < end && to[at] !== next) at += 1
    if (at === end) return false
    if (at === begin) return met === end - begin
  }
  return begin === end
}

function hasDegenerate({ triangles }: Geometry): boolean {
  for (let at = 0; at < triangles.length; at += 3) {
    const [a, b, c] = [triangles[at], triangles[at + 1], triangles[at + 2]]
    if (a === b || b === c || c === a) return true
  }
  return false
}

/** Judges the edges that leave one vertex. */
function edgesAround(fans: Fans, vertex: number): Omit<Topology, 'vertexManifold'> {
  let watertight = true
  let edgeManifold = true
  const end = fans.start[vertex + 1] ?? 0
  for (let at = fans.start[vertex] ?? 0; at < end; at += 1) {
    const target = fans.to[at] ?? 0
    const there = countEdges(fans, vertex, target)
    const back = countEdges(fans, target, vertex)
    watertight &&= there === back
    edgeManifold &&= there + back <= 2
  }
  return { watertight, edgeManifold }
}

export function topologyOf(geometry: Geometry): Topology {
  const fans = buildFans(geometry)
  let watertight = !hasDegenerate(geometry)
  let edgeManifold = true
  let vertexManifold = true
  for (let vertex = 0; vertex < geometry.vertexCount; vertex += 1) {
    const edges = edgesAround(fans, vertex)
    watertight &&= edges.watertight
    edgeManifold &&= edges.edgeManifold
    vertexManifold &&= isOneFan(fans, vertex)
  }
  return { watertight, edgeManifold, vertexManifold }
}
