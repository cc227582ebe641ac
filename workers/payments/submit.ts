import { Refusal } from '../../domain/errors.ts'
import type { PaymentRpc, SendReply } from './rpc.ts'

/**
 * Hands a signed transaction to all endpoints. Sending it again, or to an endpoint that has it, does
 * nothing. Refused only where all of them tried it and refused; otherwise a failure is an outage.
 */
export async function sendToAll(endpoints: readonly PaymentRpc[], wire: string): Promise<void> {
  const replies = await Promise.allSettled(endpoints.map((rpc) => rpc.send(wire)))
  const answers = replies.filter((reply) => reply.status === 'fulfilled')
  if (answers.some(({ value }) => value.status === 'sent')) return
  for (const reply of replies) {
    if (reply.status === 'rejected') throw reply.reason
  }
  throw new Refusal('PAYMENT_INVALID', { issue: issueOf(answers.map(({ value }) => value)) })
}

/**
 * Runs what hands a transaction over. Its refusal holds only for a transaction that has not landed: of
 * one that has, the first answer may have been lost, and nodes refuse the second copy as outdated.
 */
export async function unlessLanded(
  endpoints: readonly PaymentRpc[],
  signature: string,
  handOver: () => Promise<void>,
): Promise<void> {
  try {
    await handOver()
  } catch (error) {
    if (!(error instanceof Refusal) || !(await hasLanded(endpoints, signature))) throw error
  }
}

/** Where nobody knows it, an endpoint that gives no answer is an outage. */
async function hasLanded(endpoints: readonly PaymentRpc[], signature: string): Promise<boolean> {
  const replies = await Promise.allSettled(endpoints.map((rpc) => rpc.landed(signature)))
  if (replies.some((reply) => reply.status === 'fulfilled' && reply.value)) return true
  for (const reply of replies) {
    if (reply.status === 'rejected') throw reply.reason
  }
  return false
}

function issueOf(replies: readonly SendReply[]): string {
  const refused = replies.find((reply) => reply.status === 'refused')
  return refused === undefined ? 'no endpoint took it' : refused.issue
}
