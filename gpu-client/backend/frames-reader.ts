import { FrameError, LENGTH_BYTES } from './frames.ts'

/**
 * Cuts a byte stream into frames. Holds at most one frame of `bytesMax`; the buffer that it hands out
 * belongs to whoever takes it.
 */
export function createFrameReader(
  bytesMax: number,
  take: (payload: Buffer<ArrayBuffer>) => void,
): (chunk: Buffer) => void {
  const prefix = Buffer.alloc(LENGTH_BYTES)
  let prefixBytes = 0
  let payload: Buffer<ArrayBuffer> | undefined
  let payloadBytes = 0

  const readPrefix = (chunk: Buffer): number => {
    const copied = chunk.copy(prefix, prefixBytes)
    prefixBytes += copied
    if (prefixBytes === LENGTH_BYTES) {
      const length = prefix.readUInt32LE(0)
      if (length === 0 || length > bytesMax) throw new FrameError(`a frame of ${length} bytes`)
      // A buffer of its own: one out of the pool could not be transferred.
      payload = Buffer.from(new ArrayBuffer(length))
      payloadBytes = 0
    }
    return copied
  }
  const readPayload = (whole: Buffer<ArrayBuffer>, chunk: Buffer): number => {
    const copied = chunk.copy(whole, payloadBytes)
    payloadBytes += copied
    if (payloadBytes === whole.length) {
      payload = undefined
      prefixBytes = 0
      take(whole)
    }
    return copied
  }
  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      const rest = chunk.subarray(at)
      at += payload === undefined ? readPrefix(rest) : readPayload(payload, rest)
    }
  }
}
