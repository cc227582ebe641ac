import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { MANIFEST_BYTES_MAX } from '../../domain/shard/manifest.ts'
import { manifestKey, shardKey } from '../../r2/geometry-keys.ts'
import {
  type Lease,
  PART_BYTES,
  SHARD_BYTES_MAX,
  SINGLE_UPLOAD_BYTES_MAX,
  type Uploads,
} from '../../workers/oracle/schema.ts'
import { leaseAs, leasePath } from '../fixtures-batch.ts'
import { callAs, refusalOf, refused, registeredNode, type TestNode } from '../fixtures-node.ts'
import { endLease } from '../fixtures-oracle.ts'

const SHA256 = 'ab'.repeat(32)
const stored = (bytes: number) => ({ bytes, sha256: SHA256 })

let node: TestNode
beforeAll(async () => {
  node = await registeredNode()
})

/** A lease of its own; open leases are few, so each ends with its test. */
async function withLease(body: (lease: Lease) => Promise<void>): Promise<void> {
  const lease = await leaseAs(node, 1)
  await body(lease)
  await endLease(lease.leaseId)
}

const declare = (lease: Lease, shardBytes: number, manifestBytes = 10): Promise<Response> =>
  callAs(node, {
    ...{ method: 'POST', path: `${leasePath(lease)}/uploads` },
    body: { shard: stored(shardBytes), manifest: stored(manifestBytes) },
  })

const complete = (lease: Lease, body: object): Promise<Response> =>
  callAs(node, { method: 'POST', path: `${leasePath(lease)}/uploads/complete`, body })

const uploadsOf = async (response: Response): Promise<Uploads> => {
  expect(response.status).toBe(200)
  return response.json<Uploads>()
}

describe('POST .../uploads', () => {
  test('gives a write-once URL that binds length and hash', () =>
    withLease(async (lease) => {
      const { shard } = await uploadsOf(await declare(lease, 1_000))
      if (shard.kind !== 'single') throw new Error(shard.kind)
      expect(shard.headers).toEqual({
        'content-length': '1000',
        'if-none-match': '*',
        'x-amz-checksum-sha256': btoa(String.fromCharCode(...Array(32).fill(0xab))),
      })
      const { searchParams, pathname } = new URL(shard.url)
      expect(pathname.endsWith(`/geometry/${shardKey(lease.batchId, lease.leaseId)}`)).toBe(true)
      expect(searchParams.get('X-Amz-SignedHeaders')).toBe(
        'content-length;host;if-none-match;x-amz-checksum-sha256',
      )
    }))
  test('asks nothing for what is stored already', () =>
    withLease(async (lease) => {
      const { batchId, leaseId } = lease
      await env.GEOMETRY.put(shardKey(batchId, leaseId), new Uint8Array(1_000))
      const { shard, manifest } = await uploadsOf(await declare(lease, 1_000))
      expect([shard.kind, manifest.kind]).toEqual(['stored', 'single'])
    }))
  test('takes an object of another length for missing', () =>
    withLease(async (lease) => {
      await env.GEOMETRY.put(shardKey(lease.batchId, lease.leaseId), new Uint8Array(999))
      const { shard } = await uploadsOf(await declare(lease, 1_000))
      expect(shard.kind).toBe('single')
    }))
  test('cuts a long shard into parts that add up', () =>
    withLease(async (lease) => {
      const bytes = SINGLE_UPLOAD_BYTES_MAX + PART_BYTES + 1
      const { shard } = await uploadsOf(await declare(lease, bytes))
      if (shard.kind !== 'multipart') throw new Error(shard.kind)
      expect(shard.parts.map((part) => part.bytes)).toEqual([PART_BYTES, PART_BYTES, 1])
      expect(shard.parts.map((part) => part.number)).toEqual([1, 2, 3])
    }))
  test('continues the same multipart upload when it is asked again', () =>
    withLease(async (lease) => {
      const ask = async () => {
        const { shard } = await uploadsOf(await declare(lease, SINGLE_UPLOAD_BYTES_MAX + 1))
        return shard.kind === 'multipart' ? shard.uploadId : shard.kind
      }
      const [one, other] = await Promise.all([ask(), ask()])
      expect(other).toBe(one)
      expect(await ask()).toBe(one)
    }))
  test('accepts the same declaration again and refuses another', () =>
    withLease(async (lease) => {
      await uploadsOf(await declare(lease, 1_000))
      await uploadsOf(await declare(lease, 1_000))
      const { leaseId } = lease
      expect(await refusalOf(await declare(lease, 1_001))).toEqual(
        refused(409, 'UPLOAD_CONFLICT', { leaseId }),
      )
    }))
  test('refuses a lease whose time is over', async () => {
    const lease = await leaseAs(node, 1)
    await endLease(lease.leaseId)
    expect(await refusalOf(await declare(lease, 1_000))).toEqual(refused(410, 'LEASE_EXPIRED'))
  })
  test.each([
    ['shard.bytes', SHARD_BYTES_MAX + 1, 10],
    ['shard.bytes', 0, 10],
    ['manifest.bytes', 10, MANIFEST_BYTES_MAX + 1],
    ['manifest.bytes', 10, 0],
  ])('refuses %s out of its limits (%d, %d)', (path, shardBytes, manifestBytes) =>
    withLease(async (lease) => {
      const response = await declare(lease, shardBytes, manifestBytes)
      expect(await refusalOf(response)).toEqual(refused(422, 'REQUEST_INVALID', { path }))
    }),
  )
})

