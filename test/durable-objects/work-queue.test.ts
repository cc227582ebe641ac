import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import type { LeaseId } from '../../domain/ids.ts'
import { LEASE_POLICY } from '../../domain/lease/policy.ts'
import type { WorkQueue } from '../../durable-objects/work-queue.ts'
import {
  leaseFrom,
  orderFor,
  type QueueStub,
  settleOne,
  someLeaseId,
  someNodeId,
  someQueue,
} from '../fixtures-queue.ts'

const AFTER_LEASE_MS = LEASE_POLICY.leaseMs + 1

/** Puts the end of a lease into the past, as if its time had gone by. */
async function overdue(queue: QueueStub, leaseId: LeaseId): Promise<void> {
  await runInDurableObject(queue, (_, { storage }) => {
    storage.sql.exec('UPDATE lease SET expires_at_ms = 1 WHERE lease_id = ?', leaseId)
  })
}

describe('lease', () => {
  test('gives a batch for the time of the policy', async () => {
    const node = someNodeId()
    const order = orderFor(node, { countMax: 256 })
    const result = await someQueue().lease(order)
    expect(result).toEqual({
      status: 'leased',
      lease: {
        ...{ leaseId: order.leaseId, batchId: 'batch_0', batchNumber: 0, nodeId: node },
        ...{ countMax: 256, count: 32, grid: 64, expiresAtMs: order.nowMs + LEASE_POLICY.leaseMs },
        ...{ status: 'open', declaration: null, uploadId: null, commit: null },
        committedAtMs: null,
      },
    })
  })
  test('gives the same lease to the same request', async () => {
    const queue = someQueue()
    const order = orderFor(someNodeId())
    const first = await queue.lease(order)
    const again = await queue.lease({ ...order, leaseId: someLeaseId() })
    expect(again).toEqual(first)
    const other = await queue.lease({ ...order, leaseId: someLeaseId(), countMax: 1 })
    expect(other).toEqual({ status: 'request_conflict' })
  })
  test('keeps one key of two nodes apart', async () => {
    const queue = someQueue()
    const requestKey = 'one-key-of-two-nodes'
    const first = await leaseFrom(queue, someNodeId(), { requestKey })
    const second = await leaseFrom(queue, someNodeId(), { requestKey })
    expect(second.batchNumber).not.toBe(first.batchNumber)
  })
  test('answers a known key with the expired lease, not with a new one', async () => {
    const queue = someQueue()
    const order = orderFor(someNodeId())
    const { lease } = (await queue.lease(order)) as { lease: { leaseId: LeaseId } }
    const late = await queue.lease({ ...order, nowMs: order.nowMs + AFTER_LEASE_MS })
    expect(late).toMatchObject({ lease: { leaseId: lease.leaseId, status: 'expired' } })
  })
  test('never gives more assets than were asked for', async () => {
    expect(await leaseFrom(someQueue(), someNodeId(), { countMax: 3 })).toMatchObject({ count: 3 })
  })
  test('gives different batches to nodes that ask at once', async () => {
    const queue = someQueue()
    const leases = await Promise.all(
      Array.from({ length: 12 }, () => leaseFrom(queue, someNodeId())),
    )
    expect(new Set(leases.map(({ batchNumber }) => batchNumber)).size).toBe(12)
  })
  test('gives one lease to a request that is sent many times at once', async () => {
    const queue = someQueue()
    const order = orderFor(someNodeId())
    const results = await Promise.all(
      Array.from({ length: 8 }, () => queue.lease({ ...order, leaseId: someLeaseId() })),
    )
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1)
  })
})

describe('the open limit', () => {
  test('refuses a fifth lease while four are open', async () => {
    const queue = someQueue()
    const node = someNodeId()
    for (let i = 0; i < LEASE_POLICY.openMax; i += 1) await leaseFrom(queue, node)
    expect(await queue.lease(orderFor(node))).toEqual({ status: 'leases_too_many', open: 4 })
  })
  test('still answers a known request key', async () => {
    const queue = someQueue()
    const order = orderFor(someNodeId())
    await queue.lease(order)
    for (let i = 1; i < LEASE_POLICY.openMax; i += 1) await leaseFrom(queue, order.nodeId)
    expect(await queue.lease(order)).toMatchObject({ status: 'leased' })
  })
  test('does not bind another node', async () => {
    const queue = someQueue()
    const node = someNodeId()
    for (let i = 0; i < LEASE_POLICY.openMax; i += 1) await leaseFrom(queue, node)
    expect(await leaseFrom(queue, someNodeId())).toMatchObject({ status: 'open' })
  })
  test.each(['committed', 'expired'])('does not count a lease that is %s', async (end) => {
    const queue = someQueue()
    const node = someNodeId()
    const leases = []
    for (let i = 0; i < LEASE_POLICY.openMax; i += 1) leases.push(await leaseFrom(queue, node))
    const leaseId = leases[0]?.leaseId ?? someLeaseId()
    if (end === 'expired') await overdue(queue, leaseId)
    else await queue.commit({ leaseId, nodeId: node, commit: 'c', nowMs: Date.now() })
    expect(await queue.lease(orderFor(node))).toMatchObject({ status: 'leased' })
  })
})

