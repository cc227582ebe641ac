import { describe, expect, test } from 'vitest'
import { leaseFrom, someLeaseId, someNodeId, someQueue } from '../fixtures-queue.ts'

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
