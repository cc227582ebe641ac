export interface Accessor {
  readonly bufferView: number
  readonly byteOffset?: number
  readonly componentType: number
  readonly count: number
  readonly type: string
}

interface BufferView {
  readonly byteOffset?: number
  readonly byteStride?: number
}

interface Primitive {
  readonly attributes: Readonly<Record<string, number>>
  readonly indices: number
}

interface Gltf {
  readonly accessors: readonly Accessor[]
  readonly bufferViews: readonly BufferView[]
  readonly meshes: readonly { readonly primitives: readonly Primitive[] }[]
}

type Numbers = Int8Array | Uint8Array | Int16Array | Uint16Array | Uint32Array

/** All primitives of an asset as one mesh. Positions are the integers of the file: 32767 is 1. */
export interface Geometry {
  readonly vertexCount: number
  /** x, y, z by vertex. */
  readonly positions: Int16Array
  /** x, y, z by vertex; 127 is 1. */
  readonly normals: Int8Array
  /** Three vertices a triangle, counterclockwise seen from outside. */
  readonly triangles: Uint32Array
}

const ARRAYS = {
  5120: Int8Array,
  5121: Uint8Array,
  5122: Int16Array,
  5123: Uint16Array,
  5125: Uint32Array,
} as const

const WIDTHS: Readonly<Record<string, number>> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 }
const JSON_AT = 20
const CHUNK_HEAD_BYTES = 8

/** The first `width` numbers of each element, one after the other. */
function readAccessor(gltf: Gltf, binary: ArrayBuffer, index: number, width: number): Numbers {
  const accessor = gltf.accessors[index]
  const view = gltf.bufferViews[accessor?.bufferView ?? -1]
  if (accessor === undefined || view === undefined) throw new Error(`No accessor ${index}`)
  const Values = ARRAYS[accessor.componentType as keyof typeof ARRAYS]
  const elementWidth = WIDTHS[accessor.type]
  if (Values === undefined || elementWidth === undefined) {
    throw new Error(`Accessor ${index} is ${accessor.componentType} ${accessor.type}`)
  }
  const stride =
    (view.byteStride ?? elementWidth * Values.BYTES_PER_ELEMENT) / Values.BYTES_PER_ELEMENT
  const start = (view.byteOffset ?? 0) + (accessor.byteOffset ?? 0)
  const source = new Values(binary, start, (accessor.count - 1) * stride + elementWidth)
  const numbers = new Values(accessor.count * width)
  for (let element = 0; element < accessor.count; element += 1) {
    for (let k = 0; k < width; k += 1) {
      numbers[element * width + k] = source[element * stride + k] ?? 0
    }
  }
  return numbers
}

function concatenate<T extends Numbers>(target: T, parts: readonly Numbers[]): T {
  let at = 0
  for (const part of parts) {
    target.set(part, at)
    at += part.length
  }
  return target
}

/** Primitives that name the same position accessor share its vertices. */
export function readGeometry(glb: Uint8Array): Geometry {
  const head = new DataView(glb.buffer, glb.byteOffset, glb.byteLength)
  const binaryAt = JSON_AT + head.getUint32(12, true)
  const gltf: Gltf = JSON.parse(new TextDecoder().decode(glb.subarray(JSON_AT, binaryAt)))
  // A copy even of a Buffer, whose own slice is a view.
  const binary = new Uint8Array(glb.subarray(binaryAt + CHUNK_HEAD_BYTES)).buffer
  const positions: Numbers[] = []
  const normals: Numbers[] = []
  const triangles: Uint32Array[] = []
  const firstVertex = new Map<number, number>()
  let vertexCount = 0
  for (const { attributes, indices } of gltf.meshes.flatMap((mesh) => mesh.primitives)) {
    const { POSITION = -1, NORMAL = -1 } = attributes
    if (!firstVertex.has(POSITION)) {
      firstVertex.set(POSITION, vertexCount)
      const read = (index: number) => readAccessor(gltf, binary, index, 3)
      const part = read(POSITION)
      positions.push(part)
      normals.push(read(NORMAL))
      vertexCount += part.length / 3
    }
    const base = firstVertex.get(POSITION) ?? 0
    triangles.push(Uint32Array.from(readAccessor(gltf, binary, indices, 1), (v) => v + base))
  }
  return {
    vertexCount,
    positions: concatenate(new Int16Array(vertexCount * 3), positions),
    normals: concatenate(new Int8Array(vertexCount * 3), normals),
    triangles: concatenate(
      new Uint32Array(triangles.reduce((sum, { length }) => sum + length, 0)),
      triangles,
    ),
  }
}

/**
 * Vertices at one place and with one normal become the first of them. For files that split vertices
 * along the seams of a texture; elsewhere topology is judged by the file's own indices. The normal
 * keeps apart two sheets that touch in a point of the integer lattice.
 */
export function weld(geometry: Geometry): Geometry {
  const { positions, normals, vertexCount } = geometry
  const firstAt = new Map<string, number>()
  const first = Uint32Array.from({ length: vertexCount }, (_, vertex) => {
    const [from, to] = [vertex * 3, vertex * 3 + 3]
    const key = [...positions.subarray(from, to), ...normals.subarray(from, to)].join()
    const known = firstAt.get(key)
    if (known === undefined) firstAt.set(key, vertex)
    return known ?? vertex
  })
  return { ...geometry, triangles: geometry.triangles.map((vertex) => first[vertex] ?? vertex) }
}

/** Whether the file may hold one point of the surface twice, with two texture coordinates. */
export function isTextured(glb: Uint8Array): boolean {
  const head = new DataView(glb.buffer, glb.byteOffset, glb.byteLength)
  const json = glb.subarray(JSON_AT, JSON_AT + head.getUint32(12, true))
  return new TextDecoder().decode(json).includes('"TEXCOORD_0"')
}

export interface Bounds {
  readonly least: readonly [x: number, y: number, z: number]
  readonly most: readonly [x: number, y: number, z: number]
  /** Largest of the three extents. */
  readonly extent: number
}

export function boundsOf({ positions }: Geometry): Bounds {
  const least: [number, number, number] = [32767, 32767, 32767]
  const most: [number, number, number] = [-32768, -32768, -32768]
  for (let at = 0; at < positions.length; at += 3) {
    for (const axis of [0, 1, 2] as const) {
      const value = positions[at + axis] ?? 0
      least[axis] = Math.min(least[axis], value)
      most[axis] = Math.max(most[axis], value)
    }
  }
  return {
    least,
    most,
    extent: Math.max(most[0] - least[0], most[1] - least[1], most[2] - least[2]),
  }
}
