import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { LATEST_GENERATOR } from '../../generator/versions.ts'
import type { Backend } from '../../gpu-client/backend/backend.ts'
import { readAsset } from '../../gpu-client/backend/child-asset.ts'
import type { ChildLimits } from '../../gpu-client/backend/child-place.ts'
import { openChildPool } from '../../gpu-client/backend/child-pool.ts'
import { type ChildScript, SEED } from './fakes/child-script.ts'
import { inFolder, NEVER } from './fakes/node.ts'

const CHILD = join(import.meta.dirname, 'fakes/child.ts')
const QUICK: Partial<ChildLimits> = { backOffMs: 5, restartsMax: 2 }

const pools: Backend[] = []
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})

async function openPool(
  scripts: readonly ChildScript[],
  limits: Partial<ChildLimits> = QUICK,
  signal: AbortSignal = NEVER,
) {
  const deaths: string[] = []
  const programs = scripts.map((script, index) => ({
    name: `child ${index}`,
    start: () => spawn(process.execPath, [CHILD, JSON.stringify(script)], { stdio: 'pipe' }),
  }))
  const died = (reason: string): void => {
    deaths.push(reason)
  }
  const pool = await openChildPool(
    { name: 'scripted', programs, read: readAsset, died, limits },
    signal,
  )
  pools.push(pool)
  return { pool, deaths }
}

function requestOf(kind: number, index = 0) {
  const assetSeed = new Uint8Array(16).fill(index, 1)
  assetSeed[0] = kind
  return { generator: LATEST_GENERATOR, assetSeed, grid: 64, views: undefined }
}

/** What the fake child writes: the seed behind the magic. */
const seedOf = ({ glb }: { readonly glb: Uint8Array }): Uint8Array => glb.slice(4)

const pidOf = ({ facts }: { readonly facts: unknown }): number => (facts as { pid: number }).pid

