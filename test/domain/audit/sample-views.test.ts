import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { AUDITED_VIEWS_MAX, auditViews } from '../../../domain/audit/sample-views.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const challenge = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)

describe('the views of an asset that an audit renders', () => {
  test('are so many, in ascending order, each once', () => {
    for (let index = 0; index < 50; index += 1) {
      const views = auditViews(sha256, challenge(index), index, 16)
      expect(views).toHaveLength(AUDITED_VIEWS_MAX)
      expect(views).toEqual([...new Set(views)].sort((a, b) => a - b))
      expect(views.every((view) => view >= 0 && view < 16)).toBe(true)
    }
  })

  test('are all of them where there are no more', () => {
    expect(auditViews(sha256, challenge(1), 0, 1)).toEqual([0])
    expect(auditViews(sha256, challenge(1), 0, 2)).toEqual([0, 1])
  })

  test('follow from the challenge and the asset', () => {
    const drawn = (byte: number, index: number): string =>
      auditViews(sha256, challenge(byte), index, 32).join()
    expect(drawn(1, 5)).toBe(drawn(1, 5))
    const byAsset = new Set(Array.from({ length: 20 }, (_, index) => drawn(1, index)))
    const byChallenge = new Set(Array.from({ length: 20 }, (_, byte) => drawn(byte, 0)))
    expect(byAsset.size).toBeGreaterThan(10)
    expect(byChallenge.size).toBeGreaterThan(10)
  })

  test('leave out no view for good', () => {
    const seen = new Set(
      Array.from({ length: 200 }, (_, byte) => auditViews(sha256, challenge(byte), 0, 16)).flat(),
    )
    expect(seen.size).toBe(16)
  })
})
