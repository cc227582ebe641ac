import { createHash } from 'node:crypto'

export const GOLDEN_COUNT = 256
export const GOLDEN_GRIDS = [64, 128] as const

function sha256(...parts: Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** Asset seed `index` of the batch whose seed is SHA-256("piwa golden"). */
export function goldenSeed(index: number): Uint8Array {
  const indexBytes = Buffer.alloc(4)
  indexBytes.writeUInt32BE(index)
  const batchSeed = sha256(Buffer.from('piwa golden'))
  return sha256(Buffer.from('piwa-asset/1'), batchSeed, indexBytes).subarray(0, 16)
}

export function goldenSeeds(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => goldenSeed(index))
}
