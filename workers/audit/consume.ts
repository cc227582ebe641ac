import { decide, findSubmission, fixChallenge, type Submission } from '../../d1/submissions.ts'
import { auditRatePpm } from '../../domain/audit/rate.ts'
import { fromHex, toHex } from '../../domain/bytes.ts'
import type { LeaseId } from '../../domain/ids.ts'
import { atoms } from '../../domain/money.ts'
import { seedOfBatch } from '../oracle/seeds.ts'
import { workQueue } from '../oracle/work-queue.ts'
import { report } from '../report.ts'
import { judge } from './judge.ts'
import { register } from './register.ts'

/**
 * Takes a committed submission to its end in the log: challenge, verdict, settlement, registration,
 * order to mint. Every step is recorded before the next, so a repeat goes on where the last one stopped.
 */
export async function auditSubmission(env: Env, leaseId: LeaseId): Promise<void> {
  const submission = await existing(env, leaseId)
  if (submission.status === 'committed') await decideOn(env, submission)

  const decided = await existing(env, leaseId)
  const outcome = decided.status === 'rejected' ? 'rejected' : 'accepted'
  await workQueue(env).settle(leaseId, outcome)
  if (decided.status === 'accepted') {
    const startedMs = Date.now()
    await register(env, decided)
    const ms = Date.now() - startedMs
    report({ event: 'registered', leaseId, assets: decided.assetCount, ms })
  }

  const registered = await existing(env, leaseId)
  if (registered.status === 'registered') await env.MINTS.send({ leaseId })
}

async function decideOn(env: Env, submission: Submission): Promise<void> {
  const { leaseId, batchNumber } = submission
  const startedMs = Date.now()
  const challenge = await fixChallenge(env.CATALOG, leaseId, drawChallenge())
  const verdict = await judge(env.GEOMETRY, {
    submission,
    seed: seedOfBatch(env, batchNumber),
    challenge: fromHex(challenge),
    ratePpm: auditRatePpm(STAKES_WITHOUT_HOLDBACK),
  })
  const decidedAtMs = Date.now()
  await decide(env.CATALOG, leaseId, verdict, decidedAtMs)
  const ms = decidedAtMs - startedMs
  report({ event: 'judged', leaseId, assets: submission.assetCount, ms, ...verdict })
}

/** Until a node has earnings to hold back there is nothing it could lose. */
const STAKES_WITHOUT_HOLDBACK = { cheatingGain: atoms(1n), reward: atoms(1n), holdback: atoms(0n) }

/** 32 bytes in hex that nobody could know before the commit. */
const drawChallenge = (): string => toHex(crypto.getRandomValues(new Uint8Array(32)))

async function existing(env: Env, leaseId: LeaseId): Promise<Submission> {
  const submission = await findSubmission(env.CATALOG, leaseId)
  if (submission === undefined) throw new Error(`no submission for ${leaseId}`)
  return submission
}
