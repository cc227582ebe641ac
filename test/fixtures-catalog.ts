import { env } from 'cloudflare:workers'
import { addNode, type NodeRow } from '../d1/nodes.ts'
import { addSubmission, type NewSubmission } from '../d1/submissions.ts'
import { toHex } from '../domain/bytes.ts'
import { sha256Hex, type Wallet } from '../domain/ids.ts'
import { someLeaseId, someNodeId } from './fixtures-queue.ts'

const randomHash = () => sha256Hex(toHex(crypto.getRandomValues(new Uint8Array(32))))
let batches = 0

export function nodeRow(changes: Partial<NodeRow> = {}): NodeRow {
  const wallet = 'So11111111111111111111111111111111111111112' as Wallet
  return {
    ...{ id: someNodeId(), publicKey: randomHash(), wallet, payoutAddress: wallet },
    ...{ issuedAtMs: 1, walletSignature: 'ab'.repeat(64), registeredAtMs: 2 },
    ...changes,
  }
}

export function submissionRow(changes: Partial<NewSubmission> = {}): NewSubmission {
  batches += 1
  return {
    ...{ leaseId: someLeaseId(), batchNumber: batches, nodeId: someNodeId() },
    ...{ generator: 'piwa-procedural@1', grid: 64, assetCount: 4, root: randomHash() },
    ...{ viewCount: 0, viewSize: 0 },
    ...{ shardSha256: randomHash(), shardBytes: 10_000 },
    ...{ manifestSha256: randomHash(), manifestBytes: 1_000, committedAtMs: 1_000 },
    ...changes,
  }
}

/** Adds a submission of a node of its own. */
export async function addSome(changes: Partial<NewSubmission> = {}): Promise<NewSubmission> {
  const node = await addNode(env.CATALOG, nodeRow())
  const row = submissionRow({ nodeId: node.id, ...changes })
  await addSubmission(env.CATALOG, row)
  return row
}
