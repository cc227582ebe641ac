import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { verifyConsistency } from '../../domain/log/merkle.ts'
import { logObjectKey } from '../../r2/log-store.ts'
import { sha256 } from '../../signing/sha256.ts'
import {
  breakPuts,
  consistencyFrom,
  entries,
  expectReceipt,
  failingAppends,
  killObject,
  logOf,
  mendPuts,
  publishedCheckpoint,
} from './provenance-log-world.ts'

const isCheckpoint = (key: string) => key.endsWith('/checkpoint')

// From 100 to 400 leaves a pass puts three tiles and two bundles, then the checkpoint.
const CRASHES = Array.from({ length: 6 }, (_, put) => put)

describe('a pass that is cut short', () => {
  test.each(CRASHES)('at put %i is finished by a retry with the same indexes', async (put) => {
    const shard = `crash-${put}`
    const log = logOf(shard)
    await log.append({ id: 'before', entries: entries(100, 'before') })
    const before = await publishedCheckpoint(shard)

    await breakPuts(log, (_key, attempt) => (attempt >= put ? 'fail_before' : 'pass'))
    const errors = await failingAppends(log, [
      { id: 'a', entries: entries(200, 'a') },
      { id: 'b', entries: entries(100, 'b') },
    ])
    expect(errors).toEqual(['R2 is out', 'R2 is out'])
    expect((await publishedCheckpoint(shard)).checkpoint).toEqual(before.checkpoint)

    await evictDurableObject(log)
    // The callers come back in another order, and with a newcomer before them.
    const newcomer = log.append({ id: 'c', entries: entries(50, 'c') })
    const b = log.append({ id: 'b', entries: entries(100, 'b') })
    const a = log.append({ id: 'a', entries: entries(200, 'a') })
    expect(await a).toEqual({ status: 'already_appended', firstIndex: 100, count: 200 })
    expect(await b).toEqual({ status: 'already_appended', firstIndex: 300, count: 100 })
    expect(await newcomer).toEqual({ status: 'appended', firstIndex: 400, count: 50 })

    const after = await publishedCheckpoint(shard)
    expect(after.checkpoint.size).toBe(450)
    const claim = { oldSize: 100, oldRoot: before.checkpoint.root, newSize: 450 }
    const proof = await consistencyFrom(log, 100)
    expect(verifyConsistency(sha256, { ...claim, newRoot: after.checkpoint.root, proof })).toBe(
      true,
    )
    await expectReceipt(shard, 100, entries(1, 'a')[0] ?? new Uint8Array())
    await expectReceipt(shard, 399, entries(100, 'b')[99] ?? new Uint8Array())
  })

  test('after the checkpoint was stored repeats the same checkpoint', async () => {
    const log = logOf('lost-answer')
    await log.append({ id: 'a', entries: entries(3, 'a') })
    await breakPuts(log, (key) => (isCheckpoint(key) ? 'fail_after' : 'pass'))
    expect(await failingAppends(log, [{ id: 'b', entries: entries(4, 'b') }])).toEqual([
      'R2 lost the answer',
    ])
    const seen = await publishedCheckpoint('lost-answer')
    expect(seen.checkpoint.size).toBe(7)

    await evictDurableObject(log)
    const result = await log.append({ id: 'b', entries: entries(4, 'b') })
    expect(result).toEqual({ status: 'already_appended', firstIndex: 3, count: 4 })
    expect(await publishedCheckpoint('lost-answer')).toEqual(seen)
  })

  test.each(['tile/0/000.p/7', 'checkpoint'])(
    'by a kill of the object while it puts %s is finished by a retry',
    async (path) => {
      const shard = `killed-${path.split('/')[0]}`
      const log = logOf(shard)
      await log.append({ id: 'a', entries: entries(3, 'a') })
      let reached = false
      await breakPuts(log, (key) => {
        if (key !== logObjectKey(shard, path)) return 'pass'
        reached = true
        return 'hang'
      })
      const killed = log.append({ id: 'b', entries: entries(4, 'b') }).then(
        ({ status }) => status,
        () => 'killed',
      )
      await vi.waitUntil(() => reached)
      await killObject(log)
      expect(await killed).toBe('killed')
      expect((await publishedCheckpoint(shard)).checkpoint.size).toBe(3)

      const again = await logOf(shard).append({ id: 'b', entries: entries(4, 'b') })
      expect(again).toEqual({ status: 'already_appended', firstIndex: 3, count: 4 })
      expect((await publishedCheckpoint(shard)).checkpoint.size).toBe(7)
    },
  )

  test('is finished by the alarm when no caller comes back', async () => {
    const log = logOf('alarm')
    await log.append({ id: 'a', entries: entries(3, 'a') })
    await breakPuts(log, () => 'fail_before')
    await failingAppends(log, [{ id: 'b', entries: entries(4, 'b') }])
    await evictDurableObject(log)
    expect(await runDurableObjectAlarm(log)).toBe(true)
    expect((await publishedCheckpoint('alarm')).checkpoint.size).toBe(7)
  })

  test('takes in nothing new before it is finished, and nothing is lost then', async () => {
    const log = logOf('outage')
    await log.append({ id: 'a', entries: entries(3, 'a') })
    await breakPuts(log, () => 'fail_before')
    for (const id of ['b', 'c', 'b', 'd']) {
      expect(await failingAppends(log, [{ id: id, entries: entries(2, id) }])).toEqual([
        'R2 is out',
      ])
    }
    const size = () =>
      runInDurableObject(log, (_log, { storage }) =>
        storage.sql.exec<{ size: number }>('SELECT size FROM tree').one(),
      )
    expect(await size()).toEqual({ size: 5 })
    await mendPuts(log)
    expect(await log.append({ id: 'c', entries: entries(2, 'c') })).toEqual({
      status: 'appended',
      firstIndex: 5,
      count: 2,
    })
    expect(await log.append({ id: 'b', entries: entries(2, 'b') })).toEqual({
      status: 'already_appended',
      firstIndex: 3,
      count: 2,
    })
  })

  test('shows readers the size before, whose receipts still hold', async () => {
    const log = logOf('reading')
    await log.append({ id: 'a', entries: entries(250, 'a') })
    await breakPuts(log, () => 'fail_before')
    await failingAppends(log, [{ id: 'b', entries: entries(256, 'b') }])
    expect((await log.head()).size).toBe(250)
    expect(await log.proof(250)).toEqual({ status: 'index_unknown', size: 250 })
    const { size } = await expectReceipt('reading', 249, entries(250, 'a')[249] ?? new Uint8Array())
    expect(size).toBe(250)
  })

  test('writes every tile before the checkpoint that needs it', async () => {
    const log = logOf('tiles-first')
    const keys: string[] = []
    await breakPuts(log, (key) => {
      keys.push(key)
      return 'pass'
    })
    await log.append({ id: 'a', entries: entries(256, 'a') })
    const checkpoints = keys.flatMap((key, i) => (isCheckpoint(key) ? [i] : []))
    expect(checkpoints).toEqual([0, keys.length - 1])
    expect(keys.slice(1, -1).sort()).toEqual(
      ['tile/0/000', 'tile/1/000.p/1', 'tile/entries/000'].map((path) =>
        logObjectKey('tiles-first', path),
      ),
    )
  })

  test('meets a busy checkpoint key and waits for it', async () => {
    const log = logOf('busy')
    await log.append({ id: 'a', entries: entries(3, 'a') })
    let refused = 0
    await breakPuts(log, (key) => (isCheckpoint(key) && refused++ < 2 ? 'fail_before' : 'pass'))
    const result = await log.append({ id: 'b', entries: entries(3, 'b') })
    expect(result).toEqual({ status: 'appended', firstIndex: 3, count: 3 })
    expect((await publishedCheckpoint('busy')).checkpoint.size).toBe(6)
  })
})

test('a log refuses to be signed under another key or origin', async () => {
  const log = logOf('forked')
  await log.append({ id: 'a', entries: entries(3, 'a') })
  await evictDurableObject(log)
  for (const changed of [{ LOG_SIGNING_KEY: '03'.repeat(32) }, { LOG_ORIGIN: 'elsewhere/log' }]) {
    await runInDurableObject(log, (instance) => {
      Object.assign(instance, { env: { ...env, ...changed } })
    })
    const errors = await failingAppends(log, [{ id: 'b', entries: entries(1, 'b') }])
    expect(errors).toEqual([expect.stringMatching(/^this log is signed as /)])
    await evictDurableObject(log)
  }
  expect((await publishedCheckpoint('forked')).checkpoint.size).toBe(3)
})
