import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { shardKey } from '../../r2/geometry-keys.ts'
import type { Lease } from '../../workers/oracle/schema.ts'
import { consume } from '../../workers/queues/index.ts'
import { audit, fakeQueue, mintedReply, withTreasury } from '../fixtures-audit.ts'
import { receiptsOf, stateOf, submitHonest } from '../fixtures-batch.ts'
import { registeredNode, type TestNode } from '../fixtures-node.ts'
import { outageAt } from '../fixtures-outage.ts'
import { someLeaseId } from '../fixtures-queue.ts'

/** Hands messages to the consumer and answers which it acknowledged and which it wants again. */
async function deliver(
  queue: string,
  bodies: readonly unknown[],
  { world = env, attempts = 1 }: { readonly world?: Env; readonly attempts?: number } = {},
) {
  const messages = bodies.map((body, i) => ({
    ...{ id: `m${i}`, timestamp: new Date(), attempts, body },
  }))
  const batch = createMessageBatch(queue, messages)
  await consume(batch, world)
  const { explicitAcks, retryMessages } = await getQueueResult(batch, createExecutionContext())
  return { acknowledged: explicitAcks, retried: retryMessages.map(({ msgId }) => msgId) }
}

/** After how many seconds the consumer wants a message again; undefined where it is done with it. */
async function delayOf(
  queue: string,
  body: unknown,
  { world = env, attempts = 1 }: { readonly world?: Env; readonly attempts?: number } = {},
): Promise<number | undefined> {
  let delaySeconds: number | undefined
  const unexpected = (): never => {
    throw new Error('a message is acknowledged or retried by itself')
  }
  const message: Message = {
    ...{ id: 'm0', timestamp: new Date(), attempts, body },
    ack: () => undefined,
    retry: (options) => {
      delaySeconds = options?.delaySeconds
    },
  }
  const metrics = { backlogCount: 1, backlogBytes: 1 }
  const metadata = { metrics }
  await consume(
    { ...{ queue, messages: [message], metadata }, ackAll: unexpected, retryAll: unexpected },
    world,
  )
  return delaySeconds
}

const quiet = (): Env => ({ ...env, MINTS: fakeQueue().queue })

let node: TestNode
beforeAll(async () => {
  node = await registeredNode()
})

describe('the queue of audits', () => {
  test('acknowledges a message once its audit is done', async () => {
    const lease = await submitHonest(node, 1)
    const { leaseId } = lease
    expect(await deliver('audits', [{ leaseId }], { world: quiet() })).toEqual({
      acknowledged: ['m0'],
      retried: [],
    })
    expect(await stateOf(node, lease)).toMatchObject({ status: 'registered' })
  })
  test('acknowledges a message that comes again', async () => {
    const { leaseId } = await submitHonest(node, 1)
    const twice = [{ leaseId }, { leaseId }]
    expect(await deliver('audits', twice, { world: quiet() })).toMatchObject({
      acknowledged: ['m0', 'm1'],
    })
  })
  test('asks again for a batch whose shard is missing, and rejects nothing', async () => {
    const lease = await submitHonest(node, 1)
    const { leaseId } = lease
    await env.GEOMETRY.delete(shardKey(lease.batchId, leaseId))
    expect(await deliver('audits', [{ leaseId }])).toMatchObject({
      acknowledged: [],
      retried: ['m0'],
    })
    expect(await stateOf(node, lease)).toMatchObject({ status: 'committed', rule: null })
  })
  test.each([1, 5, 9])('asks again when call %d fails, and rejects nothing', async (failing) => {
    const lease = await submitHonest(node, 1)
    const { leaseId } = lease
    const { env: world } = outageAt(failing, 'before', quiet())
    expect((await deliver('audits', [{ leaseId }], { world })).retried).toHaveLength(1)
    expect(await stateOf(node, lease)).toMatchObject({ rule: null })
    expect((await deliver('audits', [{ leaseId }], { world: quiet() })).acknowledged).toEqual([
      'm0',
    ])
  })
  test('asks again later each time, up to five minutes', async () => {
    const delays: (number | undefined)[] = []
    for (const attempts of [1, 2, 3, 8, 9, 20]) {
      delays.push(await delayOf('audits', { leaseId: someLeaseId() }, { attempts }))
    }
    expect(delays).toEqual([2, 4, 8, 256, 300, 300])
  })
  test('goes on with the next message after one that failed', async () => {
    const { leaseId } = await submitHonest(node, 1)
    const bodies = [{ leaseId: someLeaseId() }, { leaseId }]
    expect(await deliver('audits', bodies, { world: quiet() })).toMatchObject({
      acknowledged: ['m1'],
      retried: ['m0'],
    })
  })
  test.each([null, {}, { leaseId: 7 }, { leaseId: 'lease_x' }])(
    'leaves a message that names no lease (%j) to the dead letters',
    async (body) => {
      expect((await deliver('audits', [body])).retried).toHaveLength(1)
    },
  )
})

