import { describe, expect, test } from 'vitest'
import type { Chain } from '../../workers/treasury/chain.ts'
import { countOpen } from '../../workers/treasury/jobs.ts'
import { runPass } from '../../workers/treasury/pass.ts'
import { findRequest, listMinted, requestProgress } from '../../workers/treasury/requests.ts'
import { FAILURES_MAX } from '../../workers/treasury/settle.ts'
import type { SolanaRpc } from '../../workers/treasury/solana-rpc.ts'
import { createFakeCluster, type FakeCluster } from './fake-cluster.ts'
import { createDesk, createTestChain, enqueue, mintRequest, withStorage } from './fixtures.ts'

const chain = createTestChain()
const PASSES_MAX = 3000

async function passUntilIdle(
  storage: DurableObjectStorage,
  cluster: FakeCluster,
  rpc: SolanaRpc = cluster.rpc,
): Promise<void> {
  for (let pass = 0; pass < PASSES_MAX && countOpen(storage.sql) > 0; pass += 1) {
    await runPass(createDesk(storage, rpc, chain))
    cluster.advance(1)
  }
  expect(countOpen(storage.sql)).toBe(0)
}

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

  test('reports an outage as a fault and goes on afterwards', async () => {
    const cluster = createFakeCluster()
    const down: SolanaRpc = {
      ...cluster.rpc,
      latestBlockhash: async () => ({ status: 'error', code: -32005, message: 'Node is behind' }),
    }
    await withStorage('outage', async (storage) => {
      const request = mintRequest(6, 3)
      enqueue(storage, request)
      const outcome = await runPass(createDesk(storage, down, chain))
      expect(outcome).toEqual({ status: 'fault', reason: '-32005 Node is behind' })
      expect(progress(storage, request.id)).toMatchObject({ minted: 0, open: 1 })
      await passUntilIdle(storage, cluster)
      expect(cluster.collectibles).toHaveLength(3)
    })
  })

  test('waits for funds instead of failing', async () => {
    const cluster = createFakeCluster()
    cluster.balanceLamports = 20_000
    await withStorage('unfunded', async (storage) => {
      enqueue(storage, mintRequest(7, 3))
      const outcome = await runPass(createDesk(storage, cluster.rpc, chain))
      expect(outcome.status).toBe('fault')
      expect(cluster.sends).toEqual([])
      cluster.balanceLamports = 1_000_000_000
      await passUntilIdle(storage, cluster)
      expect(cluster.collectibles).toHaveLength(3)
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

  test('mints on while the node garbles a transaction that landed', async () => {
    const cluster = createFakeCluster()
    let garbled = ''
    const garbling: SolanaRpc = {
      ...cluster.rpc,
      transaction: async (signature) => {
        const reply = await cluster.rpc.transaction(signature)
        if (garbled === '') garbled = signature
        if (reply.status !== 'ok' || reply.value === null || signature !== garbled) return reply
        const meta = { ...reply.value.meta, innerInstructions: [] }
        return { status: 'ok', value: { ...reply.value, meta } }
      },
    }
    await withStorage('garbled', async (storage) => {
      enqueue(storage, mintRequest(18, 3))
      for (let pass = 0; pass < 4; pass += 1) await runPass(createDesk(storage, garbling, chain))
      const request = mintRequest(19, 3)
      enqueue(storage, request)
      for (let pass = 0; pass < 4; pass += 1) await runPass(createDesk(storage, garbling, chain))
      expect(progress(storage, request.id)?.minted).toBe(3)
      await passUntilIdle(storage, cluster)
      expect(cluster.collectibles).toHaveLength(6)
    })
  })

  test('retries a transaction that failed on the chain', async () => {
    const cluster = createFakeCluster()
    await withStorage('failed-once', async (storage) => {
      enqueue(storage, mintRequest(8, 3))
      await passUntilIdle(storage, cluster)
      cluster.failWith = { InstructionError: [0, { Custom: 6016 }] }
      enqueue(storage, mintRequest(9, 3))
      await runPass(createDesk(storage, cluster.rpc, chain))
      cluster.failWith = null
      cluster.advance(1)
      await passUntilIdle(storage, cluster)
      expect(attempts(storage).at(-1)).toBe(2)
      expect(cluster.collectibles).toHaveLength(6)
    })
  })

  test('gives a mint up with the chain’s words after repeated failures', async () => {
    const cluster = createFakeCluster()
    await withStorage('failing', async (storage) => {
      enqueue(storage, mintRequest(10, 3))
      await passUntilIdle(storage, cluster)
      const request = mintRequest(11, 3)
      enqueue(storage, request)
      cluster.failWith = { InstructionError: [0, { Custom: 6016 }] }
      await passUntilIdle(storage, cluster)
      expect(attempts(storage).at(-1)).toBe(FAILURES_MAX)
      expect(progress(storage, request.id)?.refusal).toEqual({
        status: 'refused',
        code: 'CHAIN_REJECTED',
        context: { reason: '{"InstructionError":[0,{"Custom":6016}]}' },
      })
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

  test('ends a job whose message the guard refuses', async () => {
    const cluster = createFakeCluster()
    const wary: Chain = {
      ...chain,
      sign: (work, blockhash) =>
        work.kind === 'mint'
          ? Promise.resolve({ status: 'refused', reason: 'unknown signer' })
          : chain.sign(work, blockhash),
    }
    await withStorage('guarded', async (storage) => {
      const request = mintRequest(13, 3)
      enqueue(storage, request)
      for (let pass = 0; pass < 5; pass += 1) {
        await runPass(createDesk(storage, cluster.rpc, wary))
      }
      expect(progress(storage, request.id)?.refusal?.code).toBe('INSTRUCTION_REFUSED')
      expect(cluster.collectibles).toEqual([])
    })
  })
})

const attempts = (storage: DurableObjectStorage): number[] =>
  storage.sql
    .exec<{ attempts: number }>('SELECT attempts FROM job ORDER BY id')
    .toArray()
    .map((row) => row.attempts)

const progress = (storage: DurableObjectStorage, id: string) => {
  const request = findRequest(storage.sql, id)
  return request && requestProgress(storage.sql, request.number)
}
