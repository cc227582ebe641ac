import type { Submission } from '../../d1/submissions.ts'
import type { QueuedLease } from '../../durable-objects/work-queue-schema.ts'
import type { LeaseState } from './schema.ts'

/** Joins what the queue knows of a lease with what the catalog knows of its submission. */
export function leaseState(lease: QueuedLease, submission: Submission | undefined): LeaseState {
  const { leaseId, batchId } = lease
  if (submission === undefined) {
    return {
      ...{ leaseId, batchId, status: lease.status, assets: lease.count },
      ...{ rule: null, ruleIndex: null, reexecuted: 0, duplicates: 0 },
      ...{ firstLogIndex: null, minted: 0 },
    }
  }
  const { status, rule, ruleIndex, reexecuted, duplicates, firstLogIndex, minted } = submission
  return {
    ...{ leaseId, batchId, status, rule, ruleIndex, assets: submission.assetCount },
    ...{ reexecuted, duplicates, firstLogIndex, minted },
  }
}
