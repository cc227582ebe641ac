import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '../../domain/bytes.ts'
import { batchNumber } from '../../domain/ids.ts'
import type { Lease } from '../../workers/oracle/schema.ts'
import { seedOfBatch } from '../../workers/oracle/seeds.ts'
import { leaseAs, leasePath, receiptsOf, stateOf } from '../fixtures-batch.ts'
import { callAs, refusalOf, refused, registeredNode, type TestNode } from '../fixtures-node.ts'
import { someLeaseId, someRequestKey } from '../fixtures-queue.ts'

const path = '/v1/oracle/leases'

const order = (node: TestNode, body: unknown): Promise<Response> =>
  callAs(node, { method: 'POST', path, body })

describe('POST /v1/oracle/leases', () => {
  test('leases a batch with its seed', async () => {
    const node = await registeredNode()
    const lease = await leaseAs(node, 8)
    expect(lease).toEqual({
      leaseId: expect.stringMatching(/^lease_[a-z2-7]{26}$/),
      batchId: expect.stringMatching(/^batch_[0-9]+$/),
      generator: env.GENERATOR,
      seed: toHex(seedOfBatch(env, batchNumber(lease.batchId))),
      ...{ count: 8, grid: 64, views: null, expiresAtMs: expect.any(Number) },
    })
  })
  test('gives the same lease to a repeated request key', async () => {
    const node = await registeredNode()
    const body = { requestKey: someRequestKey(), countMax: 4 }
    const first = await (await order(node, body)).json()
    expect(await (await order(node, body)).json()).toEqual(first)
  })
  test('refuses another order under a request key that was used', async () => {
    const node = await registeredNode()
    const requestKey = someRequestKey()
    await order(node, { requestKey, countMax: 4 })
    const response = await order(node, { requestKey, countMax: 5 })
    expect(await refusalOf(response)).toEqual(
      refused(409, 'LEASE_REQUEST_CONFLICT', { requestKey }),
    )
  })
  test('gives a newcomer no more than 32 assets', async () => {
    expect(await leaseAs(await registeredNode(), 256)).toMatchObject({ count: 32 })
  })
  test('refuses a fifth open lease', async () => {
    const node = await registeredNode()
    for (let i = 0; i < 4; i += 1) await leaseAs(node, 1)
    const response = await order(node, { requestKey: someRequestKey(), countMax: 1 })
    expect(await refusalOf(response)).toEqual(refused(429, 'LEASES_TOO_MANY', { open: '4' }))
  })
  test.each<[path: string, body: object]>([
    ['requestKey', { countMax: 1 }],
    ['requestKey', { requestKey: 'short', countMax: 1 }],
    ['requestKey', { requestKey: 'k'.repeat(65), countMax: 1 }],
    ['requestKey', { requestKey: 'sixteen chars ok', countMax: 1 }],
    ['countMax', { requestKey: someRequestKey() }],
    ['countMax', { requestKey: someRequestKey(), countMax: 0 }],
    ['countMax', { requestKey: someRequestKey(), countMax: 257 }],
    ['countMax', { requestKey: someRequestKey(), countMax: 1.5 }],
    ['countMax', { requestKey: someRequestKey(), countMax: '1' }],
  ])('refuses a wrong %s in %j', async (field, body) => {
    const response = await order(await registeredNode(), body)
    expect(await refusalOf(response)).toEqual(refused(422, 'REQUEST_INVALID', { path: field }))
  })
})

describe('a lease', () => {
  let owner: TestNode
  let stranger: TestNode
  let lease: Lease
  beforeAll(async () => {
    owner = await registeredNode()
    stranger = await registeredNode()
    lease = await leaseAs(owner, 2)
  })

  test('is open to its node', async () => {
    expect(await stateOf(owner, lease)).toEqual({
      ...{ leaseId: lease.leaseId, batchId: lease.batchId, status: 'open', assets: 2 },
      ...{ rule: null, ruleIndex: null, reexecuted: 0, duplicates: 0 },
      ...{ firstLogIndex: null, minted: 0 },
    })
  })
  test('has no receipts before it is registered', async () => {
    expect(await receiptsOf(owner, lease)).toEqual([])
  })

  const stored = { bytes: 10, sha256: 'ab'.repeat(32) }
  const actions = [
    ['GET', '', undefined],
    ['GET', '/receipts', undefined],
    ['POST', '/uploads', { shard: stored, manifest: stored }],
    ['POST', '/uploads/complete', { uploadId: 'u', parts: [{ number: 1, etag: 'e' }] }],
    [
      'POST',
      '/commit',
      { batchId: 'batch_0', shard: stored, manifest: stored, root: 'ab'.repeat(32) },
    ],
  ] as const
  test.each(actions)('of another node answers %s %s with 403', async (method, action, body) => {
    const response = await callAs(stranger, { method, path: `${leasePath(lease)}${action}`, body })
    const { leaseId } = lease
    expect(await refusalOf(response)).toEqual(refused(403, 'LEASE_NOT_YOURS', { leaseId }))
  })
  test.each(actions)('that nobody has answers %s %s with 404', async (method, action, body) => {
    const leaseId = someLeaseId()
    const response = await callAs(owner, { method, path: `${path}/${leaseId}${action}`, body })
    expect(await refusalOf(response)).toEqual(refused(404, 'LEASE_UNKNOWN', { leaseId }))
  })
  test.each(actions)('with a malformed id answers %s %s with 422', async (method, action, body) => {
    const response = await callAs(owner, { method, path: `${path}/lease_x${action}`, body })
    expect(await refusalOf(response)).toEqual(
      refused(422, 'REQUEST_INVALID', { path: 'leaseId', issue: 'malformed lease id' }),
    )
  })
})
