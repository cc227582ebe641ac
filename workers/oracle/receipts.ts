import { z } from 'zod'
import type { QueuedLease } from '../../durable-objects/work-queue-schema.ts'
import { receiptsKey, registrationKey } from '../../r2/geometry-keys.ts'
import { getJson } from '../../r2/geometry-store.ts'
import { Receipt } from './schema.ts'

const StoredReceipts = z.array(Receipt)

/** Receipts with cNFTs once minted, with log indexes once registered, none before. */
export async function readReceiptsOf(
  bucket: R2Bucket,
  lease: Pick<QueuedLease, 'batchId' | 'leaseId'>,
): Promise<Receipt[]> {
  const { batchId, leaseId } = lease
  const minted = await getJson(bucket, receiptsKey(batchId, leaseId))
  if (minted !== undefined) return StoredReceipts.parse(minted)
  const registered = await getJson(bucket, registrationKey(batchId, leaseId))
  return registered === undefined ? [] : StoredReceipts.parse(registered)
}
