import { env } from 'cloudflare:workers'
import { auditSubmission } from '../workers/audit/consume.ts'
import type { Lease, Receipts } from '../workers/oracle/schema.ts'
import { provenanceLogOf } from '../workers/provenance/log.ts'
import type { MintReply, TreasuryService } from '../workers/treasury/rpc.ts'

/** The messages that a producer was given, in place of a queue. */
export interface FakeQueue {
  readonly sent: unknown[]
  readonly queue: Queue
}

export function fakeQueue(): FakeQueue {
  const sent: unknown[] = []
  const metadata = { metrics: { backlogCount: 0, backlogBytes: 0 } }
  return {
    sent,
    queue: {
      metrics: async () => ({ backlogCount: 0, backlogBytes: 0 }),
      send: async (message) => {
        sent.push(message)
        return { metadata }
      },
      sendBatch: async () => {
        throw new Error('nothing sends batches')
      },
    },
  }
}

/** Audits with a mint queue of its own and answers what was sent to it. */
export async function audit(lease: Pick<Lease, 'leaseId'>, world: Env = env): Promise<unknown[]> {
  const mints = fakeQueue()
  await auditSubmission({ ...world, MINTS: mints.queue }, lease.leaseId)
  return mints.sent
}

export const logSize = async (): Promise<number> => (await provenanceLogOf(env).head()).size

/** The bindings with a treasury that answers as told; a call that was not expected throws. */
export function withTreasury(service: Partial<TreasuryService>): Env {
  const unexpected = async (): Promise<never> => {
    throw new Error('the treasury was not to be called')
  }
  const treasury: TreasuryService = {
    ...{ mint: unexpected, anchor: unexpected, status: unexpected, vault: unexpected },
    ...service,
  }
  return { ...env, TREASURY: treasury as unknown as Env['TREASURY'] }
}

/** What a treasury answers that has minted these receipts. */
export function mintedReply(receipts: Receipts['receipts']): MintReply {
  const tree = 'So11111111111111111111111111111111111111112'
  const mints = receipts.flatMap(({ logIndex, sha256 }, leafIndex) =>
    logIndex === null
      ? []
      : [{ logIndex, sha256, assetId: tree, tree, leafIndex, signature: `sig-${leafIndex}` }],
  )
  return { status: 'minted', mints, transactions: 1 }
}
