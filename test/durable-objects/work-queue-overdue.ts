import { runInDurableObject } from 'cloudflare:test'
import type { LeaseId } from '../../domain/ids.ts'
import { LEASE_POLICY } from '../../domain/lease/policy.ts'
import type { QueueStub } from '../fixtures-queue.ts'

export const AFTER_LEASE_MS = LEASE_POLICY.leaseMs + 1

/** Puts the end of a lease into the past, as if its time had gone by. */
export async function overdue(queue: QueueStub, leaseId: LeaseId): Promise<void> {
  await runInDurableObject(queue, (_, { storage }) => {
    storage.sql.exec('UPDATE lease SET expires_at_ms = 1 WHERE lease_id = ?', leaseId)
  })
}
