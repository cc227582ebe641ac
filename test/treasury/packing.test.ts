import { describe, expect, test } from 'vitest'
import {
  collectibleText,
  MINTS_PER_TRANSACTION_MAX,
  mintTransactionBytes,
  planPacks,
} from '../../workers/treasury/packing.ts'
import { TRANSACTION_BYTES_MAX } from '../../workers/treasury/programs.ts'
import { LOG_INDEX_MAX } from '../../workers/treasury/schema.ts'
import { createTestChain, OWNER } from './fixtures.ts'

const chain = createTestChain()
const BLOCKHASH = '11111111111111111111111111111112'
const texts = (url: string, from: number, count: number) =>
  Array.from({ length: count }, (_, index) => collectibleText(url, from + index))
const room = (...rooms: number[]) => rooms.map((leaves, number) => ({ number, room: leaves }))

describe('the size of a mint transaction', () => {
  test.each([
    ['http://127.0.0.1:8787/c', 0, 1],
    ['http://127.0.0.1:8787/c', 1_000_000, 9],
    ['https://piwa.network/c', 999_999_990, 9],
    [`https://piwa.network/${'a'.repeat(43)}`, 999_999_990, 6],
    [`https://piwa.network/${'a'.repeat(43)}`, LOG_INDEX_MAX - 3, 3],
  ])('is what the serializer makes of %s at %i, %i together', async (url, from, count) => {
    const work = { kind: 'mint', tree: 0, owner: OWNER, texts: texts(url, from, count) } as const
    const signed = await chain.sign(work, BLOCKHASH)
    if (signed.status !== 'signed') throw new Error(signed.reason)
    expect(signed.wire.length).toBe(mintTransactionBytes(work.texts))
  })
})

describe('packing', () => {
  test('puts nine mints into a transaction up to a billion assets', () => {
    const packs = planPacks(texts('https://piwa.network/c', 999_999_000, 256), room(1000))
    expect(packs.map(({ count }) => count)).toEqual([...Array(28).fill(9), 4])
  })

  test('never exceeds a transaction or a tree, and keeps every asset in its order', () => {
    const all = texts('https://a-rather-long-host.example/metadata/collectible', 1_000_000_000, 256)
    const packs = planPacks(all, room(3, 20, 8, 500))
    let next = 0
    for (const { from, count } of packs) {
      expect(from).toBe(next)
      next += count
      expect(count).toBeLessThanOrEqual(MINTS_PER_TRANSACTION_MAX)
      expect(mintTransactionBytes(all.slice(from, next))).toBeLessThanOrEqual(TRANSACTION_BYTES_MAX)
    }
    expect(next).toBe(256)
    const used = [0, 1, 2].map((tree) =>
      packs.filter((pack) => pack.tree === tree).reduce((sum, { count }) => sum + count, 0),
    )
    expect(used).toEqual([3, 20, 8])
  })
})
