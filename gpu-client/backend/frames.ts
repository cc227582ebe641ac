import { ASSET_SEED_BYTES } from '../../generator/generator.ts'

/**
 * What the daemon and its children say to each other over stdin and stdout. A frame is `u32 length`,
 * then so many bytes: `u8 kind`, `u32 id`, body; numbers are little endian. The id names the request
 * that an answer is for. `generator/native/serve.cpp` speaks the same.
 */
export const FRAME = {
  /** u8 version, u8 0, u16 grid, u16 views, u16 size of a view, 16 bytes of seed */
  generate: 1,
  /** JSON: what the child is and how many requests it takes at once. The first frame of a child. */
  hello: 16,
  /** u32 bytes of the GLB, of the facts, of the views, SHA-256 of the GLB, then the three */
  asset: 17,
  /** u8 why, then text: this request came to nothing, the child goes on */
  failed: 18,
  /** JSON: why the child ends */
  fatal: 19,
} as const

export const LENGTH_BYTES = 4
const HEAD_BYTES = 5
const REQUEST_BYTES = 8 + ASSET_SEED_BYTES
const ASSET_HEAD_BYTES = 12 + 32

/** Longest frame that a child takes. */
export const REQUEST_FRAME_BYTES_MAX = HEAD_BYTES + REQUEST_BYTES
/** Longest frame that the daemon takes: 64 views of 512 x 512 pixels and a GLB at grid 128 fit. */
export const ANSWER_FRAME_BYTES_MAX = 256 * 1024 * 1024
/** Longest JSON or text. */
const TEXT_BYTES_MAX = 64 * 1024

/** The other side does not speak this protocol; nothing it says afterwards can be trusted. */
export class FrameError extends Error {
  override readonly name = 'FrameError'
}

export interface FrameRequest {
  readonly id: number
  readonly version: number
  readonly grid: number
  readonly viewCount: number
  readonly viewSize: number
  readonly assetSeed: Uint8Array
}

export interface Hello {
  /** What the operator knows it by, for instance the name of the GPU. */
  readonly name: string
  /** Requests that it takes at once. */
  readonly capacity: number
}

/** Why a request came to nothing. */
export const FAILURES = { 1: 'rejected', 2: 'invalid', 3: 'memory', 4: 'internal' } as const
export type FailureCode = keyof typeof FAILURES

/** Why a child ends, in words that the daemon passes on. */
export interface Fatal {
  readonly code: string
  readonly context: Readonly<Record<string, string>>
  /** Another start would end the same way. */
  readonly final: boolean
}

export interface AssetFrame {
  readonly kind: 'asset'
  readonly id: number
  readonly sha256: Uint8Array
  readonly glb: Uint8Array<ArrayBuffer>
  readonly facts: Uint8Array
  readonly views: Uint8Array<ArrayBuffer>
}

export type ChildFrame =
  | AssetFrame
  | { readonly kind: 'hello'; readonly hello: Hello }
  | { readonly kind: 'failed'; readonly id: number; readonly why: string; readonly reason: string }
  | { readonly kind: 'fatal'; readonly fatal: Fatal }

function startFrame(kind: number, id: number, bodyBytes: number, followingBytes = 0): Buffer {
  const frame = Buffer.alloc(LENGTH_BYTES + HEAD_BYTES + bodyBytes)
  frame.writeUInt32LE(HEAD_BYTES + bodyBytes + followingBytes, 0)
  frame.writeUInt8(kind, LENGTH_BYTES)
  frame.writeUInt32LE(id, LENGTH_BYTES + 1)
  return frame
}

const BODY_AT = LENGTH_BYTES + HEAD_BYTES

export function encodeRequest(request: FrameRequest): Buffer {
  const { id, version, grid, viewCount, viewSize, assetSeed } = request
  if (assetSeed.length !== ASSET_SEED_BYTES) {
    throw new RangeError(`An asset seed has ${ASSET_SEED_BYTES} bytes, not ${assetSeed.length}`)
  }
  const frame = startFrame(FRAME.generate, id, REQUEST_BYTES)
  frame.writeUInt8(version, BODY_AT)
  frame.writeUInt16LE(grid, BODY_AT + 2)
  frame.writeUInt16LE(viewCount, BODY_AT + 4)
  frame.writeUInt16LE(viewSize, BODY_AT + 6)
  frame.set(assetSeed, BODY_AT + 8)
  return frame
}

