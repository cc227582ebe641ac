import type { LeaseState } from '../../workers/oracle/schema.ts'
import type { UnsettledBatch } from '../store/batch-store.ts'
import type { BatchDependencies } from './deps.ts'
import { loseBatch } from './lose-batch.ts'
import { createPolling } from './polling.ts'
import { fetchProofs } from './verify-receipts.ts'

type CommittedBatch = Extract<UnsettledBatch, { commitment: unknown }>

/** Waits until the batch is in the log, and keeps its proofs; or until it is known to have failed. */
export async function awaitVerdict(
  deps: BatchDependencies,
  batch: CommittedBatch,
  signal: AbortSignal,
): Promise<void> {
  const pause = createPolling(deps)
  let accepted = false
  for (;;) {
    const state = await deps.oracle.leaseState(batch.lease.leaseId, signal)
    switch (state.status) {
      case 'open':
        deps.store.batches.retreat(batch.requestKey, 'uploaded')
        return
      case 'expired':
        return loseBatch(deps, batch, 'expired', 'LEASE_EXPIRED')
      case 'rejected':
        return loseBatch(deps, batch, 'rejected', state.rule ?? 'RULE_UNKNOWN')
      case 'registered':
      case 'minted':
        return keepReceipts(deps, batch, state, signal)
      case 'accepted':
        if (!accepted) reportAccepted(deps, state)
        accepted = true
        break
      case 'committed':
        break
    }
    await pause(signal)
  }
}

function reportAccepted({ report }: BatchDependencies, { batchId, reexecuted }: LeaseState): void {
  report({ event: 'accepted', batchId, reexecuted })
}

async function keepReceipts(
  deps: BatchDependencies,
  { requestKey, lease }: CommittedBatch,
  { firstLogIndex }: LeaseState,
  signal: AbortSignal,
): Promise<void> {
  const { receipts, proofs } = await fetchProofs(deps, lease, signal)
  deps.store.receipts.register(requestKey, lease.leaseId, receipts, proofs)
  const duplicates = receipts.length - proofs.size
  const counts = { assets: proofs.size, duplicates, firstLogIndex }
  deps.report({ event: 'registered', batchId: lease.batchId, ...counts })
}
