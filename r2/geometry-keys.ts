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
