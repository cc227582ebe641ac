import { ClientFault } from '../faults.ts'
import { describeContext, OracleRefusal } from '../oracle/answer.ts'
import type { LostOutcome, UnsettledBatch } from '../store/batch-store.ts'
import { awaitMint } from './await-mint.ts'
import { awaitVerdict } from './await-verdict.ts'
import type { BatchDependencies } from './deps.ts'
import { generateBatch } from './generate-batch.ts'
import { loseBatch } from './lose-batch.ts'
import { uploadBatch } from './upload-batch.ts'

/** Refusals that end a batch and nothing else. */
const BATCH_REFUSALS: Readonly<Record<string, LostOutcome>> = {
  LEASE_EXPIRED: 'expired',
  LEASE_UNKNOWN: 'refused',
  LEASE_NOT_YOURS: 'refused',
  LEASE_REQUEST_CONFLICT: 'refused',
  UPLOAD_CONFLICT: 'refused',
  COMMIT_CONFLICT: 'refused',
}

/**
 * Takes a batch from where it is to its end. Each step may have been done before by a process that
 * died before it could say so: repeating a step has no second effect.
 */
export async function driveBatch(
  deps: BatchDependencies,
  requestKey: string,
  advanced: () => void,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const batch = deps.store.batches.find(requestKey)
    if (batch.state === 'settled') return
    await stepOrLose(deps, batch, signal)
    advanced()
  }
}

async function stepOrLose(
  deps: BatchDependencies,
  batch: UnsettledBatch,
  signal: AbortSignal,
): Promise<void> {
  try {
    await step(deps, batch, signal)
  } catch (error) {
    if (!(error instanceof OracleRefusal)) throw error
    const outcome = BATCH_REFUSALS[error.code]
    if (outcome === undefined) throw refusedNode(error)
    await loseBatch(deps, batch, outcome, error.code)
  }
}

function step(deps: BatchDependencies, batch: UnsettledBatch, signal: AbortSignal): Promise<void> {
  switch (batch.state) {
    case 'requested':
      return leaseBatch(deps, batch, signal)
    case 'leased':
      return generateBatch(deps, batch, signal)
    case 'generated':
      return uploadBatch(deps, batch, signal)
    case 'uploaded':
      return commitBatch(deps, batch, signal)
    case 'committed':
      return awaitVerdict(deps, batch, signal)
    case 'registered':
      return awaitMint(deps, batch, signal)
  }
}

async function leaseBatch(
  { oracle, store, report }: BatchDependencies,
  { requestKey, countMax }: Extract<UnsettledBatch, { state: 'requested' }>,
  signal: AbortSignal,
): Promise<void> {
  const lease = await oracle.lease({ requestKey, countMax }, signal)
  store.batches.lease(requestKey, lease)
  report({ event: 'leased', batchId: lease.batchId, assets: lease.count })
}

async function commitBatch(
  { oracle, store, report }: BatchDependencies,
  { requestKey, lease, commitment }: Extract<UnsettledBatch, { commitment: unknown }>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await oracle.commit(lease.leaseId, commitment, signal)
  } catch (error) {
    if (!(error instanceof OracleRefusal) || error.code !== 'UPLOAD_INCOMPLETE') throw error
    store.batches.retreat(requestKey, 'generated')
    return
  }
  store.batches.advance(requestKey, 'uploaded', 'committed')
  report({ event: 'committed', batchId: lease.batchId })
}

function refusedNode(refusal: OracleRefusal): ClientFault {
  const context = { refusal: refusal.code, reason: describeContext(refusal) }
  return new ClientFault('ORACLE_REFUSED', context, { cause: refusal })
}
