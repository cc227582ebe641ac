import { rm, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { openHome } from '../../gpu-client/home/home.ts'
import { shardPath } from '../../gpu-client/home/paths.ts'
import type { OracleClient } from '../../gpu-client/oracle/oracle-client.ts'
import { runBatches } from '../../gpu-client/run-batches.ts'
import { StopRequested } from '../../gpu-client/stop.ts'
import { createFakeBackend } from './fakes/backend.ts'
import { Crash, type CrashPlan, createCrasher } from './fakes/crash.ts'
import { createNode, inFolder, NEVER, PLAN, runDependencies, WALLET } from './fakes/node.ts'
import { createFakeOracle } from './fakes/oracle.ts'

// One batch at a time, so that the calls come in the same order in each run.
const ONE_BY_ONE = { ...PLAN, inFlightMax: 1, batches: undefined, assets: 4 }

/** Runs a node that dies as planned, then another on the same home to the end. */
async function dieAndResume(folder: string, plan: CrashPlan) {
  const { home, log, network, world } = await createNode(folder, { countMax: 2 })
  const crasher = createCrasher(plan)
  const { batches, parts, receipts } = home.store
  const { deps } = runDependencies({
    ...{ home, log, world },
    oracle: crasher.wrap(network.oracle),
    objects: crasher.wrap(network.store),
    store: {
      batches: crasher.wrap(batches),
      parts: crasher.wrap(parts),
      receipts: crasher.wrap(receipts),
    },
  })
  const ended = await runBatches(deps, ONE_BY_ONE, NEVER).then(
    () => 'finished' as const,
    (error: unknown) => error,
  )
  if (ended !== 'finished') expect(ended).toBeInstanceOf(Crash)
  home.close()

  const again = await openHome(folder)
  const { oracle, store: objects } = network
  const second = runDependencies({ home: again, log, oracle, objects, world })
  await runBatches(second.deps, ONE_BY_ONE, NEVER)
  const totals = again.store.batches.totals()
  const logIndexes = again.store.receipts.list().map(({ logIndex }) => logIndex)
  again.close()
  return { ended, totals, logIndexes, network, log, calls: crasher.calls() }
}

/** A node that died with its shard made and nothing uploaded, and what takes it up again. */
async function dieBeforeUpload(folder: string) {
  const { home, log, network, world } = await createNode(folder)
  const { oracle, store: objects } = network
  const failing = { put: () => Promise.reject(new Crash()) }
  const first = runDependencies({ home, log, oracle, objects: failing, world })
  const plan = { ...PLAN, batches: 1 }
  await expect(runBatches(first.deps, plan, NEVER)).rejects.toThrow(Crash)
  const [batch] = home.store.batches.unsettled()
  if (batch?.state !== 'generated') throw new Error(`it is ${batch?.state}`)
  const shard = shardPath(home.paths, batch.lease.leaseId)
  const resume = () =>
    runBatches(runDependencies({ home, log, oracle, objects, world }).deps, plan, NEVER)
  return { home, log, shard, resume }
}

describe('a killed client', () => {
  test('loses and repeats no batch, at whichever call it dies and whether or not that took effect', async () => {
    const whole = await inFolder((folder) =>
      dieAndResume(folder, { callsBefore: Number.POSITIVE_INFINITY, takesEffect: false }),
    )
    expect(whole.ended).toBe('finished')
    expect(whole.calls).toBeGreaterThan(30)
    for (let callsBefore = 0; callsBefore < whole.calls; callsBefore += 1) {
      for (const takesEffect of [false, true]) {
        const run = await inFolder((folder) => dieAndResume(folder, { callsBefore, takesEffect }))
        const where = `after call ${callsBefore}, ${takesEffect ? 'done' : 'not done'}`
        expect(run.ended, where).toBeInstanceOf(Crash)
        expect(run.network.leases.size, where).toBe(2)
        expect(run.log.size(), where).toBe(4)
        expect(run.logIndexes, where).toEqual([0, 1, 2, 3])
        expect(run.totals, where).toMatchObject({ accepted: 4, minted: 4, pending: 0 })
        expect(run.totals.rejected, where).toEqual([])
      }
    }
  })

  test('asks for its lease again under the key of the lost answer', () =>
    inFolder(async (folder) => {
      const { home, log, network, world } = await createNode(folder)
      const keys: string[] = []
      const oracle: OracleClient = {
        ...network.oracle,
        lease: async (request, signal) => {
          keys.push(request.requestKey)
          const lease = await network.oracle.lease(request, signal)
          if (keys.length === 1) throw new Crash()
          return lease
        },
      }
      const objects = network.store
      const { deps } = runDependencies({ home, log, oracle, objects, world })
      await expect(runBatches(deps, { ...PLAN, batches: 1 }, NEVER)).rejects.toThrow(Crash)
      await runBatches(deps, { ...PLAN, batches: 1 }, NEVER)
      expect(keys[1]).toBe(keys[0])
      expect(network.leases.size).toBe(1)
      home.close()
    }))

  test('generates again when its shard has gone', () =>
    inFolder(async (folder) => {
      const { home, log, shard, resume } = await dieBeforeUpload(folder)
      await rm(shard)
      await resume()
      expect(log.size()).toBe(4)
      home.close()
    }))

  test('generates again when its shard was damaged on the disk', () =>
    inFolder(async (folder) => {
      const { home, log, shard, resume } = await dieBeforeUpload(folder)
      await writeFile(shard, 'not a shard')
      await resume()
      expect(home.store.batches.totals().rejected).toEqual([])
      expect(log.size()).toBe(4)
      home.close()
    }))

  test('lets the oracle decide that a lease ran out meanwhile', () =>
    inFolder(async (folder) => {
      const { home, log, world } = await createNode(folder)
      const network = createFakeOracle({
        ...{ log, nodeId: home.nodeId, wallet: WALLET, nowMs: world.nowMs, leaseMs: 1_000 },
      })
      const { oracle, store: objects } = network
      const backend = createFakeBackend()
      const dying = { ...backend, generate: () => Promise.reject(new Crash()) }
      const first = runDependencies({ home, log, oracle, objects, world, backend: dying })
      const plan = { ...PLAN, batches: 1 }
      await expect(runBatches(first.deps, plan, NEVER)).rejects.toThrow(Crash)
      await world.sleep(2_000, NEVER)

      const { deps } = runDependencies({ home, log, oracle, objects, world, backend })
      await runBatches(deps, plan, NEVER)
      expect(home.store.batches.totals().rejected).toEqual([{ reason: 'LEASE_EXPIRED', assets: 4 }])
      expect(backend.generated).toEqual([])
      home.close()
    }))
})

describe('a stopped client', () => {
  test('gives up in the middle of generating and takes the batch up later', () =>
    inFolder(async (folder) => {
      const { home, log, network, world } = await createNode(folder)
      const { oracle, store: objects } = network
      const stop = new AbortController()
      const backend = createFakeBackend()
      let started = 0
      const stopping = {
        ...backend,
        generate: async (...args: Parameters<typeof backend.generate>) => {
          started += 1
          if (started === 3) stop.abort(new StopRequested('SIGTERM'))
          return backend.generate(...args)
        },
      }
      const plan = { ...PLAN, batches: 1 }
      const first = runDependencies({ home, log, oracle, objects, world, backend: stopping })
      await expect(runBatches(first.deps, plan, stop.signal)).rejects.toThrow(StopRequested)
      expect(home.store.batches.unsettled().map(({ state }) => state)).toEqual(['leased'])

      await runBatches(runDependencies({ home, log, oracle, objects, world }).deps, plan, NEVER)
      expect(network.leases.size).toBe(1)
      expect(log.size()).toBe(4)
      home.close()
    }))
})
