interface GltfJson {
  asset: { version: string; generator: string; extras: Record<string, string | number> }
  accessors: { componentType: number; count: number }[]
  bufferViews: { byteOffset: number }[]
}

export interface Mesh {
  json: GltfJson
  vertices: number
  indices: Uint16Array | Uint32Array
}

const UNSIGNED_SHORT = 5123

export function readMesh(glb: Uint8Array): Mesh {
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength)
  const jsonLength = view.getUint32(12, true)
  const json: GltfJson = JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + jsonLength)))
  const binary = glb.slice(20 + jsonLength + 8)
  const [positions, , , indices] = json.accessors
  const indexView = json.bufferViews[3]
  if (!positions || !indices || !indexView) throw new Error('accessors are missing')
  const IndexArray = indices.componentType === UNSIGNED_SHORT ? Uint16Array : Uint32Array
  return {
    json,
    vertices: positions.count,
    indices: new IndexArray(binary.buffer, indexView.byteOffset, indices.count),
  }
}

export interface Topology {
  degenerateTriangles: number
  /** Edges that are not used exactly once in each direction. */
  openOrReversedEdges: number
  /** Edges that more than two triangles share. */
  nonManifoldEdges: number
  unusedVertices: number
}

/** Every directed edge once and its opposite once: watertight, edge-manifold, oriented alike. */
export function topologyOf({ vertices, indices }: Mesh): Topology {
  const uses = new Map<number, number>()
  let degenerateTriangles = 0
  for (let at = 0; at < indices.length; at += 3) {
    const corners = [...indices.subarray(at, at + 3)]
    if (new Set(corners).size < 3) degenerateTriangles += 1
    for (const [k, from] of corners.entries()) {
      const key = from * vertices + (corners[(k + 1) % 3] ?? from)
      uses.set(key, (uses.get(key) ?? 0) + 1)
    }
  }
  const unusedVertices = vertices - new Set(indices).size
  return { degenerateTriangles, unusedVertices, ...edgeFaults(uses, vertices) }
}

function edgeFaults(uses: ReadonlyMap<number, number>, vertices: number) {
  let openOrReversedEdges = 0
  let nonManifoldEdges = 0
  for (const [key, count] of uses) {
    const opposite = uses.get((key % vertices) * vertices + Math.floor(key / vertices)) ?? 0
    if (count !== 1 || opposite !== 1) openOrReversedEdges += 1
    if (count + opposite > 2) nonManifoldEdges += 1
  }
  return { openOrReversedEdges, nonManifoldEdges }
}
