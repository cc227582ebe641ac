import { type Desk, fault, rpcFault, type Step, stepped } from './desk.ts'
import {
  listSigned,
  markLanded,
  markRefused,
  requeueExpired,
  requeueFailed,
  type SignedJob,
} from './jobs.ts'
import type { SignatureStatus } from './solana-rpc.ts'

/** A mint or anchor that the programs reject this often is given up; a tree never is. */
export const FAILURES_MAX = 5

/** Asks how the signed transactions fare, and frees the jobs of those that are over. */
export async function settle(desk: Desk): Promise<Step> {
  const jobs = listSigned(desk.sql)
  if (jobs.length === 0) return stepped(0)

  const statuses = await desk.rpc.statuses(jobs.map(({ signature }) => signature))
  if (statuses.status !== 'ok') return rpcFault(statuses)
  let changes = 0
  const unseen: SignedJob[] = []
  for (const [index, job] of jobs.entries()) {
    const status = statuses.value.values[index] ?? null
    if (status === null) unseen.push(job)
    else if (applyStatus(desk, job, status)) changes += 1
  }
  if (unseen.length === 0) return stepped(changes)

  const expiry = await settleExpired(desk, unseen)
  return expiry.status === 'fault' ? expiry : stepped(changes + expiry.changes)
}

/**
 * A transaction can land until the block height passes its last valid one. Only a status asked for
 * after that was seen finalized, and from a node at least as far, proves that it never will.
 */
async function settleExpired(desk: Desk, unseen: readonly SignedJob[]): Promise<Step> {
  const finalized = await desk.rpc.finalizedHeight()
  if (finalized.status !== 'ok') return rpcFault(finalized)
  const { blockHeight, slot } = finalized.value
  const late = unseen.filter(({ lastValidBlockHeight }) => lastValidBlockHeight < blockHeight)
  if (late.length === 0) return stepped(0)

  const again = await desk.rpc.statuses(late.map(({ signature }) => signature))
  if (again.status !== 'ok') return rpcFault(again)
  if (again.value.slot < slot)
    return fault(`statuses of slot ${again.value.slot}, height of ${slot}`)
  let changes = 0
  for (const [index, job] of late.entries()) {
    const status = again.value.values[index] ?? null
    if (status === null) requeueExpired(desk.sql, job.signature)
    if (status === null || applyStatus(desk, job, status)) changes += 1
  }
  return stepped(changes)
}

/** Only a finalized status is final. True when the job changed. */
function applyStatus(desk: Desk, job: SignedJob, status: SignatureStatus): boolean {
  if (status.confirmationStatus !== 'finalized') return false
  if (status.err === null) markLanded(desk.sql, job.signature, status.slot)
  else recordFailure(desk, job, JSON.stringify(status.err))
  return true
}

/** A failed transaction has no effect but its fee, so signing another is safe. */
function recordFailure({ sql }: Desk, job: SignedJob, reason: string): void {
  console.error({ event: 'transaction_failed', job: job.id, kind: job.kind, reason })
  if (job.kind === 'tree' || job.failures + 1 < FAILURES_MAX) requeueFailed(sql, job.signature)
  else markRefused(sql, job.id, { code: 'CHAIN_REJECTED', reason })
}
