import { combine, type Desk, rpcFault, type Step, stepped } from './desk.ts'
import { listSigned, markSent, type SignedJob } from './jobs.ts'
import { land } from './land.ts'
import { launch } from './launch.ts'
import { settle } from './settle.ts'

/** A transaction nobody has seen goes out again, in the same bytes, after this long. */
export const RESEND_MS = 2_000

/**
 * Moves every open job as far as it will go now. Safe to stop anywhere and to run again: each step
 * starts from what is stored. The caller runs one pass at a time.
 */
export async function runPass(desk: Desk): Promise<Step> {
  const settled = await settle(desk)
  if (settled.status === 'fault') return settled
  // One job that is stuck must not hold up the others, so the later steps run whatever came before.
  const steps: Step[] = [settled]
  for (const step of [land, launch, send]) steps.push(await step(desk))
  return combine(steps)
}

async function send(desk: Desk): Promise<Step> {
  const dueBeforeMs = desk.nowMs() - RESEND_MS
  const due = listSigned(desk.sql).filter(
    ({ sentAtMs }) => sentAtMs === null || sentAtMs <= dueBeforeMs,
  )
  return combine(await Promise.all(due.map((job) => sendOne(desk, job))))
}

/** What the node says to a transaction decides nothing; only its status does. */
async function sendOne(desk: Desk, { signature, wire, id }: SignedJob): Promise<Step> {
  const reply = await desk.rpc.send(btoa(String.fromCharCode(...wire)))
  if (reply.status === 'unreachable') return rpcFault(reply)
  if (reply.status === 'error') {
    console.info({ event: 'send_answered', job: id, code: reply.code, message: reply.message })
  }
  markSent(desk.sql, signature, desk.nowMs())
  return stepped(0)
}