describe('the queue of mints', () => {
  async function registered(): Promise<Lease> {
    const lease = await submitHonest(node, 2)
    await audit(lease)
    return lease
  }

  test('orders the cNFTs of the operator and writes them into the receipts', async () => {
    const lease = await registered()
    const receipts = await receiptsOf(node, lease)
    const orders: unknown[] = []
    const world = withTreasury({
      mint: async (request) => {
        orders.push(request)
        return mintedReply(receipts)
      },
    })
    expect(await deliver('mints', [lease], { world })).toMatchObject({ acknowledged: ['m0'] })
    expect(orders).toEqual([
      {
        ...{ id: lease.batchId, owner: node.wallet },
        assets: receipts.map(({ logIndex, sha256 }) => ({ logIndex, sha256 })),
      },
    ])
    expect(await stateOf(node, lease)).toMatchObject({ status: 'minted', minted: 2 })
    expect(await receiptsOf(node, lease)).toMatchObject([
      { index: 0, cnft: { leafIndex: 0, signature: 'sig-0' } },
      { index: 1, cnft: { leafIndex: 1, signature: 'sig-1' } },
    ])
  })
  test('asks the treasury no more once all is minted', async () => {
    const lease = await registered()
    const receipts = await receiptsOf(node, lease)
    const world = withTreasury({ mint: async () => mintedReply(receipts) })
    await deliver('mints', [lease], { world })
    expect(await deliver('mints', [lease], { world: withTreasury({}) })).toMatchObject({
      acknowledged: ['m0'],
    })
  })
  test('comes back soon while the treasury works', async () => {
    const lease = await registered()
    const world = withTreasury({ mint: async () => ({ status: 'pending', minted: 0, total: 2 }) })
    expect(await delayOf('mints', lease, { world, attempts: 30 })).toBe(2)
    expect(await stateOf(node, lease)).toMatchObject({ status: 'registered', minted: 0 })
  })
  test('comes back when the treasury cannot be reached', async () => {
    const lease = await registered()
    expect(await deliver('mints', [lease], { world: withTreasury({}) })).toMatchObject({
      acknowledged: [],
      retried: ['m0'],
    })
    expect(await stateOf(node, lease)).toMatchObject({ status: 'registered' })
  })
  test('never loses an order that the treasury refuses', async () => {
    const lease = await registered()
    const world = withTreasury({
      mint: async () => ({ status: 'refused', code: 'MINT_CONFLICT', context: { id: 'x' } }),
    })
    expect(await deliver('mints', [lease], { world })).toMatchObject({
      acknowledged: [],
      retried: ['m0'],
    })
    expect(await stateOf(node, lease)).toMatchObject({ status: 'registered' })
  })
  test.each(['before', 'after'] as const)(
    'comes to the same end after an outage %s any one call',
    async (moment) => {
      for (let failing = 1, met = true; met; failing += 1) {
        const lease = await registered()
        const receipts = await receiptsOf(node, lease)
        const world = withTreasury({ mint: async () => mintedReply(receipts) })
        const outage = outageAt(failing, moment, world)
        met = (await deliver('mints', [lease], { world: outage.env })).retried.length > 0
        await deliver('mints', [lease], { world })
        expect(await stateOf(node, lease)).toMatchObject({ status: 'minted', minted: 2 })
        expect((await receiptsOf(node, lease)).filter(({ cnft }) => cnft === null)).toEqual([])
      }
    },
  )
})
