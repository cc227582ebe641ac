import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { someNodeId } from '../fixtures-queue.ts'

const NOW_MS = 1_700_000_000_000
const VALID_MS = 300_000

const someGuard = () => env.REPLAY_GUARD.getByName(someNodeId())

describe('ReplayGuard', () => {
  test('admits a nonce once', async () => {
    const guard = someGuard()
    expect(await guard.admit('n1', NOW_MS + VALID_MS, NOW_MS)).toBe('admitted')
    expect(await guard.admit('n1', NOW_MS + VALID_MS, NOW_MS)).toBe('replayed')
  })
  test('admits one of many equal requests that come at once', async () => {
    const guard = someGuard()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => guard.admit('n1', NOW_MS + VALID_MS, NOW_MS)),
    )
    expect(answers.filter((answer) => answer === 'admitted')).toHaveLength(1)
  })
  test('admits another nonce', async () => {
    const guard = someGuard()
    await guard.admit('n1', NOW_MS + VALID_MS, NOW_MS)
    expect(await guard.admit('n2', NOW_MS + VALID_MS, NOW_MS)).toBe('admitted')
  })
  test('keeps nodes apart', async () => {
    await someGuard().admit('n1', NOW_MS + VALID_MS, NOW_MS)
    expect(await someGuard().admit('n1', NOW_MS + VALID_MS, NOW_MS)).toBe('admitted')
  })
  test('remembers a nonce to the last moment of its request', async () => {
    const guard = someGuard()
    await guard.admit('n1', NOW_MS + VALID_MS, NOW_MS)
    expect(await guard.admit('n1', NOW_MS + VALID_MS, NOW_MS + VALID_MS)).toBe('replayed')
  })
  test('forgets nonces of stale requests, so that it does not grow without end', async () => {
    const guard = someGuard()
    for (let i = 0; i < 20; i += 1) await guard.admit(`n${i}`, NOW_MS + i, NOW_MS)
    await guard.admit('last', NOW_MS + VALID_MS, NOW_MS + 20)
    const kept = await runInDurableObject(guard, (_, { storage }) =>
      storage.sql.exec('SELECT value FROM nonce').toArray(),
    )
    expect(kept).toEqual([{ value: 'last' }])
  })
  test('knows its nonces after an eviction', async () => {
    const guard = someGuard()
    await guard.admit('n1', NOW_MS + VALID_MS, NOW_MS)
    await evictDurableObject(guard)
    expect(await guard.admit('n1', NOW_MS + VALID_MS, NOW_MS)).toBe('replayed')
  })
})
