import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findSubmission } from '../../d1/submissions.ts'
import { MANIFEST_BYTES_MAX } from '../../domain/shard/manifest.ts'
import { manifestKey, shardKey } from '../../r2/geometry-keys.ts'
import type { Lease } from '../../workers/oracle/schema.ts'
import {
  commitAs,
  commitOf,
  generateAssets,
  leaseAs,
  type Packed,
  pack,
  stateOf,
  store,
} from '../fixtures-batch.ts'
import { refusalOf, refused, registeredNode, type TestNode } from '../fixtures-node.ts'
import { endLease } from '../fixtures-oracle.ts'

describe('POST .../commit', () => {
  let node: TestNode
  let lease: Lease
  let packed: Packed
  let commit: ReturnType<typeof commitOf>
  beforeAll(async () => {
    node = await registeredNode()
  })
  beforeEach(async () => {
    node = await registeredNode()
    lease = await leaseAs(node, 1)
    packed = pack(lease, generateAssets(lease))
    commit = commitOf(lease, packed)
  })

  test('commits an uploaded batch and enters it in the catalog', async () => {
    await store(lease, packed)
    const response = await commitAs(node, lease, commit)
    expect(response.status).toBe(202)
    expect(await response.json()).toMatchObject({ status: 'committed', assets: 1 })
    expect(await findSubmission(env.CATALOG, lease.leaseId)).toMatchObject({
      ...{ nodeId: node.id, status: 'committed', grid: 64, assetCount: 1, challenge: null },
      ...{ shardSha256: commit.shard.sha256, shardBytes: packed.shard.length },
      ...{ manifestSha256: commit.manifest.sha256, root: packed.root },
    })
  })
  test('answers an equal commit as the first and keeps one submission', async () => {
    await store(lease, packed)
    const first = await (await commitAs(node, lease, commit)).json()
    const row = await findSubmission(env.CATALOG, lease.leaseId)
    const again = await commitAs(node, lease, commit)
    expect([again.status, await again.json()]).toEqual([202, first])
    expect(await findSubmission(env.CATALOG, lease.leaseId)).toEqual(row)
  })
  test('answers an equal commit in which the fields come in another order', async () => {
    await store(lease, packed)
    await commitAs(node, lease, commit)
    const { batchId, shard, manifest, root } = commit
    const turned = { root, manifest: { sha256: manifest.sha256, bytes: manifest.bytes } }
    const again = await commitAs(node, lease, { ...turned, shard, batchId })
    expect(again.status).toBe(202)
  })
  test('enters a submission that was lost after its commit when the commit is repeated', async () => {
    await store(lease, packed)
    await commitAs(node, lease, commit)
    await env.CATALOG.prepare('DELETE FROM submission WHERE lease_id = ?').bind(lease.leaseId).run()
    expect((await commitAs(node, lease, commit)).status).toBe(202)
    expect(await findSubmission(env.CATALOG, lease.leaseId)).toMatchObject({ status: 'committed' })
  })
  test('refuses another commit', async () => {
    await store(lease, packed)
    await commitAs(node, lease, commit)
    const other = { ...commit, root: '00'.repeat(32) }
    expect(await refusalOf(await commitAs(node, lease, other))).toEqual(
      refused(409, 'COMMIT_CONFLICT', { leaseId: lease.leaseId }),
    )
  })
  test('refuses the batch of another lease', async () => {
    await store(lease, packed)
    const other = { ...commit, batchId: 'batch_4242' }
    expect(await refusalOf(await commitAs(node, lease, other))).toEqual(
      refused(409, 'COMMIT_CONFLICT', { batchId: 'batch_4242' }),
    )
  })
  test('refuses a batch of which nothing was uploaded', async () => {
    expect(await refusalOf(await commitAs(node, lease, commit))).toEqual(
      refused(409, 'UPLOAD_INCOMPLETE', { leaseId: lease.leaseId }),
    )
    expect(await stateOf(node, lease)).toMatchObject({ status: 'open' })
  })
  test.each([
    ['shard', shardKey],
    ['manifest', manifestKey],
  ])('refuses a batch whose %s is missing', async (_name, keyOf) => {
    await store(lease, packed)
    await env.GEOMETRY.delete(keyOf(lease.batchId, lease.leaseId))
    expect(await refusalOf(await commitAs(node, lease, commit))).toEqual(
      refused(409, 'UPLOAD_INCOMPLETE'),
    )
  })
  test('refuses a batch whose shard has another length', async () => {
    await store(lease, packed)
    const other = { ...commit, shard: { ...commit.shard, bytes: packed.shard.length + 1 } }
    expect(await refusalOf(await commitAs(node, lease, other))).toEqual(
      refused(409, 'UPLOAD_INCOMPLETE'),
    )
  })
  test('refuses a lease whose time is over', async () => {
    await store(lease, packed)
    await endLease(lease.leaseId)
    expect(await refusalOf(await commitAs(node, lease, commit))).toEqual(
      refused(410, 'LEASE_EXPIRED', { leaseId: lease.leaseId }),
    )
    expect(await stateOf(node, lease)).toMatchObject({ status: 'expired' })
  })
  test.each<[path: string, change: (commit: ReturnType<typeof commitOf>) => object]>([
    ['batchId', () => ({ batchId: 7 })],
    ['root', () => ({ root: 'AB'.repeat(32) })],
    ['root', () => ({ root: undefined })],
    ['shard.sha256', ({ shard }) => ({ shard: { ...shard, sha256: 'x' } })],
    ['shard.bytes', ({ shard }) => ({ shard: { ...shard, bytes: -1 } })],
    ['manifest', () => ({ manifest: null })],
    [
      'manifest.bytes',
      ({ manifest }) => ({ manifest: { ...manifest, bytes: MANIFEST_BYTES_MAX + 1 } }),
    ],
  ])('refuses a wrong %s', async (path, change) => {
    const response = await commitAs(node, lease, { ...commit, ...change(commit) })
    expect(await refusalOf(response)).toEqual(refused(422, 'REQUEST_INVALID', { path }))
  })
})
