import { describe, expect, test } from 'vitest'
import type { LeaseId } from '../../domain/ids.ts'
import { leaseFrom, settleOne, someNodeId, someQueue } from '../fixtures-queue.ts'

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