describe('POST .../uploads/complete', () => {
  const BYTES = SINGLE_UPLOAD_BYTES_MAX + 1

  /** Declares a long shard and stores these parts of it. */
  async function uploadParts(lease: Lease, lengths: readonly number[]) {
    const { shard } = await uploadsOf(await declare(lease, BYTES))
    if (shard.kind !== 'multipart') throw new Error(shard.kind)
    const key = shardKey(lease.batchId, lease.leaseId)
    const upload = env.GEOMETRY.resumeMultipartUpload(key, shard.uploadId)
    const parts = []
    for (const [i, bytes] of lengths.entries()) {
      const { etag } = await upload.uploadPart(i + 1, new Uint8Array(bytes))
      parts.push({ number: i + 1, etag: `"${etag}"` })
    }
    return { uploadId: shard.uploadId, parts }
  }

  test('joins the parts, and again', () =>
    withLease(async (lease) => {
      const body = await uploadParts(lease, [PART_BYTES, 1])
      for (let i = 0; i < 2; i += 1) {
        const response = await complete(lease, body)
        expect([response.status, await response.json()]).toEqual([200, { kind: 'stored' }])
      }
      const key = shardKey(lease.batchId, lease.leaseId)
      expect(await env.GEOMETRY.head(key)).toMatchObject({ size: BYTES })
    }))
  test('refuses parts of another length', () =>
    withLease(async (lease) => {
      const body = await uploadParts(lease, [PART_BYTES, 2])
      expect(await refusalOf(await complete(lease, body))).toEqual(
        refused(409, 'UPLOAD_INCOMPLETE'),
      )
    }))
  test('refuses parts that were not uploaded', () =>
    withLease(async (lease) => {
      const { uploadId } = await uploadParts(lease, [PART_BYTES])
      const parts = [{ number: 1, etag: 'no-such-part' }]
      expect(await refusalOf(await complete(lease, { uploadId, parts }))).toEqual(
        refused(409, 'UPLOAD_INCOMPLETE'),
      )
    }))
  test('refuses an upload that the lease does not have', () =>
    withLease(async (lease) => {
      const parts = [{ number: 1, etag: 'e' }]
      expect(await refusalOf(await complete(lease, { uploadId: 'x', parts }))).toEqual(
        refused(409, 'UPLOAD_INCOMPLETE', { issue: 'no such upload' }),
      )
    }))
})

test('shard and manifest of a lease lie in its own folder', () => {
  const [batchId, leaseId] = ['batch_7', 'lease_x'] as unknown as [
    Lease['batchId'],
    Lease['leaseId'],
  ]
  expect([shardKey(batchId, leaseId), manifestKey(batchId, leaseId)]).toEqual([
    'shards/batch_7/lease_x/shard.tar',
    'shards/batch_7/lease_x/manifest.json',
  ])
})