describe('expiry', () => {
  test('by the time of a later call gives the number back once', async () => {
    const queue = someQueue()
    const nowMs = Date.now()
    const { batchNumber } = await leaseFrom(queue, someNodeId(), { nowMs })
    const lateMs = nowMs + AFTER_LEASE_MS
    const next = await leaseFrom(queue, someNodeId(), { nowMs: lateMs })
    const further = await leaseFrom(queue, someNodeId(), { nowMs: lateMs })
    expect(next.batchNumber).toBe(batchNumber)
    expect(further.batchNumber).not.toBe(batchNumber)
  })
  test('happens at the very end of the lease, not before', async () => {
    const queue = someQueue()
    const { leaseId, expiresAtMs } = await leaseFrom(queue, someNodeId())
    expect(await queue.find(leaseId, expiresAtMs - 1)).toMatchObject({ status: 'open' })
    expect(await queue.find(leaseId, expiresAtMs)).toMatchObject({ status: 'expired' })
  })
  test('by an alarm that comes twice gives the number back once', async () => {
    const queue = someQueue()
    const { leaseId } = await leaseFrom(queue, someNodeId())
    await overdue(queue, leaseId)
    expect(await runDurableObjectAlarm(queue)).toBe(true)
    await runInDurableObject(queue, (instance: WorkQueue) => instance.alarm())
    expect(await queue.counts()).toEqual({ open: 0, returned: 1 })
    expect(await queue.find(leaseId, Date.now())).toMatchObject({ status: 'expired' })
  })
  test('leaves an alarm for the lease that ends next, and none when no lease is open', async () => {
    const queue = someQueue()
    const first = await leaseFrom(queue, someNodeId())
    const second = await leaseFrom(queue, someNodeId(), { nowMs: Date.now() + 60_000 })
    await overdue(queue, first.leaseId)
    await runDurableObjectAlarm(queue)
    const alarmMs = () => runInDurableObject(queue, (_, { storage }) => storage.getAlarm())
    expect(await alarmMs()).toBe(second.expiresAtMs)
    await overdue(queue, second.leaseId)
    await runDurableObjectAlarm(queue)
    expect(await alarmMs()).toBeNull()
  })
  test('gives returned numbers out again before new ones, lowest first', async () => {
    const queue = someQueue()
    const nowMs = Date.now()
    const node = someNodeId()
    for (let i = 0; i < 3; i += 1) await leaseFrom(queue, node, { nowMs })
    const numbers: number[] = []
    for (let i = 0; i < 4; i += 1) {
      const lease = await leaseFrom(queue, node, { nowMs: nowMs + AFTER_LEASE_MS })
      numbers.push(lease.batchNumber)
    }
    expect(numbers).toEqual([0, 1, 2, 3])
  })
})

describe('declare', () => {
  const declaring = async () => {
    const queue = someQueue()
    const nodeId = someNodeId()
    const { leaseId, expiresAtMs } = await leaseFrom(queue, nodeId)
    const declare = (changes: object = {}) =>
      queue.declare({ leaseId, nodeId, declaration: 'd', nowMs: Date.now(), ...changes })
    return { queue, nodeId, leaseId, expiresAtMs, declare }
  }
  test('fixes what will be uploaded', async () => {
    const { declare } = await declaring()
    expect(await declare()).toMatchObject({ status: 'declared', lease: { declaration: 'd' } })
  })
  test('accepts the same declaration again', async () => {
    const { declare } = await declaring()
    await declare()
    expect(await declare()).toMatchObject({ status: 'declared', lease: { declaration: 'd' } })
  })
  test('refuses another declaration and keeps the first', async () => {
    const { queue, leaseId, declare } = await declaring()
    await declare()
    expect(await declare({ declaration: 'e' })).toEqual({ status: 'declaration_conflict' })
    expect(await queue.find(leaseId, Date.now())).toMatchObject({ declaration: 'd' })
  })
  test('refuses the lease of another node', async () => {
    const { declare } = await declaring()
    expect(await declare({ nodeId: someNodeId() })).toEqual({ status: 'lease_not_yours' })
  })
  test('refuses a lease that is not known', async () => {
    const { declare } = await declaring()
    expect(await declare({ leaseId: someLeaseId() })).toEqual({ status: 'lease_unknown' })
  })
  test('refuses a lease whose time is over', async () => {
    const { declare, expiresAtMs } = await declaring()
    expect(await declare({ nowMs: expiresAtMs })).toEqual({ status: 'lease_expired' })
  })
})

