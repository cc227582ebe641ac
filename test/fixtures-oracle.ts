import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { LeaseId } from '../domain/ids.ts'
import { workQueue } from '../workers/oracle/work-queue.ts'

/** Puts the end of a lease of the oracle's queue into the past. */
export async function endLease(leaseId: LeaseId): Promise<void> {
  await runInDurableObject(workQueue(env), (_, { storage }) => {
    storage.sql.exec('UPDATE lease SET expires_at_ms = 1 WHERE lease_id = ?', leaseId)
  })
}
