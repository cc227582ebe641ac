import { listUnfinished, markResent } from '../../d1/submissions.ts'
import { submitForAudit } from '../oracle/commits.ts'
import { workQueue } from '../oracle/work-queue.ts'

/** How long a queue may take before its work is asked for again. */
const PATIENCE_MS = 2 * 60_000
const ROWS_MAX = 100
/** A message that was sent again is given this long before it is sent once more. */
const RESEND_MS = 10 * 60_000

/**
 * Sends again what may have got lost between a record and its message. Doing so too early does no
 * harm: every consumer goes on from what is recorded.
 */
export async function resumeWork(env: Env, scheduledAtMs: number): Promise<void> {
  const beforeMs = scheduledAtMs - PATIENCE_MS
  for (const lease of await workQueue(env).listUnsettled(beforeMs, ROWS_MAX)) {
    await submitForAudit(env, lease)
  }
  const unfinished = await listUnfinished(env.CATALOG, {
    committedBeforeMs: beforeMs,
    resentBeforeMs: scheduledAtMs - RESEND_MS,
    rowsMax: ROWS_MAX,
  })
  for (const { leaseId, status } of unfinished) {
    if (status === 'registered') await env.MINTS.send({ leaseId })
    else await env.AUDITS.send({ leaseId })
    await markResent(env.CATALOG, leaseId, scheduledAtMs)
  }
}
