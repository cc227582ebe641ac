import { describe, expect, test } from 'vitest'
import { runPass } from '../../workers/treasury/pass.ts'
import type { SolanaRpc } from '../../workers/treasury/solana-rpc.ts'
import { createFakeCluster } from './fake-cluster.ts'
import { createDesk, enqueue, mintRequest, withStorage } from './fixtures.ts'
import { attempts, chain, passUntilIdle } from './pass-world.ts'

describe('a pass', () => {
  test('sends the same bytes until they land', async () => {
    const cluster = createFakeCluster()
    let drops = 5
    const lossy: SolanaRpc = {
      ...cluster.rpc,
      send: async (wire) =>
        drops-- > 0 ? { status: 'ok', value: 'dropped' } : cluster.rpc.send(wire),
    }
    await withStorage('same-bytes', async (storage) => {
      enqueue(storage, mintRequest(2, 3))
      await passUntilIdle(storage, cluster, lossy)
      expect(attempts(storage)).toEqual([1, 1])
      expect(cluster.collectibles).toHaveLength(3)
    })
  })

  test('signs again only after the blockhash has expired unseen', async () => {
    const cluster = createFakeCluster()
    const deaf: SolanaRpc = { ...cluster.rpc, send: async () => ({ status: 'ok', value: '' }) }
    await withStorage('expired', async (storage) => {
      enqueue(storage, mintRequest(3, 3))
      await passUntilIdle(storage, cluster)
      enqueue(storage, mintRequest(4, 3))
      await runPass(createDesk(storage, deaf, chain))
      cluster.advance(150)
      await runPass(createDesk(storage, deaf, chain))
      expect(attempts(storage).at(-1)).toBe(1)
      cluster.advance(1)
      await passUntilIdle(storage, cluster)
      expect(attempts(storage).at(-1)).toBe(2)
      expect(cluster.collectibles).toHaveLength(6)
    })
  })

  test('keeps an expired transaction while the statuses come from an older slot', async () => {
    const cluster = createFakeCluster()
    const deaf: SolanaRpc = { ...cluster.rpc, send: async () => ({ status: 'ok', value: '' }) }
    const lagging: SolanaRpc = {
      ...deaf,
      statuses: async (signatures) => ({
        status: 'ok',
        value: { slot: 1, values: signatures.map(() => null) },
      }),
    }
    await withStorage('lagging', async (storage) => {
      enqueue(storage, mintRequest(5, 3))
      await runPass(createDesk(storage, deaf, chain))
      cluster.advance(500)
      const outcome = await runPass(createDesk(storage, lagging, chain))
      expect(outcome.status).toBe('fault')
      expect(attempts(storage)).toEqual([1, 0])
    })
  })

  test('does not sign again when the transaction lands with the last of its blockhash', async () => {
    const cluster = createFakeCluster()
    const lost: string[] = []
    const losing: SolanaRpc = {
      ...cluster.rpc,
      send: async (wire) => {
        lost.push(wire)
        return { status: 'ok', value: '' }
      },
    }
    const landsLate: SolanaRpc = {
      ...cluster.rpc,
      finalizedHeight: async () => {
        for (const wire of lost.splice(0)) await cluster.rpc.send(wire)
        cluster.advance(200)
        return cluster.rpc.finalizedHeight()
      },
    }
    await withStorage('lands-late', async (storage) => {
      enqueue(storage, mintRequest(14, 3))
      await passUntilIdle(storage, cluster)
      enqueue(storage, mintRequest(15, 3))
      await runPass(createDesk(storage, losing, chain))
      await passUntilIdle(storage, cluster, landsLate)
      expect(attempts(storage)).toEqual([1, 1, 1])
      expect(cluster.collectibles).toHaveLength(6)
    })
  })
})
