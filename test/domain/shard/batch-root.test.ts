import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Sha256Hex } from '../../../domain/ids.ts'
import { batchRoot } from '../../../domain/shard/batch-root.ts'
import { sha256 } from '../../../signing/sha256.ts'

interface Leaf {
  readonly index: number
  readonly sha256: Sha256Hex
}

const hash = (...parts: readonly Buffer[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest()

/** RFC 6962, section 2.1, word for word: MTH by splitting at the largest power of two below n. */
function mth(entries: readonly Buffer[]): Buffer {
  const [only] = entries
  if (only === undefined) return hash()
  if (entries.length === 1) return hash(Buffer.of(0), only)
  let split = 1
  while (split * 2 < entries.length) split *= 2
  return hash(Buffer.of(1), mth(entries.slice(0, split)), mth(entries.slice(split)))
}

function leafData({ index, sha256: contentHash }: Leaf): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(index)
  return Buffer.concat([head, Buffer.from(contentHash, 'hex')])
}

const leaves = (count: number): Leaf[] =>
  Array.from({ length: count }, (_, index) => ({
    index,
    sha256: createHash('sha256').update(`asset ${index}`).digest('hex') as Sha256Hex,
  }))

describe('batchRoot', () => {
  test('is the RFC 6962 tree hash for every count up to a full lease', () => {
    for (const count of [0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 255, 256]) {
      const assets = leaves(count)
      expect(batchRoot(sha256, assets)).toBe(mth(assets.map(leafData)).toString('hex'))
    }
  })
  test('changes with any one hash', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (count, at) => {
        const assets = leaves(count)
        const changed = assets.map((asset) =>
          asset.index === at % count ? { ...asset, sha256: 'ee'.repeat(32) as Sha256Hex } : asset,
        )
        expect(batchRoot(sha256, changed)).not.toBe(batchRoot(sha256, assets))
      }),
    )
  })
  test('binds each hash to its index', () => {
    const [first, second] = leaves(2)
    if (first === undefined || second === undefined) throw new Error('two leaves')
    const swapped = [
      { index: 0, sha256: second.sha256 },
      { index: 1, sha256: first.sha256 },
    ]
    expect(batchRoot(sha256, swapped)).not.toBe(batchRoot(sha256, [first, second]))
  })
  test('differs from the root over a longer batch', () => {
    const roots = Array.from({ length: 20 }, (_, count) => batchRoot(sha256, leaves(count)))
    expect(new Set(roots).size).toBe(20)
  })
})
