import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import type { LeaseId } from '../../domain/ids.ts'
import type { WorkQueue } from '../../durable-objects/work-queue.ts'
import { leaseFrom, type QueueStub, settleOne, someNodeId, someQueue } from '../fixtures-queue.ts'
import { AFTER_LEASE_MS } from './work-queue-overdue.ts'

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
