import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { assetSeed, uint32BigEndian } from '../../../domain/seed/asset-seed.ts'
import { sha256 } from '../../../signing/sha256.ts'

const SEED = Uint8Array.from({ length: 32 }, (_, i) => i)

/** The definition, by node:crypto and text alone. */
function expectedSeed(batchSeed: Uint8Array, index: number): string {
  return createHash('sha256')
    .update('piwa-asset/1')
    .update(batchSeed)
    .update(Buffer.from(index.toString(16).padStart(8, '0'), 'hex'))
    .digest('hex')
    .slice(0, 32)
}

describe('assetSeed', () => {
  test('is this value for the batch seed 00..1f and index 1', () => {
    expect(toHex(assetSeed(sha256, SEED, 1))).toBe(expectedSeed(SEED, 1))
  })
  test('follows its definition for every seed and index', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.integer({ min: 0, max: 0xffffffff }),
        (seed, index) => {
          expect(toHex(assetSeed(sha256, seed, index))).toBe(expectedSeed(seed, index))
        },
      ),
    )
  })
  test.each([0, 31, 33])('refuses a batch seed of %d bytes', (bytes) => {
    expect(() => assetSeed(sha256, new Uint8Array(bytes), 0)).toThrow(RangeError)
  })
  test.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses index %d', (index) => {
    expect(() => assetSeed(sha256, SEED, index)).toThrow(RangeError)
  })
})

describe('uint32BigEndian', () => {
  test('agrees with DataView', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (value) => {
        const view = new DataView(new ArrayBuffer(4))
        view.setUint32(0, value)
        expect(uint32BigEndian(value)).toEqual(new Uint8Array(view.buffer))
      }),
    )
  })
})
