import { describe, expect, test } from 'vitest'
import type { Chain } from '../../workers/treasury/chain.ts'
import { runPass } from '../../workers/treasury/pass.ts'
import { FAILURES_MAX } from '../../workers/treasury/settle.ts'
import type { SolanaRpc } from '../../workers/treasury/solana-rpc.ts'
import { createFakeCluster } from './fake-cluster.ts'
import { createDesk, enqueue, mintRequest, withStorage } from './fixtures.ts'
import { attempts, chain, passUntilIdle, progress } from './pass-world.ts'

describe('a pass', () => {
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