export function decodeRequest(payload: Buffer): FrameRequest {
  if (payload.length !== HEAD_BYTES + REQUEST_BYTES || payload.readUInt8(0) !== FRAME.generate) {
    throw new FrameError(`no request: kind ${payload[0]}, ${payload.length} bytes`)
  }
  const body = payload.subarray(HEAD_BYTES)
  return {
    id: payload.readUInt32LE(1),
    version: body.readUInt8(0),
    grid: body.readUInt16LE(2),
    viewCount: body.readUInt16LE(4),
    viewSize: body.readUInt16LE(6),
    assetSeed: Uint8Array.from(body.subarray(8)),
  }
}

export function encodeText(kind: number, content: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(content))
  return Buffer.concat([startFrame(kind, 0, 0, text.length), text])
}

export function encodeFailure(id: number, code: FailureCode, reason: string): Buffer {
  const text = Buffer.from(reason).subarray(0, TEXT_BYTES_MAX)
  const frame = startFrame(FRAME.failed, id, 1, text.length)
  frame.writeUInt8(code, BODY_AT)
  return Buffer.concat([frame, text])
}

export type AssetParts = Pick<AssetFrame, 'sha256' | 'glb' | 'facts' | 'views'>

/** The frame before its three parts, which are written after it without being copied. */
export function encodeAssetHead(id: number, { sha256, glb, facts, views }: AssetParts): Buffer {
  const following = glb.length + facts.length + views.length
  const frame = startFrame(FRAME.asset, id, ASSET_HEAD_BYTES, following)
  frame.writeUInt32LE(glb.length, BODY_AT)
  frame.writeUInt32LE(facts.length, BODY_AT + 4)
  frame.writeUInt32LE(views.length, BODY_AT + 8)
  frame.set(sha256, BODY_AT + 12)
  return frame
}

export function decodeAnswer(payload: Buffer<ArrayBuffer>): ChildFrame {
  if (payload.length < HEAD_BYTES) throw new FrameError(`a frame of ${payload.length} bytes`)
  const kind = payload.readUInt8(0)
  const id = payload.readUInt32LE(1)
  const body = payload.subarray(HEAD_BYTES)
  if (kind === FRAME.asset) return decodeAsset(id, body)
  if (body.length > TEXT_BYTES_MAX) throw new FrameError(`kind ${kind} with ${body.length} bytes`)
  if (kind === FRAME.failed) return decodeFailure(id, body)
  if (kind === FRAME.hello) return { kind: 'hello', hello: parseHello(parseJson(body)) }
  if (kind === FRAME.fatal) return { kind: 'fatal', fatal: parseFatal(parseJson(body)) }
  throw new FrameError(`kind ${kind} is not known`)
}

function decodeAsset(id: number, body: Buffer<ArrayBuffer>): AssetFrame {
  if (body.length < ASSET_HEAD_BYTES) throw new FrameError('an asset without a head')
  const glbEnd = ASSET_HEAD_BYTES + body.readUInt32LE(0)
  const factsEnd = glbEnd + body.readUInt32LE(4)
  const viewsEnd = factsEnd + body.readUInt32LE(8)
  if (viewsEnd !== body.length) throw new FrameError(`an asset of ${body.length}, not ${viewsEnd}`)
  return {
    ...{ kind: 'asset', id, sha256: body.subarray(12, ASSET_HEAD_BYTES) },
    glb: body.subarray(ASSET_HEAD_BYTES, glbEnd),
    facts: body.subarray(glbEnd, factsEnd),
    views: body.subarray(factsEnd, viewsEnd),
  }
}

function decodeFailure(id: number, body: Buffer): ChildFrame {
  const why = FAILURES[body[0] as FailureCode]
  if (why === undefined) throw new FrameError(`a failure of kind ${body[0]}`)
  return { kind: 'failed', id, why, reason: body.subarray(1).toString() }
}

function parseJson(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString())
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch (cause) {
    throw new FrameError('text that is no JSON', { cause })
  }
  throw new FrameError('JSON that is no object')
}

function parseHello({ name, capacity }: Record<string, unknown>): Hello {
  if (typeof name !== 'string') throw new FrameError('a hello without a name')
  if (!Number.isSafeInteger(capacity) || Number(capacity) < 1 || Number(capacity) > 65_536) {
    throw new FrameError(`a hello with capacity ${capacity}`)
  }
  return { name, capacity: Number(capacity) }
}

function parseFatal({ code, context, final }: Record<string, unknown>): Fatal {
  if (typeof code !== 'string') throw new FrameError('a fatal fault without a code')
  const entries = Object.entries(typeof context === 'object' ? (context ?? {}) : {})
  const texts = Object.fromEntries(entries.map(([key, is]) => [key, String(is)]))
  return { code, context: texts, final: final === true }
}
