import { z } from 'zod'
import { auditSubmission } from '../audit/consume.ts'
import { mintSubmission } from '../mint/consume.ts'
import { LeaseIdText } from '../oracle/schema.ts'
import { reportFault } from '../report.ts'

const LeaseMessage = z.object({ leaseId: LeaseIdText })

const MINT_RETRY_SECONDS = 2
const FAULT_RETRY_SECONDS_MAX = 300

/**
 * Works off a batch of messages. A message is acknowledged when its work is done and retried, later
 * each time, when something that it needs is out of order.
 */
export async function consume(batch: MessageBatch, env: Env): Promise<void> {
  for (const message of batch.messages) {
    try {
      const { leaseId } = LeaseMessage.parse(message.body)
      if (batch.queue.startsWith('mints')) {
        const outcome = await mintSubmission(env, leaseId)
        if (outcome === 'pending') message.retry({ delaySeconds: MINT_RETRY_SECONDS })
        else message.ack()
      } else {
        await auditSubmission(env, leaseId)
        message.ack()
      }
    } catch (error) {
      const delaySeconds = Math.min(2 ** message.attempts, FAULT_RETRY_SECONDS_MAX)
      const { queue } = batch
      const { attempts } = message
      reportFault({ event: 'message_failed', queue, attempts, delaySeconds }, error)
      message.retry({ delaySeconds })
    }
  }
}
