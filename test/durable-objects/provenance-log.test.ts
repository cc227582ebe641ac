import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { openCheckpoint } from '../../domain/log/checkpoint.ts'
import { verifyConsistency } from '../../domain/log/merkle.ts'
import type { ProvenanceLog } from '../../durable-objects/provenance-log.ts'
import { sha256 } from '../../signing/sha256.ts'
import {
  consistencyFrom,
  deps,
  emptyRoot,
  entries,
  expectReceipt,
  keyOf,
  logOf,
  publishedCheckpoint,
} from './provenance-log-world.ts'

describe('append', () => {
  test('gives consecutive indexes and publishes before it answers', async () => {
    const log = logOf('order')
    expect(await log.append({ id: 'a', entries: entries(3, 'a') })).toEqual({
      status: 'appended',
      firstIndex: 0,
      count: 3,
    })
    expect((await publishedCheckpoint('order')).checkpoint.size).toBe(3)
    expect(await log.append({ id: 'b', entries: entries(256, 'b') })).toEqual({
      status: 'appended',
      firstIndex: 3,
      count: 256,
    })
    expect((await publishedCheckpoint('order')).checkpoint.size).toBe(259)
  })

  test('appends a repeated id once, also after the object was evicted', async () => {
    const log = logOf('repeat')
    const append = { id: 'a', entries: entries(5, 'a') }
    await log.append(append)
    const again = { status: 'already_appended', firstIndex: 0, count: 5 }
    expect(await log.append(append)).toEqual(again)
    await evictDurableObject(log)
    expect(await log.append(append)).toEqual(again)
    expect((await log.head()).size).toBe(5)
  })

  test('refuses other entries under a known id', async () => {
    const log = logOf('conflict')
    await log.append({ id: 'a', entries: entries(5, 'a') })
    for (const other of [entries(4, 'a'), entries(6, 'a'), entries(5, 'b')]) {
      expect(await log.append({ id: 'a', entries: other })).toEqual({ status: 'append_conflict' })
    }
    expect((await log.head()).size).toBe(5)
  })

  test('tells entries apart whose bytes joined are the same', async () => {
    const log = logOf('joined')
    const cut = (...lengths: number[]) => lengths.map((length) => new Uint8Array(length))
    await log.append({ id: 'a', entries: cut(1, 2) })
    expect(await log.append({ id: 'a', entries: cut(2, 1) })).toEqual({ status: 'append_conflict' })
  })

  test('keeps the order of concurrent callers and gives each index once', async () => {
    const log = logOf('concurrent')
    const counts = [256, 1, 17, 256, 100, 3, 256, 2]
    const results = await Promise.all(
      counts.map((count, i) => log.append({ id: `c${i}`, entries: entries(count, `c${i}`) })),
    )
    let expected = 0
    for (const [i, count] of counts.entries()) {
      expect(results[i]).toEqual({ status: 'appended', firstIndex: expected, count })
      expected += count
    }
    for (const [i, count] of counts.entries()) {
      const result = results[i]
      if (result?.status !== 'appended') throw new Error('not appended')
      const last = entries(count, `c${i}`).at(-1) ?? new Uint8Array()
      await expectReceipt('concurrent', result.firstIndex + count - 1, last)
    }
  })

  test('appends an id once that several callers send at the same time', async () => {
    const log = logOf('together')
    const append = { id: 'a', entries: entries(7, 'a') }
    const results = await Promise.all(Array.from({ length: 5 }, () => log.append(append)))
    expect(results.map((result) => result.status).sort()).toEqual([
      ...Array(4).fill('already_appended'),
      'appended',
    ])
    expect((await log.head()).size).toBe(7)
  })

  test.each([
    ['no entries', { id: 'a', entries: [] }],
    ['257 entries', { id: 'a', entries: entries(257, 'a') }],
    ['an entry beyond 4,096 bytes', { id: 'a', entries: [new Uint8Array(4_097)] }],
    ['no id', { id: '', entries: entries(1, 'a') }],
    ['an endless id', { id: 'a'.repeat(129), entries: entries(1, 'a') }],
  ])('throws for %s', async (_what, append) => {
    await runInDurableObject(logOf('limits'), async (instance: ProvenanceLog) => {
      await expect(instance.append(append)).rejects.toThrow(RangeError)
    })
  })

  test('takes a full bundle of the largest entries', async () => {
    const log = logOf('large')
    const list = Array.from({ length: 255 }, (_, i) => new Uint8Array(4_096).fill(i))
    await log.append({ id: 'a', entries: list })
    await log.append({ id: 'b', entries: entries(2, 'b') })
    await expectReceipt('large', 254, new Uint8Array(4_096).fill(254))
  })
})

describe('the published log', () => {
  test('starts as a signed empty tree', async () => {
    const head = await logOf('empty').head()
    expect(head.size).toBe(0)
    expect(head.cosignatures).toBe(0)
    expect((await publishedCheckpoint('empty')).checkpoint.root).toEqual(emptyRoot)
  })

  test('gives a sound receipt of any leaf, across full tiles', async () => {
    const log = logOf('receipts')
    for (const [i, count] of [255, 1, 1, 256, 200].entries()) {
      await log.append({ id: `${i}`, entries: entries(count, `${i}`) })
    }
    const all = [255, 1, 1, 256, 200].flatMap((count, i) => entries(count, `${i}`))
    for (const index of [0, 254, 255, 256, 257, 511, 512, 712]) {
      await expectReceipt('receipts', index, all[index] ?? new Uint8Array())
    }
  })

  test.each([-1, 0.5, 3, Number.NaN, 2 ** 60])('has no receipt of index %d', async (index) => {
    const log = logOf('unknown')
    await log.append({ id: 'a', entries: entries(3, 'a') })
    expect(await log.proof(index)).toEqual({ status: 'index_unknown', size: 3 })
  })

  test('is consistent with every checkpoint it published before', async () => {
    const log = logOf('consistent')
    const seen = [(await log.head()).checkpoint]
    for (const count of [1, 2, 250, 3, 256, 90]) {
      await log.append({ id: `${seen.length}`, entries: entries(count, `${seen.length}`) })
      seen.push((await log.head()).checkpoint)
    }
    const key = await keyOf('consistent')
    const now = (await openCheckpoint(deps, key, seen.at(-1) ?? ''))?.checkpoint
    if (now === undefined) throw new Error('no checkpoint')
    for (const earlier of seen.slice(0, -1)) {
      const old = (await openCheckpoint(deps, key, earlier))?.checkpoint
      if (old === undefined) throw new Error('no old checkpoint')
      const claim = { oldSize: old.size, oldRoot: old.root, newSize: now.size, newRoot: now.root }
      const proof = await consistencyFrom(log, old.size)
      expect(verifyConsistency(sha256, { ...claim, proof })).toBe(true)
    }
  })

  test('forgets partial tiles once the full tile is published', async () => {
    const log = logOf('partials')
    await log.append({ id: 'a', entries: entries(10, 'a') })
    const keys = async () =>
      (await env.GEOMETRY.list({ prefix: 'log/partials/' })).objects.map(({ key }) => key)
    expect(await keys()).toEqual([
      'log/partials/checkpoint',
      'log/partials/tile/0/000.p/10',
      'log/partials/tile/entries/000.p/10',
    ])
    await log.append({ id: 'b', entries: entries(246, 'b') })
    expect(await keys()).toEqual([
      'log/partials/checkpoint',
      'log/partials/tile/0/000',
      'log/partials/tile/1/000.p/1',
      'log/partials/tile/entries/000',
    ])
  })
})
