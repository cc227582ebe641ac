import { describe, expect, test } from 'vitest'
import { countOpen } from '../../workers/treasury/jobs.ts'
import { runPass } from '../../workers/treasury/pass.ts'
import { findRequest, listMinted } from '../../workers/treasury/requests.ts'
import { createFakeCluster, type FakeCluster } from './fake-cluster.ts'
import { createDesk, createTestChain, enqueue, mintRequest, withStorage } from './fixtures.ts'
import { chain, passUntilIdle } from './pass-world.ts'

const urisOf = (cluster: FakeCluster) => cluster.collectibles.map(({ uri }) => uri).sort()
const urisFor = (request: ReturnType<typeof mintRequest>) =>
  request.assets.map(({ logIndex }) => `http://127.0.0.1:8787/c/${logIndex}`).sort()

describe('a pass', () => {
  test('creates trees as they fill and mints every asset to its owner', async () => {
    const cluster = createFakeCluster()
    await withStorage('fills-trees', async (storage) => {
      const request = mintRequest(1, 20)
      enqueue(storage, request)
      await passUntilIdle(storage, cluster)

      expect(urisOf(cluster)).toEqual(urisFor(request))
      expect(new Set(cluster.collectibles.map(({ tree }) => tree)).size).toBe(3)
      const number = findRequest(storage.sql, request.id)?.number ?? -1
      const minted = listMinted(storage.sql, number)
      expect(minted.map(({ logIndex }) => logIndex)).toEqual(
        request.assets.map(({ logIndex }) => logIndex),
      )
      expect(minted.map(({ leafIndex }) => leafIndex)).toEqual([
        0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3,
      ])
      expect(new Set(minted.map(({ assetId }) => assetId)).size).toBe(20)
    })
  })

  test('mints on while the next tree waits for funds', async () => {
    const cluster = createFakeCluster()
    await withStorage('next-tree-unfunded', async (storage) => {
      enqueue(storage, mintRequest(16, 3))
      await passUntilIdle(storage, cluster)
      cluster.balanceLamports = 1_000_000
      enqueue(storage, mintRequest(17, 5))
      for (let pass = 0; pass < 4; pass += 1) {
        const outcome = await runPass(createDesk(storage, cluster.rpc, chain))
        expect(outcome.status).toBe('fault')
      }
      expect(cluster.collectibles).toHaveLength(8)
      expect(cluster.trees).toHaveLength(1)
      expect(countOpen(storage.sql)).toBe(1)
    })
  })

  test('goes to another tree when the account of the next one is taken', async () => {
    const cluster = createFakeCluster()
    cluster.occupy(chain.treeAddress(0).tree)
    await withStorage('foreign-tree', async (storage) => {
      enqueue(storage, mintRequest(12, 3))
      await passUntilIdle(storage, cluster)
      expect(cluster.trees).toEqual([chain.treeAddress(1).tree])
      expect(cluster.collectibles).toHaveLength(3)
    })
  })

  test('starts a new tree with a new key, and still answers for the old one', async () => {
    const cluster = createFakeCluster()
    const next = createTestChain(new Uint8Array(32).fill(5))
    await withStorage('rotated', async (storage) => {
      const before = mintRequest(20, 3)
      enqueue(storage, before)
      await passUntilIdle(storage, cluster)
      enqueue(storage, mintRequest(21, 3), next)
      for (let pass = 0; pass < 6; pass += 1) await runPass(createDesk(storage, cluster.rpc, next))
      expect(cluster.trees).toEqual([chain.treeAddress(0).tree, next.treeAddress(1).tree])
      expect(cluster.collectibles).toHaveLength(6)
      const minted = listMinted(storage.sql, findRequest(storage.sql, before.id)?.number ?? -1)
      expect(minted.map(({ tree }) => tree)).toEqual(Array(3).fill(chain.treeAddress(0).tree))
    })
  })

  test('leaves what waits for a former key alone', async () => {
    const cluster = createFakeCluster()
    const next = createTestChain(new Uint8Array(32).fill(6))
    await withStorage('rotated-early', async (storage) => {
      enqueue(storage, mintRequest(22, 3))
      for (let pass = 0; pass < 3; pass += 1) await runPass(createDesk(storage, cluster.rpc, next))
      expect(cluster.sends).toEqual([])
      await passUntilIdle(storage, cluster)
      expect(cluster.collectibles).toHaveLength(3)
    })
  })
})
