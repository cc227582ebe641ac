import type { BatchId, LeaseId } from '../domain/ids.ts'

/** One folder a lease: a batch that is leased again never meets the objects of an earlier attempt. */
const folder = (batchId: BatchId, leaseId: LeaseId): string => `shards/${batchId}/${leaseId}`

export const shardKey = (batchId: BatchId, leaseId: LeaseId): string =>
  `${folder(batchId, leaseId)}/shard.tar`
export const manifestKey = (batchId: BatchId, leaseId: LeaseId): string =>
  `${folder(batchId, leaseId)}/manifest.json`
export const registrationKey = (batchId: BatchId, leaseId: LeaseId): string =>
  `${folder(batchId, leaseId)}/registration.json`
export const receiptsKey = (batchId: BatchId, leaseId: LeaseId): string =>
  `${folder(batchId, leaseId)}/receipts.json`

export async function putJson(bucket: R2Bucket, key: string, value: unknown): Promise<void> {
  await bucket.put(key, JSON.stringify(value), {
    httpMetadata: { contentType: 'application/json' },
  })
}

/** The parsed object, or undefined where none is stored under the key. */
export async function getJson(bucket: R2Bucket, key: string): Promise<unknown> {
  const object = await bucket.get(key)
  return object === null ? undefined : await object.json()
}

/** Whether an object of exactly this length is stored. */
export async function isStored(bucket: R2Bucket, key: string, bytes: number): Promise<boolean> {
  const object = await bucket.head(key)
  return object !== null && object.size === bytes
}
