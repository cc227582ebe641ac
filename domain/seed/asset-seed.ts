import { concatBytes } from '../bytes.ts'
import type { Sha256 } from '../hash.ts'

const LABEL = Uint8Array.from('piwa-asset/1', (char) => char.charCodeAt(0))

export const BATCH_SEED_BYTES = 32
export const ASSET_SEED_BYTES = 16

/** First 16 bytes of SHA-256("piwa-asset/1" || batch seed || index as uint32 big-endian). */
export function assetSeed(sha256: Sha256, batchSeed: Uint8Array, index: number): Uint8Array {
  if (batchSeed.length !== BATCH_SEED_BYTES) throw new RangeError('a batch seed has 32 bytes')
  return sha256(concatBytes(LABEL, batchSeed, uint32BigEndian(index))).slice(0, ASSET_SEED_BYTES)
}

export function uint32BigEndian(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new RangeError(`not a uint32: ${value}`)
  }
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255)
}
