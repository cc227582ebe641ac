import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import type { WorkQueue } from '../../durable-objects/work-queue.ts'
import { leaseFrom, someNodeId, someQueue } from '../fixtures-queue.ts'
import { AFTER_LEASE_MS, overdue } from './work-queue-overdue.ts'

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