test('fixUploadId keeps the first upload', async () => {
  const queue = someQueue()
  const { leaseId } = await leaseFrom(queue, someNodeId())
  expect(await queue.fixUploadId(leaseId, 'first')).toBe('first')
  expect(await queue.fixUploadId(leaseId, 'second')).toBe('first')
  expect(await queue.find(leaseId, Date.now())).toMatchObject({ uploadId: 'first' })
})

describe('commit', () => {
  const committing = async () => {
    const queue = someQueue()
    const nodeId = someNodeId()
    const { leaseId, expiresAtMs, batchNumber } = await leaseFrom(queue, nodeId)
    const commit = (changes: object = {}) =>
      queue.commit({ leaseId, nodeId, commit: 'c', nowMs: Date.now(), ...changes })
    return { queue, nodeId, leaseId, expiresAtMs, batchNumber, commit }
  }
  test('is kept with its time', async () => {
    const { commit } = await committing()
    const nowMs = Date.now()
    expect(await commit({ nowMs })).toMatchObject({
      status: 'committed',
      lease: { status: 'committed', commit: 'c', committedAtMs: nowMs },
    })
  })
  test('an equal one is already committed and keeps the first time', async () => {
    const { commit } = await committing()
    const nowMs = Date.now()
    await commit({ nowMs })
    expect(await commit({ nowMs: nowMs + 5 })).toMatchObject({
      status: 'already_committed',
      lease: { committedAtMs: nowMs },
    })
  })
  test('another one is a conflict and changes nothing', async () => {
    const { queue, leaseId, commit } = await committing()
    await commit()
    expect(await commit({ commit: 'other' })).toEqual({ status: 'commit_conflict' })
    expect(await queue.find(leaseId, Date.now())).toMatchObject({ commit: 'c' })
  })
  test('is refused for the lease of another node', async () => {
    const { commit } = await committing()
    expect(await commit({ nodeId: someNodeId() })).toEqual({ status: 'lease_not_yours' })
  })
  test('is refused once the lease has ended', async () => {
    const { queue, expiresAtMs, commit } = await committing()
    expect(await commit({ nowMs: expiresAtMs })).toEqual({ status: 'lease_expired' })
    expect(await queue.counts()).toEqual({ open: 0, returned: 1 })
  })
  test('is refused once the number is with another node', async () => {
    const { queue, expiresAtMs, batchNumber, commit } = await committing()
    const other = await leaseFrom(queue, someNodeId(), { nowMs: expiresAtMs })
    expect(other.batchNumber).toBe(batchNumber)
    expect(await commit()).toEqual({ status: 'lease_expired' })
  })
  test('is repeated after the lease has ended', async () => {
    const { expiresAtMs, commit } = await committing()
    await commit()
    expect(await commit({ nowMs: expiresAtMs + 1 })).toMatchObject({ status: 'already_committed' })
  })
  test('keeps the batch beyond the end of the lease', async () => {
    const { queue, expiresAtMs, batchNumber, commit } = await committing()
    await commit()
    const next = await leaseFrom(queue, someNodeId(), { nowMs: expiresAtMs + 1 })
    expect(next.batchNumber).not.toBe(batchNumber)
  })
})

describe('settle', () => {
  test('gives a rejected batch back, once', async () => {
    const queue = someQueue()
    const { leaseId, batchNumber } = await settleOne(queue, someNodeId(), 'rejected')
    expect(await queue.settle(leaseId, 'rejected')).toBe('already_settled')
    expect(await queue.counts()).toEqual({ open: 0, returned: 1 })
    expect(await leaseFrom(queue, someNodeId())).toMatchObject({ batchNumber })
  })
  test('never gives an accepted batch back', async () => {
    const queue = someQueue()
    const { leaseId, batchNumber } = await settleOne(queue, someNodeId(), 'accepted')
    expect(await queue.settle(leaseId, 'accepted')).toBe('already_settled')
    const next = await leaseFrom(queue, someNodeId(), { nowMs: Date.now() + AFTER_LEASE_MS })
    expect(next.batchNumber).not.toBe(batchNumber)
  })
  test.each([
    ['open', async () => undefined],
    ['accepted', (queue: QueueStub, id: LeaseId) => commitAndSettle(queue, id)],
  ] as const)('throws for a lease that is %s and to be rejected', async (_, prepare) => {
    const queue = someQueue()
    const { leaseId } = await leaseFrom(queue, someNodeId())
    await prepare(queue, leaseId)
    await runInDurableObject(queue, (instance: WorkQueue) => {
      expect(() => instance.settle(leaseId, 'rejected')).toThrow(leaseId)
    })
    expect(await queue.counts()).toMatchObject({ returned: 0 })
  })

  async function commitAndSettle(queue: QueueStub, leaseId: LeaseId): Promise<undefined> {
    const { nodeId } = (await queue.find(leaseId, 0)) ?? { nodeId: someNodeId() }
    await queue.commit({ leaseId, nodeId, commit: 'c', nowMs: Date.now() })
    await queue.settle(leaseId, 'accepted')
  }
})

