import { readdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { Unanswered } from '../../gpu-client/oracle/answer.ts'
import type { OracleClient } from '../../gpu-client/oracle/oracle-client.ts'
import { runBatches } from '../../gpu-client/run-batches.ts'
import { createFakeBackend } from './fakes/backend.ts'
import { createNode, inFolder, NEVER, PLAN, runDependencies } from './fakes/node.ts'
import { refusal } from './fakes/oracle.ts'

describe('a run', () => {
  test('takes two batches from lease to cNFT and keeps a receipt of each asset', () =>
    inFolder(async (folder) => {
      const { home, log, network, world } = await createNode(folder)
      const { oracle, store: objects } = network
      const { deps, events } = runDependencies({ home, log, oracle, objects, world })
      await runBatches(deps, PLAN, NEVER)

      const receipts = home.store.receipts.list()
      expect(receipts.map(({ logIndex }) => logIndex)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
      expect(receipts.every(({ cnft }) => cnft !== null)).toBe(true)
      expect(home.store.batches.totals()).toMatchObject({ accepted: 8, minted: 8, pending: 0 })
      expect(events.filter(({ event }) => event === 'asset')).toHaveLength(8)
      expect(events.filter(({ event }) => event === 'minted')).toHaveLength(2)
      home.close()
    }))

  test('removes shards whose receipts are complete', () =>
    inFolder(async (folder) => {
      const { home, log, network } = await createNode(folder)
      const { oracle, store: objects } = network
      await runBatches(runDependencies({ home, log, oracle, objects }).deps, PLAN, NEVER)
      expect(await readdir(home.paths.shards)).toEqual([])
      home.close()
    }))

  test('keeps them when told so', () =>
    inFolder(async (folder) => {
      const { home, log, network } = await createNode(folder)
      const { oracle, store: objects } = network
      const { deps } = runDependencies({ home, log, oracle, objects, keepShards: true })
      await runBatches(deps, PLAN, NEVER)
      expect(await readdir(home.paths.shards)).toHaveLength(4)
      home.close()
    }))

  test('stops leasing at the number of assets that was asked for', () =>
    inFolder(async (folder) => {
      const { home, log, network } = await createNode(folder)
      const { oracle, store: objects } = network
      const { deps } = runDependencies({ home, log, oracle, objects })
      await runBatches(deps, { ...PLAN, batches: undefined, assets: 10 }, NEVER)
      expect([...network.leases.values()].map(({ lease }) => lease.count)).toEqual([4, 4, 2])
      expect(log.size()).toBe(10)
      home.close()
    }))

  test('leases nothing while the disk limit is reached, and goes on when there is room', () =>
    inFolder(async (folder) => {
      const { home, log, network, world } = await createNode(folder)
      const { oracle, store: objects } = network
      const used = [200, 200, 10, 10]
      const usedBytes = async (): Promise<number> => (used.shift() ?? 10) * 1_048_576
      const { deps, events } = runDependencies({ home, log, oracle, objects, world, usedBytes })
      await runBatches(deps, PLAN, NEVER)
      const names = events.map(({ event }) => event)
      expect(names.filter((name) => name === 'disk_limit')).toHaveLength(1)
      expect(names.indexOf('disk_ok')).toBeLessThan(names.indexOf('leased'))
      home.close()
    }))

  test('lets kept shards make room before it stops leasing', () =>
    inFolder(async (folder) => {
      const { home, log, network, world } = await createNode(folder)
      const { oracle, store: objects } = network
      const asked: number[] = []
      const { deps, events } = runDependencies({
        ...{ home, log, oracle, objects, world },
        usedBytes: async () => 101 * 1_048_576,
        giveWay: async (bytes) => {
          asked.push(bytes)
          return bytes
        },
      })
      await runBatches(deps, PLAN, NEVER)
      expect(asked[0]).toBe(1_048_577)
      expect(events.filter(({ event }) => event === 'disk_limit')).toEqual([])
      home.close()
    }))
})

const CALLS = [
  'lease',
  'uploads',
  'commit',
  'leaseState',
  'receipts',
  'proofs',
] as const satisfies readonly (keyof OracleClient)[]

/** The same oracle, whose named call loses its first two answers after it took effect. */
function losingAnswers(oracle: OracleClient, name: keyof OracleClient): OracleClient {
  let lost = 0
  const flaky = async (...args: never[]) => {
    const answer = await (oracle[name] as (...args: never[]) => Promise<unknown>)(...args)
    lost += 1
    if (lost <= 2) throw new Unanswered('UNREACHABLE', 'the answer was lost')
    return answer
  }
  return { ...oracle, [name]: flaky }
}

describe('an outage', () => {
  test.each(CALLS)('that loses answers of %s has no second effect', (name) =>
    inFolder(async (folder) => {
      const { home, log, network, world } = await createNode(folder)
      const oracle = losingAnswers(network.oracle, name)
      const objects = network.store
      const { deps, events } = runDependencies({ home, log, oracle, objects, world })
      await runBatches(deps, PLAN, NEVER)
      expect(network.leases.size).toBe(2)
      expect(log.size()).toBe(8)
      const outages = events.filter(({ event }) => event === 'outage')
      expect(outages).toHaveLength(1)
      expect(events.filter(({ event }) => event === 'recovered')).toHaveLength(1)
      home.close()
    }),
  )

  test('of the store is waited out with fresh URLs', () =>
    inFolder(async (folder) => {
      const { home, log, network, world } = await createNode(folder)
      let puts = 0
      const objects: typeof network.store = {
        put: async (...args) => {
          puts += 1
          if (puts <= 3) throw new Unanswered('STORE_HTTP_500', 'network connection lost')
          return network.store.put(...args)
        },
      }
      const { oracle } = network
      const { deps } = runDependencies({ home, log, oracle, objects, world })
      await runBatches(deps, PLAN, NEVER)
      expect(log.size()).toBe(8)
      home.close()
    }))

  test('waits as long as the oracle asks for', () =>
    inFolder(async (folder) => {
      const { home, log, network, world } = await createNode(folder)
      let asked = 0
      const oracle: OracleClient = {
        ...network.oracle,
        lease: async (...args) => {
          asked += 1
          if (asked > 1) return network.oracle.lease(...args)
          const busy = refusal('LEASES_TOO_MANY', 429)
          throw Object.assign(busy, { retryAfterMs: 7_000 })
        },
      }
      const { deps } = runDependencies({ home, log, oracle, objects: network.store, world })
      await runBatches(deps, PLAN, NEVER)
      expect(world.sleeps).toContain(7_000)
      home.close()
    }))
})

describe('a verdict', () => {
  test('of rejection ends the batch with its rule, and the next one is leased', () =>
    inFolder(async (folder) => {
      const { home, log, network, world } = await createNode(folder)
      const { oracle, store: objects } = network
      const honest = createFakeBackend()
      let made = 0
      const backend: typeof honest = {
        ...honest,
        generate: async (request, signal) => {
          const asset = await honest.generate(request, signal)
          made += 1
          if (made === 1) asset.glb[20] = 99
          return asset
        },
      }
      const { deps, events } = runDependencies({ home, log, oracle, objects, world, backend })
      await runBatches(deps, PLAN, NEVER)
      expect(home.store.batches.totals().rejected).toEqual([
        { reason: 'ASSET_NOT_REPRODUCED', assets: 4 },
      ])
      expect(events).toContainEqual({
        ...{ event: 'lost', batchId: 'batch_0', assets: 4 },
        ...{ outcome: 'rejected', reason: 'ASSET_NOT_REPRODUCED' },
      })
      expect(log.size()).toBe(4)
      home.close()
    }))

  test.each([
    ['LEASE_EXPIRED', 410, 'uploads'],
    ['COMMIT_CONFLICT', 409, 'commit'],
    ['LEASE_UNKNOWN', 404, 'leaseState'],
  ] as const)('%s ends the batch alone', (code, status, call) =>
    inFolder(async (folder) => {
      const { home, log, network, world } = await createNode(folder)
      let refused = false
      const oracle: OracleClient = {
        ...network.oracle,
        [call]: async (...args: never[]) => {
          if (refused) return (network.oracle[call] as (...args: never[]) => unknown)(...args)
          refused = true
          throw refusal(code, status)
        },
      }
      const { deps } = runDependencies({ home, log, oracle, objects: network.store, world })
      await runBatches(deps, PLAN, NEVER)
      const { rejected, minted } = home.store.batches.totals()
      expect(rejected).toEqual([{ reason: code, assets: 4 }])
      expect(minted).toBe(4)
      home.close()
    }),
  )

  test('about the node itself ends the run', () =>
    inFolder(async (folder) => {
      const { home, log, network, world } = await createNode(folder)
      const oracle: OracleClient = {
        ...network.oracle,
        lease: async () => {
          throw refusal('NODE_UNKNOWN', 401)
        },
      }
      const { deps } = runDependencies({ home, log, oracle, objects: network.store, world })
      await expect(runBatches(deps, PLAN, NEVER)).rejects.toMatchObject({
        code: 'ORACLE_REFUSED',
        context: { refusal: 'NODE_UNKNOWN' },
      })
      home.close()
    }))
})
