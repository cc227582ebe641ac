import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ANSWER_FRAME_BYTES_MAX,
  decodeAnswer,
  decodeRequest,
  encodeAssetHead,
  encodeFailure,
  encodeRequest,
  encodeText,
  FRAME,
  FrameError,
  REQUEST_FRAME_BYTES_MAX,
} from '../../gpu-client/backend/frames.ts'
import { createFrameReader } from '../../gpu-client/backend/frames-reader.ts'

const request = {
  ...{ id: 7, version: 2, grid: 128, viewCount: 16, viewSize: 256 },
  assetSeed: Uint8Array.from({ length: 16 }, (_, i) => i),
}

/** The frames that a reader finds in the pieces. */
function readAll(pieces: readonly Buffer[], bytesMax = ANSWER_FRAME_BYTES_MAX): Buffer[] {
  const frames: Buffer[] = []
  const read = createFrameReader(bytesMax, (frame) => frames.push(frame))
  for (const piece of pieces) read(piece)
  return frames
}

const onlyFrame = (stream: Buffer): Buffer<ArrayBuffer> => {
  const [frame, ...others] = readAll([stream])
  if (frame === undefined || others.length > 0) throw new Error('not one frame')
  return frame as Buffer<ArrayBuffer>
}

function assetFrame(id: number, glb: Buffer, facts: Buffer, views: Buffer): Buffer {
  const parts = { glb, facts, views, sha256: Buffer.alloc(32, 9) } as never
  return Buffer.concat([encodeAssetHead(id, parts), glb, facts, views])
}

describe('a reader of frames', () => {
  test('finds the same frames however the stream is cut', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(sizes, fc.infiniteStream(fc.integer({ min: 1, max: 64 })), (lengths, cuts) => {
        const bodies = lengths.map((length) => randomBytes(length))
        const stream = Buffer.concat(
          bodies.flatMap((body) => {
            const prefix = Buffer.alloc(4)
            prefix.writeUInt32LE(body.length)
            return [prefix, body]
          }),
        )
        const pieces: Buffer[] = []
        for (let at = 0; at < stream.length; ) {
          const cut = cuts.next().value
          pieces.push(stream.subarray(at, at + cut))
          at += cut
        }
        expect(Buffer.concat(readAll(pieces))).toEqual(Buffer.concat(bodies))
        expect(readAll(pieces).map((frame) => frame.length)).toEqual(lengths)
      }),
      { numRuns: 50 },
    )
  })

  test.each([0, 101, 0xffffffff])('refuses a frame of %i bytes before it is there', (length) => {
    const prefix = Buffer.alloc(4)
    prefix.writeUInt32LE(length)
    expect(() => readAll([prefix], 100)).toThrow(FrameError)
  })

  test('hands out buffers that are not shared', () => {
    const stream = encodeText(FRAME.hello, { name: 'x', capacity: 1 })
    const [first, second] = readAll([Buffer.concat([stream, stream])])
    expect(first?.buffer).not.toBe(second?.buffer)
  })
})

describe('a request', () => {
  test('comes back as it was', () => {
    const frame = onlyFrame(encodeRequest(request))
    expect(frame.length).toBe(REQUEST_FRAME_BYTES_MAX)
    expect(decodeRequest(frame)).toEqual(request)
  })

  test('is refused with a seed of another length', () => {
    expect(() => encodeRequest({ ...request, assetSeed: new Uint8Array(3) })).toThrow(RangeError)
  })

  test('is not taken from anything else', () => {
    const frame = onlyFrame(encodeRequest(request))
    expect(() => decodeRequest(frame.subarray(1))).toThrow(FrameError)
    frame[0] = FRAME.hello
    expect(() => decodeRequest(frame)).toThrow(FrameError)
  })
})

describe('an answer', () => {
  test('brings an asset in its three parts', () => {
    const parts = [Buffer.from('glTF....'), Buffer.from('{}'), Buffer.from('planes')] as const
    const answer = decodeAnswer(onlyFrame(assetFrame(5, ...parts)))
    if (answer.kind !== 'asset') throw new Error(answer.kind)
    const { id, glb, facts, views, sha256 } = answer
    expect(id).toBe(5)
    expect([glb, facts, views].map((part) => Buffer.from(part).toString())).toEqual(
      parts.map((part) => part.toString()),
    )
    expect(Buffer.from(sha256)).toEqual(Buffer.alloc(32, 9))
  })

  test('says why a request came to nothing, and why a child ends', () => {
    const failure = decodeAnswer(onlyFrame(encodeFailure(3, 1, 'no luck')))
    expect(failure).toEqual({ kind: 'failed', id: 3, why: 'rejected', reason: 'no luck' })
    const fault = { code: 'DEVICE_FAULT', context: { call: 'cuInit' }, final: false }
    expect(decodeAnswer(onlyFrame(encodeText(FRAME.fatal, fault)))).toEqual({
      ...{ kind: 'fatal', fatal: fault },
    })
  })

  test.each<[string, Buffer]>([
    ['of a kind that is not known', encodeText(99, {})],
    ['with a hello without capacity', encodeText(FRAME.hello, { name: 'x' })],
    ['with a capacity beyond reason', encodeText(FRAME.hello, { name: 'x', capacity: 1e9 })],
    ['with a hello that is no object', encodeText(FRAME.hello, 7)],
    ['with a fatal fault without a code', encodeText(FRAME.fatal, {})],
    ['with a failure of no kind', encodeFailure(1, 9 as never, '')],
  ])('is refused %s', (_, stream) => {
    expect(() => decodeAnswer(onlyFrame(stream))).toThrow(FrameError)
  })

  test.each([
    ['the GLB', 0],
    ['the facts', 4],
    ['the views', 8],
  ])('is refused when the length of %s does not add up', (_, at) => {
    const frame = onlyFrame(assetFrame(1, Buffer.alloc(8), Buffer.alloc(8), Buffer.alloc(8)))
    frame.writeUInt32LE(0xfffffff0, 5 + at)
    expect(() => decodeAnswer(frame)).toThrow(FrameError)
  })

  test('is refused when it ends within the head of an asset', () => {
    const frame = onlyFrame(assetFrame(1, Buffer.alloc(8), Buffer.alloc(8), Buffer.alloc(8)))
    expect(() => decodeAnswer(frame.subarray(0, 20))).toThrow(FrameError)
    expect(() => decodeAnswer(frame.subarray(0, 3))).toThrow(FrameError)
  })
})
