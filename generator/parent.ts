import { readAccessor, type Values } from './accessor.ts'
import { type Glb, type GltfJson, isObject, listOf, memberOf, readGlb } from './glb-reader.ts'
import { ParentError } from './parent-error.ts'

export const PARENT_VERTICES_MAX = 262_144
export const PARENT_TRIANGLES_MAX = 524_288
const PARTS_MAX = 24
const PAINTS_MAX = 6
const PRIMITIVES_MAX = 64
const INT16_MOST = 32_767

export interface ParentPaint {
  readonly material: string
  readonly roughnessPercent: number
  readonly metallicPercent: number
}

/** A mesh as the core takes it: fitted to its units, with the surfaces and the names of its parts. */
export interface ParentMesh {
  /** x, y, z of each vertex; the largest extent fills -32767..32767. */
  readonly positions: Int16Array
  /** Linear red, green, blue of each vertex; absent where the mesh has textures or one color. */
  readonly colors: Uint16Array | undefined
  readonly parts: Uint16Array
  readonly indices: Uint32Array
  readonly paints: readonly ParentPaint[]
  /** Names of parts and the paint of each. */
  readonly partNames: readonly { readonly name: string; readonly paint: number }[]
  readonly family: string
}

interface Draft {
  readonly positions: number[]
  readonly colors: number[]
  readonly parts: number[]
  readonly indices: number[]
  readonly paintOfPart: Map<number, number>
  readonly firstVertex: Map<string, number>
}

/**
 * A bounded reading of a GLB with one mesh of triangles, as this generator writes them and most
 * exporters can. Throws ParentError; allocates only for what the file is proven to hold.
 */
export function readParent(bytes: Uint8Array): ParentMesh {
  const glb = readGlb(bytes)
  const mesh = theMesh(glb.json)
  const primitives = listOf(mesh, 'primitives')
  if (primitives.length === 0 || primitives.length > PRIMITIVES_MAX) {
    throw new ParentError('PARENT_UNSUPPORTED', `${primitives.length} primitives`)
  }
  const draft: Draft = {
    ...{ positions: [], colors: [], parts: [], indices: [] },
    ...{ paintOfPart: new Map(), firstVertex: new Map() },
  }
  for (const primitive of primitives) addPrimitive(glb, primitive, draft)
  const paints = readPaints(glb.json)
  return {
    positions: fitPositions(draft.positions),
    colors:
      draft.colors.length === draft.positions.length ? Uint16Array.from(draft.colors) : undefined,
    parts: Uint16Array.from(draft.parts),
    indices: Uint32Array.from(draft.indices),
    ...{ paints, partNames: namesOf(mesh, draft, paints.length), family: familyOf(glb.json) },
  }
}

/** Of the only node with a mesh, which may be scaled evenly and moved, but not turned. */
function theMesh(json: GltfJson): GltfJson {
  const nodes = listOf(json, 'nodes').filter((node) => isObject(node) && node.mesh !== undefined)
  const [node] = nodes
  if (nodes.length !== 1 || !isObject(node)) {
    throw new ParentError('PARENT_UNSUPPORTED', `${nodes.length} nodes with a mesh`)
  }
  const [x, y, z] = listOf(node, 'scale')
  const turned = node.rotation !== undefined || node.matrix !== undefined || node.skin !== undefined
  if (turned || x !== y || y !== z) throw new ParentError('PARENT_UNSUPPORTED', 'node transform')
  return memberOf(json, 'meshes', node.mesh)
}

function addPrimitive(glb: Glb, primitive: unknown, draft: Draft): void {
  if (!isObject(primitive) || !isObject(primitive.attributes)) {
    throw new ParentError('PARENT_MALFORMED', 'primitive')
  }
  if ((primitive.mode ?? 4) !== 4 || primitive.indices === undefined) {
    throw new ParentError('PARENT_UNSUPPORTED', 'not indexed triangles')
  }
  const base = addVertices(glb, primitive.attributes, draft)
  const room = PARENT_TRIANGLES_MAX * 3 - draft.indices.length
  const indices = readAccessor(glb, primitive.indices, room)
  if (indices.width !== 1 || indices.count % 3 !== 0) {
    throw new ParentError('PARENT_MALFORMED', 'indices')
  }
  const material = typeof primitive.material === 'number' ? primitive.material : 0
  addIndices(indices, base, Math.min(material, PAINTS_MAX - 1), draft)
}

