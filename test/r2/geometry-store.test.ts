import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { BatchId, LeaseId } from '../../domain/ids.ts'
import { manifestKey, receiptsKey, registrationKey, shardKey } from '../../r2/geometry-keys.ts'
import { getJson, isStored, joinParts, putJson } from '../../r2/geometry-store.ts'

const bucket = env.GEOMETRY
const PART_BYTES = 5 * 1024 * 1024
const someKey = (): string => `test/${crypto.randomUUID()}`

async function uploadParts(key: string, lengths: readonly number[]) {
  const upload = await bucket.createMultipartUpload(key)
  const parts = []
  for (const [i, bytes] of lengths.entries()) {
    const { etag } = await upload.uploadPart(i + 1, new Uint8Array(bytes))
    parts.push({ number: i + 1, etag })
  }
  return { key, uploadId: upload.uploadId, parts }
}

test('objects of two leases of one batch never meet', () => {
  const batchId = 'batch_7' as BatchId
  const keys = ['lease_a', 'lease_b'].flatMap((leaseId) =>
    [shardKey, manifestKey, registrationKey, receiptsKey].map((keyOf) =>
      keyOf(batchId, leaseId as LeaseId),
    ),
  )
  expect(new Set(keys).size).toBe(8)
})

describe('JSON objects', () => {
  test('are read as they were put', async () => {
    const key = someKey()
    await putJson(bucket, key, [{ index: 0, cnft: null }])
    expect(await getJson(bucket, key)).toEqual([{ index: 0, cnft: null }])
  })
  test('are undefined where there is none', async () => {
    expect(await getJson(bucket, someKey())).toBeUndefined()
  })
})

describe('isStored', () => {
  test.each([
    [3, true],
    [2, false],
    [4, false],
  ])('of an object of 3 bytes and a length of %d is %s', async (bytes, stored) => {
    const key = someKey()
    await bucket.put(key, 'abc')
    expect(await isStored(bucket, key, bytes)).toBe(stored)
  })
  test('is false where there is no object', async () => {
    expect(await isStored(bucket, someKey(), 0)).toBe(false)
  })
})

describe('joinParts', () => {
  test('joins the parts of an upload', async () => {
    const upload = await uploadParts(someKey(), [PART_BYTES, 1])
    expect(await joinParts(bucket, upload)).toBe(true)
    expect(await isStored(bucket, upload.key, PART_BYTES + 1)).toBe(true)
  })
  test('takes etags in quotes, as S3 answers them', async () => {
    const upload = await uploadParts(someKey(), [PART_BYTES, 1])
    const parts = upload.parts.map(({ number, etag }) => ({ number, etag: `"${etag}"` }))
    expect(await joinParts(bucket, { ...upload, parts })).toBe(true)
  })
  test('is false for a part that was not uploaded', async () => {
    const upload = await uploadParts(someKey(), [PART_BYTES])
    const parts = [...upload.parts, { number: 2, etag: 'none' }]
    expect(await joinParts(bucket, { ...upload, parts })).toBe(false)
  })
  test('is false for parts that are too small', async () => {
    expect(await joinParts(bucket, await uploadParts(someKey(), [1, 1]))).toBe(false)
  })
  test('is false for an upload that is over', async () => {
    const upload = await uploadParts(someKey(), [PART_BYTES])
    await joinParts(bucket, upload)
    expect(await joinParts(bucket, upload)).toBe(false)
  })
  test('throws when the store is out of order', async () => {
    const broken: Pick<R2Bucket, 'resumeMultipartUpload'> = {
      resumeMultipartUpload: () => {
        throw new Error('completeMultipartUpload: We encountered an internal error. (10001)')
      },
    }
    const upload = { key: someKey(), uploadId: 'u', parts: [] }
    const fault = await joinParts(broken as R2Bucket, upload).catch((e: Error) => e.message)
    expect(fault).toContain('10001')
  })
})
