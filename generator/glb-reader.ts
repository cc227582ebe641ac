import { ParentError } from './parent-error.ts'

/** What is read of a GLB. Unknown members are ignored, known ones are checked where they are used. */
export interface GltfJson {
  readonly [key: string]: unknown
}

export interface Glb {
  readonly json: GltfJson
  readonly binary: DataView
}

/** As large as a shard's asset may be. */
export const PARENT_BYTES_MAX = 16_777_216
const JSON_BYTES_MAX = 1_048_576
const MAGIC = 0x46546c67
const JSON_CHUNK = 0x4e4f534a
const BINARY_CHUNK = 0x004e4942
const HEADER_BYTES = 12
const CHUNK_HEAD_BYTES = 8

/** Checks the container's table before anything is believed. Throws ParentError. */
export function readGlb(bytes: Uint8Array): Glb {
  if (bytes.length > PARENT_BYTES_MAX) {
    throw new ParentError('PARENT_TOO_LARGE', `${bytes.length} bytes`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.length >= HEADER_BYTES + CHUNK_HEAD_BYTES
  if (!whole || view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== 2) {
    throw new ParentError('PARENT_MALFORMED', 'not a GLB of version 2')
  }
  if (view.getUint32(8, true) !== bytes.length) throw new ParentError('PARENT_MALFORMED', 'length')

  const json = chunkAt(view, HEADER_BYTES, JSON_CHUNK)
  if (json.byteLength > JSON_BYTES_MAX) throw new ParentError('PARENT_TOO_LARGE', 'JSON chunk')
  const binary = chunkAt(view, HEADER_BYTES + CHUNK_HEAD_BYTES + json.byteLength, BINARY_CHUNK)
  return { json: parseJson(json), binary }
}

function chunkAt(view: DataView, offset: number, type: number): DataView {
  const fits = offset + CHUNK_HEAD_BYTES <= view.byteLength
  if (!fits || view.getUint32(offset + 4, true) !== type) {
    throw new ParentError('PARENT_MALFORMED', 'chunk type')
  }
  const length = view.getUint32(offset, true)
  const start = offset + CHUNK_HEAD_BYTES
  if (start + length > view.byteLength) throw new ParentError('PARENT_MALFORMED', 'chunk length')
  return new DataView(view.buffer, view.byteOffset + start, length)
}

function parseJson(chunk: DataView): GltfJson {
  try {
    const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    const value: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes),
    )
    if (isObject(value)) return value
  } catch (cause) {
    throw new ParentError('PARENT_MALFORMED', `JSON: ${cause}`)
  }
  throw new ParentError('PARENT_MALFORMED', 'JSON is not an object')
}

export function isObject(value: unknown): value is GltfJson {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Member `index` of the list `key`, which must be an object. */
export function memberOf(json: GltfJson, key: string, index: unknown): GltfJson {
  const list = json[key]
  const member = Array.isArray(list) && typeof index === 'number' ? list[index] : undefined
  if (!isObject(member)) throw new ParentError('PARENT_MALFORMED', `${key}[${String(index)}]`)
  return member
}

export function listOf(json: GltfJson, key: string): readonly unknown[] {
  const list = json[key]
  return Array.isArray(list) ? list : []
}

/** A count or an offset; what is absent is `otherwise`. */
export function countOf(json: GltfJson, key: string, otherwise?: number): number {
  const value = json[key] ?? otherwise
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new ParentError('PARENT_MALFORMED', key)
  }
  return value
}
