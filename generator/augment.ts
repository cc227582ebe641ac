import { PARENT_BYTES_MAX } from './glb-reader.ts'
import { type ParentMesh, readParent } from './parent.ts'
import { ParentError } from './parent-error.ts'

export { PARENT_BYTES_MAX, ParentError }

/** An existing asset, by content. */
export interface Parent {
  readonly glb: Uint8Array
  /** 32 bytes: SHA-256 of the GLB. The new asset names it. */
  readonly sha256: Uint8Array
  /** What is known of it, for the caption and the tags of the new asset. */
  readonly caption?: string
  readonly tags?: readonly string[]
}

export interface AugmentExports {
  memory: { readonly buffer: ArrayBuffer }
  /** 0 when the parent is beyond the limits or memory could not grow. */
  openParent(vertices: number, triangles: number): number
  parentHead(): number
  parentText(): number
  parentVertices(): number
  parentIndices(): number
  augment(): number
  parentOpen(): number
  linear(): number
}

/** In the order of the core's enumeration. */
const MATERIALS = [
  ...['wood', 'metal', 'ceramic', 'fabric', 'stone', 'glass', 'skin', 'leaf'],
  ...['plastic', 'leather', 'food', 'paper'],
]
const PLASTIC = MATERIALS.indexOf('plastic')
const VERTEX_BYTES = 16
const TEXT_BYTES = 4096
const NAME_LENGTH_MAX = 40
const CAPTION_LENGTH_MAX = 300
const TAGS_MAX = 6
/** Fields of the head, in words; tables follow. */
const HEAD = {
  parts: 2,
  paints: 3,
  tags: 4,
  family: 5,
  caption: 6,
  firstTag: 7,
  colored: 8,
} as const
const PART_TABLE = 9
const PAINT_TABLE = PART_TABLE + 32 * 2
const HASH_AT = (PAINT_TABLE + 8 * 3) * 4

/** Hands the parent to the core. Throws ParentError for one that is malformed or beyond the limits. */
export function openParent(core: AugmentExports, parent: Parent): void {
  const mesh = readParent(parent.glb)
  const vertices = mesh.parts.length
  const triangles = mesh.indices.length / 3
  if (core.openParent(vertices, triangles) === 0) {
    throw new ParentError('PARENT_TOO_LARGE', `${vertices} vertices, ${triangles} triangles`)
  }
  const { buffer } = core.memory
  writeVertices(
    new DataView(buffer, core.parentVertices(), vertices * VERTEX_BYTES),
    mesh,
    linearTable(core),
  )
  new Uint32Array(buffer, core.parentIndices(), mesh.indices.length).set(mesh.indices)
  writeHead(core, parent, mesh)
}

function linearTable(core: AugmentExports): Uint16Array {
  return new Uint16Array(core.memory.buffer, core.linear(), 256)
}

/** The sRGB byte whose light is nearest. */
function encoded(table: Uint16Array, light: number): number {
  let low = 0
  let high = 255
  while (low < high) {
    const middle = (low + high) >> 1
    const between = ((table[middle] ?? 0) + (table[middle + 1] ?? 0)) / 2
    if (light <= between) high = middle
    else low = middle + 1
  }
  return low
}

function writeVertices(view: DataView, mesh: ParentMesh, table: Uint16Array): void {
  const { positions, colors, parts } = mesh
  for (const [v, part] of parts.entries()) {
    const at = v * VERTEX_BYTES
    for (let axis = 0; axis < 3; axis++) {
      view.setInt16(at + axis * 2, positions[v * 3 + axis] ?? 0, true)
      view.setUint8(at + 12 + axis, encoded(table, colors?.[v * 3 + axis] ?? 0))
    }
    view.setUint16(at + 6, part, true)
    view.setUint32(at + 8, 0, true)
    view.setUint8(at + 15, 255)
  }
}

function writeHead(core: AugmentExports, parent: Parent, mesh: ParentMesh): void {
  const words = new Uint32Array(core.memory.buffer, core.parentHead(), HASH_AT / 4)
  const text = new TextTable(new Uint8Array(core.memory.buffer, core.parentText(), TEXT_BYTES))
  const tags = (parent.tags ?? []).slice(0, TAGS_MAX)
  words[HEAD.parts] = mesh.partNames.length
  words[HEAD.paints] = mesh.paints.length
  words[HEAD.tags] = tags.length
  words[HEAD.colored] = mesh.colors === undefined ? 0 : 1
  words[HEAD.family] = text.add(mesh.family, NAME_LENGTH_MAX)
  words[HEAD.caption] = text.add(parent.caption ?? `a ${mesh.family}`, CAPTION_LENGTH_MAX)
  for (const [i, { name, paint }] of mesh.partNames.entries()) {
    words[PART_TABLE + i * 2] = text.add(name, NAME_LENGTH_MAX)
    words[PART_TABLE + i * 2 + 1] = paint
  }
  for (const [i, tag] of tags.entries()) {
    const at = text.add(tag, NAME_LENGTH_MAX)
    if (i === 0) words[HEAD.firstTag] = at
  }
  for (const [i, paint] of mesh.paints.entries()) {
    const kind = MATERIALS.indexOf(paint.material)
    words[PAINT_TABLE + i * 3] = kind < 0 ? PLASTIC : kind
    words[PAINT_TABLE + i * 3 + 1] = paint.roughnessPercent
    words[PAINT_TABLE + i * 3 + 2] = paint.metallicPercent
  }
  new Uint8Array(core.memory.buffer, core.parentHead() + HASH_AT, 32).set(parent.sha256)
}

/** Names one after the other, each ended by a zero; only letters that need no escape in JSON. */
class TextTable {
  readonly #bytes: Uint8Array
  #used = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  add(name: string, lengthMax: number): number {
    const at = this.#used
    const plain = name.replaceAll(/[^A-Za-z0-9 _.,'()-]/g, '').slice(0, lengthMax)
    const room = Math.max(this.#bytes.length - at - 1, 0)
    const { written } = new TextEncoder().encodeInto(plain.slice(0, room), this.#bytes.subarray(at))
    this.#bytes[at + written] = 0
    this.#used = at + written + 1
    return at
  }
}