describe('the size of a lease', () => {
  test('doubles from 32 to 256 with every accepted batch', async () => {
    const queue = someQueue()
    const node = someNodeId()
    const counts: number[] = []
    for (let i = 0; i < 5; i += 1) counts.push((await settleOne(queue, node, 'accepted')).count)
    expect(counts).toEqual([32, 64, 128, 256, 256])
  })
  test('starts again at 32 after a rejected batch', async () => {
    const queue = someQueue()
    const node = someNodeId()
    for (let i = 0; i < 3; i += 1) await settleOne(queue, node, 'accepted')
    await settleOne(queue, node, 'rejected')
    const counts: number[] = []
    for (let i = 0; i < 3; i += 1) counts.push((await settleOne(queue, node, 'accepted')).count)
    expect(counts).toEqual([32, 64, 128])
  })
  test('starts again at 32 though later leases were accepted before the rejection', async () => {
    const queue = someQueue()
    const node = someNodeId()
    const { leaseId } = await leaseFrom(queue, node)
    await queue.commit({ leaseId, nodeId: node, commit: 'c', nowMs: Date.now() })
    for (let i = 0; i < 3; i += 1) await settleOne(queue, node, 'accepted')
    await queue.settle(leaseId, 'rejected')
    expect(await leaseFrom(queue, node)).toMatchObject({ count: 32 })
  })
  test('does not grow by what other nodes did', async () => {
    const queue = someQueue()
    for (let i = 0; i < 3; i += 1) await settleOne(queue, someNodeId(), 'accepted')
    expect(await leaseFrom(queue, someNodeId())).toMatchObject({ count: 32 })
  })
  test('does not grow by leases that expired', async () => {
    const queue = someQueue()
    const node = someNodeId()
    const nowMs = Date.now()
    await leaseFrom(queue, node, { nowMs })
    const next = await leaseFrom(queue, node, { nowMs: nowMs + AFTER_LEASE_MS })
    expect(next).toMatchObject({ count: 32 })
  })
})

describe('listUnsettled', () => {
  test('names committed leases up to a time, oldest first and no more than asked for', async () => {
    const queue = someQueue()
    const node = someNodeId()
    const nowMs = Date.now()
    const ids: LeaseId[] = []
    for (const laterMs of [30, 10, 20]) {
      const { leaseId } = await leaseFrom(queue, node)
      await queue.commit({ leaseId, nodeId: node, commit: 'c', nowMs: nowMs + laterMs })
      ids.push(leaseId)
    }
    const unsettled = async (beforeMs: number, rowsMax: number) =>
      (await queue.listUnsettled(beforeMs, rowsMax)).map(({ leaseId }) => leaseId)
    expect(await unsettled(nowMs + 20, 10)).toEqual([ids[1], ids[2]])
    expect(await unsettled(nowMs + 30, 1)).toEqual([ids[1]])
  })
  test('does not name what is settled', async () => {
    const queue = someQueue()
    await settleOne(queue, someNodeId(), 'accepted')
    await settleOne(queue, someNodeId(), 'rejected')
    expect(await queue.listUnsettled(Date.now(), 10)).toEqual([])
  })
})

test('an eviction between any two calls loses nothing', async () => {
  const queue = someQueue()
  const nodeId = someNodeId()
  const order = orderFor(nodeId)
  const { leaseId } = order
  const step = async <T>(call: () => T): Promise<Awaited<T>> => {
    const answer = await call()
    await evictDurableObject(queue)
    return answer
  }
  const first = await step(() => queue.lease(order))
  expect(await step(() => queue.lease(order))).toEqual(first)
  const nowMs = Date.now()
  await step(() => queue.declare({ leaseId, nodeId, declaration: 'd', nowMs }))
  await step(() => queue.fixUploadId(leaseId, 'u'))
  await step(() => queue.commit({ leaseId, nodeId, commit: 'c', nowMs }))
  expect(await step(() => queue.commit({ leaseId, nodeId, commit: 'c', nowMs }))).toMatchObject({
    status: 'already_committed',
    lease: { declaration: 'd', uploadId: 'u' },
  })
  expect(await step(() => queue.settle(leaseId, 'rejected'))).toBe('settled')
  expect(await step(() => queue.settle(leaseId, 'rejected'))).toBe('already_settled')
  expect(await queue.counts()).toEqual({ open: 0, returned: 1 })
})