describe('children', () => {
  test('answer each request with its own asset, however many are open', async () => {
    const { pool } = await openPool([{ capacity: 4 }])
    const requests = Array.from({ length: 40 }, (_, i) => requestOf(SEED.good, i))
    const made = await Promise.all(requests.map((request) => pool.generate(request, NEVER)))
    expect(made.map(seedOf)).toEqual(requests.map(({ assetSeed }) => assetSeed))
  })

  test('share the work, each as far as it has room', async () => {
    const { pool } = await openPool([{ capacity: 6 }, { capacity: 2 }])
    expect(pool.threads).toBe(4)
    const requests = Array.from({ length: 40 }, (_, i) => requestOf(SEED.good, i))
    const made = await Promise.all(requests.map((request) => pool.generate(request, NEVER)))
    const pids = made.map(pidOf)
    const shares = [...new Set(pids)].map((pid) => pids.filter((each) => each === pid).length)
    expect(shares).toHaveLength(2)
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(2)
  })

  test.each([
    ['dies', SEED.dies, 'exit code 3'],
    ['writes what is no frame', SEED.garbage, 'does not speak the protocol'],
    ['answers with facts that cannot be read', SEED.badFacts, 'facts that are no JSON'],
  ])('lose no asset when one %s', (_, kind, reason) =>
    inFolder(async (folder) => {
      const { pool, deaths } = await openPool([{ capacity: 8, once: join(folder, 'done') }])
      const requests = Array.from({ length: 16 }, (_, i) => requestOf(i === 5 ? kind : 0, i))
      const made = await Promise.all(requests.map((request) => pool.generate(request, NEVER)))
      expect(made.map(seedOf)).toEqual(requests.map(({ assetSeed }) => assetSeed))
      expect(deaths).toHaveLength(1)
      expect(deaths[0]).toContain(reason)
    }),
  )

  test('are killed when they say nothing for too long, and the work is done by the next', () =>
    inFolder(async (folder) => {
      const limits = { ...QUICK, silenceMs: 300 }
      const { pool, deaths } = await openPool([{ capacity: 2, once: join(folder, 'done') }], limits)
      const made = await pool.generate(requestOf(SEED.silent), NEVER)
      expect(seedOf(made)[0]).toBe(SEED.silent)
      expect(deaths[0]).toContain('no answer for 300 ms')
    }))

  test('give up an asset that two of them died over, and go on with others', async () => {
    const { pool, deaths } = await openPool([{ capacity: 1 }])
    await expect(pool.generate(requestOf(SEED.dies), NEVER)).rejects.toMatchObject({
      ...{ name: 'BackendLost', code: 'ASSET_FATAL', final: false },
    })
    expect(deaths).toHaveLength(2)
    expect(seedOf(await pool.generate(requestOf(SEED.good), NEVER))[0]).toBe(SEED.good)
  })

  test('are not started for ever: the pool is lost then, with all that waits', async () => {
    const { pool } = await openPool([{ capacity: 1 }], { ...QUICK, restartsMax: 1 })
    const waiting = [SEED.dies, SEED.dies, SEED.good].map((kind, i) =>
      pool.generate(requestOf(kind, i), NEVER),
    )
    const settled = await Promise.allSettled(waiting)
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    await expect(pool.generate(requestOf(SEED.good), NEVER)).rejects.toMatchObject({
      ...{ name: 'BackendLost', code: 'CHILD_DIED', final: true },
    })
  })

  test('pass on that a seed is rejected, and go on', async () => {
    const { pool, deaths } = await openPool([{ capacity: 2 }])
    await expect(pool.generate(requestOf(SEED.rejected), NEVER)).rejects.toMatchObject({
      ...{ name: 'ClientFault', code: 'GENERATOR_FAILED' },
      context: { reason: 'rejected: no luck' },
    })
    await expect(
      pool.generate({ ...requestOf(SEED.good), assetSeed: new Uint8Array(3) }, NEVER),
    ).rejects.toMatchObject({ code: 'GENERATOR_FAILED' })
    await pool.generate(requestOf(SEED.good), NEVER)
    expect(deaths).toEqual([])
  })

  test('keep no one waiting who has stopped, and serve the others', async () => {
    const { pool } = await openPool([{ capacity: 2 }])
    const stop = new AbortController()
    const waiting = Array.from({ length: 12 }, (_, i) =>
      pool.generate(requestOf(SEED.good, i), stop.signal),
    )
    stop.abort(new Error('stop'))
    const settled = await Promise.allSettled(waiting)
    expect(settled.every(({ status }) => status === 'rejected')).toBe(true)
    expect(seedOf(await pool.generate(requestOf(SEED.good, 77), NEVER))[1]).toBe(77)
  })
})

describe('a pool that does not come up', () => {
  test('passes on why the child cannot work, and tries only once', async () => {
    const opening = openPool([{ capacity: 1, start: 'final' }])
    await expect(opening).rejects.toMatchObject({
      ...{ name: 'BackendLost', code: 'DRIVER_TOO_OLD', context: { driver: 'CUDA 11' } },
    })
  })

  test.each(['mute', 'dies'] as const)('ends when every child %s', async (start) => {
    const limits = { ...QUICK, startMs: 200, restartsMax: 1 }
    await expect(openPool([{ capacity: 1, start }], limits)).rejects.toMatchObject({
      code: 'CHILD_DIED',
    })
  })

  test('does with the children that do', async () => {
    const { pool } = await openPool([{ capacity: 2 }, { capacity: 2, start: 'final' }])
    expect(pool.threads).toBe(1)
    await pool.generate(requestOf(SEED.good), NEVER)
  })

  test('ends when the program is not there', async () => {
    const start = () => spawn('/nowhere/piwa', { stdio: 'pipe' })
    const opening = openChildPool(
      {
        ...{ name: 'none', programs: [{ name: 'none', start }], read: readAsset },
        ...{ died: () => undefined, limits: { ...QUICK, restartsMax: 0 } },
      },
      NEVER,
    )
    await expect(opening).rejects.toMatchObject({ code: 'CHILD_DIED' })
  })

  test('stops at once when told so', async () => {
    const stop = new AbortController()
    const opening = openPool([{ capacity: 1, start: 'mute' }], QUICK, stop.signal)
    stop.abort(new Error('stop'))
    await expect(opening).rejects.toThrow('stop')
  })
})
