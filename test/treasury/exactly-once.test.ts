import { expect, test } from 'vitest'
import type { Chain } from '../../workers/treasury/chain.ts'
import type { Desk } from '../../workers/treasury/desk.ts'
import { countOpen } from '../../workers/treasury/jobs.ts'
import { runPass } from '../../workers/treasury/pass.ts'
import { findRequest, listMinted } from '../../workers/treasury/requests.ts'
import type { RpcReply, SolanaRpc } from '../../workers/treasury/solana-rpc.ts'
import { createFakeCluster, type FakeCluster } from './fake-cluster.ts'
import { createDesk, createTestChain, enqueue, mintRequest, withStorage } from './fixtures.ts'

const chain = createTestChain()
const SENDS_DROPPED = 0.3
const CALLS_UNANSWERED = 0.03
const CRASHES = 0.03
const CALL_PAUSES = 0.003
const ARRIVALS = 0.1
const LONG_PAUSES = 0.1
const PASSES_MAX = 4000

class Crash extends Error {}

function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
    return state / 0x7fff_ffff
  }
}

/** The same desk, of an object that may die before or after whatever it awaits. */
function createFaultyDesk(
  storage: DurableObjectStorage,
  cluster: FakeCluster,
  late: string[],
  random: () => number,
): Desk {
  const { rpc } = cluster
  const crash = () => {
    if (random() < CRASHES) throw new Crash()
  }
  // What seemed lost may only be late: it lands, or tries to, between any two calls of a later pass.
  const passTime = async () => {
    cluster.advance(random() < CALL_PAUSES ? 160 : 1)
    const arriving = random() < ARRIVALS ? late.pop() : undefined
    if (arriving !== undefined) await rpc.send(arriving)
  }
  const faulty = async <T>(work: () => Promise<T>): Promise<T> => {
    crash()
    const result = await work()
    crash()
    return result
  }
  const answered =
    <A extends readonly unknown[], T>(call: (...args: A) => Promise<RpcReply<T>>) =>
    (...args: A): Promise<RpcReply<T>> =>
      faulty(async () => {
        await passTime()
        if (random() < CALLS_UNANSWERED) return { status: 'unreachable', reason: 'time-out' }
        return call(...args)
      })
  const faultyRpc: SolanaRpc = {
    latestBlockhash: answered(rpc.latestBlockhash),
    finalizedHeight: answered(rpc.finalizedHeight),
    statuses: answered(rpc.statuses),
    transaction: answered(rpc.transaction),
    rentLamports: answered(rpc.rentLamports),
    balanceLamports: answered(rpc.balanceLamports),
    accountExists: answered(rpc.accountExists),
    send: answered(async (wire) => {
      if (random() >= SENDS_DROPPED) return rpc.send(wire)
      late.push(wire)
      return { status: 'ok', value: 'dropped' }
    }),
  }
  const faultyChain: Chain = {
    ...chain,
    sign: (work, blockhash) => faulty(() => chain.sign(work, blockhash)),
  }
  const desk = createDesk(storage, faultyRpc, faultyChain)
  return { ...desk, flush: () => faulty(desk.flush) }
}

const REQUESTS = Array.from({ length: 8 }, (_, index) => mintRequest(index, 1 + ((index * 7) % 25)))

/** Lets requests arrive and passes run until nothing is open; answers how many passes died. */
async function runThroughFaults(
  storage: DurableObjectStorage,
  cluster: FakeCluster,
  random: () => number,
): Promise<number> {
  const late: string[] = []
  let crashes = 0
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const arriving = REQUESTS[pass / 5]
    if (arriving !== undefined) storage.transactionSync(() => enqueue(storage, arriving))
    if (pass > 5 * REQUESTS.length && countOpen(storage.sql) === 0) break
    crashes += await countCrash(runPass(createFaultyDesk(storage, cluster, late, random)))
    cluster.advance(random() < LONG_PAUSES ? 160 : 7)
  }
  return crashes
}

async function countCrash(pass: Promise<unknown>): Promise<number> {
  try {
    await pass
    return 0
  } catch (cause) {
    if (cause instanceof Crash) return 1
    throw cause
  }
}

test.each([1, 2, 3])(
  'mints each asset once through crashes, lost sends and expiries (%i)',
  async (seed) => {
    const cluster = createFakeCluster()
    await withStorage(`exactly-once-${seed}`, async (storage) => {
      const crashes = await runThroughFaults(storage, cluster, createRandom(seed))

      expect(countOpen(storage.sql)).toBe(0)
      expect(crashes).toBeGreaterThan(5)
      expect(maxAttempts(storage)).toBeGreaterThan(1)
      const expected = REQUESTS.flatMap(({ assets }) => assets.map(({ logIndex }) => logIndex))
      const minted = cluster.collectibles.map(({ uri }) => Number(uri.split('/').at(-1)))
      expect(minted.sort(ascending)).toEqual(expected.sort(ascending))
      expect(assetIdsOf(storage).size).toBe(expected.length)
    })
  },
)

const ascending = (a: number, b: number): number => a - b

const maxAttempts = (storage: DurableObjectStorage): number =>
  storage.sql.exec<{ most: number }>('SELECT max(attempts) AS most FROM job').one().most

const assetIdsOf = ({ sql }: DurableObjectStorage): Set<string> => {
  return new Set(
    REQUESTS.flatMap(({ id }) => listMinted(sql, findRequest(sql, id)?.number ?? -1)).map(
      ({ assetId }) => assetId,
    ),
  )
}
