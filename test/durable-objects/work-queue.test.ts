import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import type { LeaseId } from '../../domain/ids.ts'
import { LEASE_POLICY } from '../../domain/lease/policy.ts'
import { leaseFrom, orderFor, someLeaseId, someNodeId, someQueue } from '../fixtures-queue.ts'
import { AFTER_LEASE_MS, overdue } from './work-queue-overdue.ts'

describe('lease', () => {
  test('gives a batch for the time of the policy', async () => {
    const node = someNodeId()
    const order = orderFor(node, { countMax: 256 })
    const result = await someQueue().lease(order)
    expect(result).toEqual({
      status: 'leased',
      lease: {
        ...{ leaseId: order.leaseId, batchId: 'batch_0', batchNumber: 0, nodeId: node },
        ...{ countMax: 256, count: 32, generator: 'piwa-procedural@1', grid: 64, views: null },
        expiresAtMs: order.nowMs + LEASE_POLICY.leaseMs,
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

describe('a lease keeps what it was given under', () => {
  const views = { count: 4, size: 256 }

  test('when later leases ask for something else', async () => {
    const queue = someQueue()
    const order = orderFor(someNodeId(), { generator: 'piwa-procedural@1' })
    await queue.lease(order)
    const next = { generator: 'piwa-procedural@2', views }
    expect(await leaseFrom(queue, order.nodeId, next)).toMatchObject(next)
    expect(await queue.lease({ ...order, ...next })).toMatchObject({
      lease: { leaseId: order.leaseId, generator: 'piwa-procedural@1', views: null },
    })
  })
  test('when it is from before leases had a generator', async () => {
    const queue = someQueue()
    const order = orderFor(someNodeId())
    await queue.lease(order)
    await runInDurableObject(queue, (_, { storage }) => {
      for (const column of ['generator', 'view_count', 'view_size']) {
        storage.sql.exec(`ALTER TABLE lease DROP COLUMN ${column}`)
      }
    })
    await evictDurableObject(queue)
    expect(await queue.find(order.leaseId, order.nowMs)).toMatchObject({
      ...{ leaseId: order.leaseId, status: 'open' },
      ...{ generator: 'piwa-procedural@1', views: null },
    })
    const next = { generator: 'piwa-procedural@2', views }
    expect(await leaseFrom(queue, order.nodeId, next)).toMatchObject(next)
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