/** A part has the paint of the first primitive that shows it. */
function addIndices(indices: Values, base: number, paint: number, draft: Draft): void {
  const count = draft.parts.length - base
  for (let i = 0; i < indices.count; i++) {
    const vertex = indices.at(i, 0)
    if (vertex >= count) throw new ParentError('PARENT_MALFORMED', 'index beyond the vertices')
    draft.indices.push(base + vertex)
    const part = draft.parts[base + vertex] ?? 0
    if (!draft.paintOfPart.has(part)) draft.paintOfPart.set(part, paint)
  }
}

/** Primitives that share their attributes share their vertices. Returns the first of them. */
function addVertices(glb: Glb, attributes: GltfJson, draft: Draft): number {
  const key = JSON.stringify([attributes.POSITION, attributes.COLOR_0, attributes._PART])
  const known = draft.firstVertex.get(key)
  if (known !== undefined) return known
  const base = draft.parts.length
  draft.firstVertex.set(key, base)
  const positions = readAccessor(glb, attributes.POSITION, PARENT_VERTICES_MAX - base)
  if (positions.width !== 3) throw new ParentError('PARENT_MALFORMED', 'POSITION')
  const colors = optional(glb, attributes.COLOR_0, positions.count)
  const parts = optional(glb, attributes._PART, positions.count)
  for (let v = 0; v < positions.count; v++) {
    for (let axis = 0; axis < 3; axis++) {
      draft.positions.push(positions.at(v, axis) / positions.most)
      if (colors !== undefined) draft.colors.push(linearAt(colors, v, axis))
    }
    draft.parts.push(Math.min(parts?.at(v, 0) ?? 0, PARTS_MAX - 1))
  }
  return base
}

function optional(glb: Glb, index: unknown, count: number): Values | undefined {
  if (index === undefined) return undefined
  const values = readAccessor(glb, index, count)
  if (values.count !== count) throw new ParentError('PARENT_MALFORMED', 'attribute count')
  return values
}

function linearAt(colors: Values, vertex: number, channel: number): number {
  const light = colors.at(vertex, channel) / colors.most
  return Math.round(Math.min(Math.max(light, 0), 1) * 65_535)
}

/** Centered by its box, the largest extent filling the range of 16 bits. */
function fitPositions(positions: readonly number[]): Int16Array {
  const least = [Infinity, Infinity, Infinity]
  const most = [-Infinity, -Infinity, -Infinity]
  for (const [i, value] of positions.entries()) {
    if (!Number.isFinite(value)) throw new ParentError('PARENT_MALFORMED', 'position is not finite')
    least[i % 3] = Math.min(least[i % 3] ?? value, value)
    most[i % 3] = Math.max(most[i % 3] ?? value, value)
  }
  const extent = Math.max(...most.map((value, axis) => value - (least[axis] ?? 0)))
  if (!(extent > 0)) throw new ParentError('PARENT_MALFORMED', 'no extent')
  return Int16Array.from(positions, (value, i) => {
    const doubled = 2 * value - ((least[i % 3] ?? 0) + (most[i % 3] ?? 0))
    return Math.round((doubled / extent) * INT16_MOST)
  })
}

function readPaints(json: GltfJson): ParentPaint[] {
  const materials = listOf(json, 'materials').slice(0, PAINTS_MAX)
  const paints = materials.map((material) => {
    const object = isObject(material) ? material : {}
    const surface = isObject(object.pbrMetallicRoughness) ? object.pbrMetallicRoughness : {}
    return {
      material: String(object.name ?? ''),
      roughnessPercent: percentOf(surface.roughnessFactor),
      metallicPercent: percentOf(surface.metallicFactor),
    }
  })
  return paints.length > 0 ? paints : [{ material: '', roughnessPercent: 60, metallicPercent: 0 }]
}

function percentOf(factor: unknown): number {
  const value = typeof factor === 'number' && Number.isFinite(factor) ? factor : 1
  return Math.round(Math.min(Math.max(value, 0), 1) * 100)
}

function namesOf(mesh: GltfJson, draft: Draft, paints: number): ParentMesh['partNames'] {
  const names = isObject(mesh.extras) ? listOf(mesh.extras, 'parts') : []
  const count = Math.max(...draft.paintOfPart.keys(), 0) + 1
  return Array.from({ length: count }, (_, part) => ({
    name: String(names[part] ?? 'body'),
    paint: Math.min(draft.paintOfPart.get(part) ?? 0, paints - 1),
  }))
}

function familyOf(json: GltfJson): string {
  const asset = isObject(json.asset) ? json.asset : {}
  const extras = isObject(asset.extras) ? asset.extras : {}
  return String(extras.family ?? 'asset')
}
