/** The triangles of a GLB in the space of its scene, and a ray that looks for them. */

export type Vector = readonly [number, number, number]

export interface Corner {
  readonly place: Vector
  readonly part: number
}

export type Triangle = readonly [Corner, Corner, Corner]

interface Gltf {
  readonly accessors: readonly {
    readonly bufferView: number
    readonly byteOffset?: number
    readonly componentType: number
    readonly count: number
  }[]
  readonly bufferViews: readonly { readonly byteOffset?: number; readonly byteStride?: number }[]
  readonly meshes: readonly {
    readonly primitives: readonly {
      readonly attributes: { readonly POSITION: number; readonly _PART: number }
      readonly indices: number
    }[]
  }[]
  readonly nodes: readonly { readonly scale: readonly number[] }[]
}

const SHORT = 5122
const UNSIGNED_SHORT = 5123
const UNSIGNED_INT = 5125
const WIDTHS: Readonly<Record<number, number>> = {
  [SHORT]: 2,
  [UNSIGNED_SHORT]: 2,
  [UNSIGNED_INT]: 4,
}

export function trianglesOf(glb: Uint8Array): Triangle[] {
  const bytes = Buffer.from(glb.buffer, glb.byteOffset, glb.byteLength)
  const binaryAt = 28 + bytes.readUInt32LE(12)
  const gltf = JSON.parse(bytes.toString('utf8', 20, binaryAt - 8)) as Gltf
  const read = (accessor: number, components: number): number[][] => {
    const { bufferView, byteOffset = 0, componentType, count } = at(gltf.accessors, accessor)
    const view = at(gltf.bufferViews, bufferView)
    const width = WIDTHS[componentType] ?? 0
    const stride = view.byteStride ?? width * components
    const start = binaryAt + (view.byteOffset ?? 0) + byteOffset
    return Array.from({ length: count }, (_, i) =>
      Array.from({ length: components }, (__, k) => {
        const place = start + i * stride + k * width
        if (componentType === SHORT) return bytes.readInt16LE(place) / 32767
        return bytes.readUIntLE(place, width)
      }),
    )
  }
  const scale = at(gltf.nodes, 0).scale[0] ?? 1
  return at(gltf.meshes, 0).primitives.flatMap(({ attributes, indices }) => {
    const places = read(attributes.POSITION, 3)
    const parts = read(attributes._PART, 1)
    const corners = places.map(([x = 0, y = 0, z = 0], i): Corner => {
      return { place: [x * scale, y * scale, z * scale], part: parts[i]?.[0] ?? -1 }
    })
    const list = read(indices, 1).map(([index = 0]) => at(corners, index))
    return Array.from({ length: list.length / 3 }, (_, i): Triangle => {
      return [at(list, i * 3), at(list, i * 3 + 1), at(list, i * 3 + 2)]
    })
  })
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index]
  if (value === undefined) throw new Error(`nothing at ${index}`)
  return value
}

export const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]

export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]

export interface Hit {
  /** In lengths of the ray. */
  readonly depth: number
  readonly triangle: Triangle
}

/** The nearest front face on a ray. Source: Möller and Trumbore, 1997. */
export function castRay(
  triangles: readonly Triangle[],
  from: Vector,
  ray: Vector,
): Hit | undefined {
  let nearest: Hit | undefined
  for (const triangle of triangles) {
    const depth = depthOf(triangle, from, ray)
    if (depth < (nearest?.depth ?? Number.POSITIVE_INFINITY)) nearest = { depth, triangle }
  }
  return nearest
}

function depthOf([a, b, c]: Triangle, from: Vector, ray: Vector): number {
  const toB = minus(b.place, a.place)
  const toC = minus(c.place, a.place)
  const across = cross(ray, toC)
  const determinant = dot(toB, across)
  if (determinant <= 0) return Number.POSITIVE_INFINITY
  const start = minus(from, a.place)
  const u = dot(start, across)
  const away = cross(start, toB)
  const v = dot(ray, away)
  if (u < 0 || v < 0 || u + v > determinant) return Number.POSITIVE_INFINITY
  return dot(toC, away) / determinant
}
