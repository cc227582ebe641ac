import { findNode } from '../../d1/nodes.ts'
import { findSubmission, markMinted, type Submission } from '../../d1/submissions.ts'
import { batchId, type LeaseId } from '../../domain/ids.ts'
import { receiptsKey } from '../../r2/geometry-keys.ts'
import { putJson } from '../../r2/geometry-store.ts'
import { readReceiptsOf } from '../oracle/receipts.ts'
import type { Receipt } from '../oracle/schema.ts'
import { report } from '../report.ts'
import type { Minted, MintReply } from '../treasury/rpc.ts'

/** Orders the cNFTs of a registered submission; `pending` asks to come back later. */
export async function mintSubmission(env: Env, leaseId: LeaseId): Promise<'done' | 'pending'> {
  const submission = await findSubmission(env.CATALOG, leaseId)
  if (submission === undefined) throw new Error(`no submission for ${leaseId}`)
  if (submission.status !== 'registered') return 'done'

  const startedMs = Date.now()
  const id = batchId(submission.batchNumber)
  const receipts = await readReceiptsOf(env.GEOMETRY, { batchId: id, leaseId })
  const reply = await orderMint(env, submission, receipts)
  if (reply.status === 'pending') return 'pending'
  if (reply.status === 'refused') {
    throw new Error(`the treasury refused ${id}: ${reply.code} ${JSON.stringify(reply.context)}`)
  }
  await putJson(env.GEOMETRY, receiptsKey(id, leaseId), withCnfts(receipts, reply.mints))
  await markMinted(env.CATALOG, leaseId, {
    minted: reply.mints.length,
    mintTransactions: reply.transactions,
  })
  const ms = Date.now() - startedMs
  report({ event: 'minted', leaseId, assets: reply.mints.length, ms })
  return 'done'
}

async function orderMint(
  env: Env,
  submission: Submission,
  receipts: readonly Receipt[],
): Promise<MintReply> {
  const node = await findNode(env.CATALOG, submission.nodeId)
  if (node === undefined) throw new Error(`no such node: ${submission.nodeId}`)
  const assets = receipts.flatMap(({ logIndex, sha256 }) =>
    logIndex === null ? [] : [{ logIndex, sha256 }],
  )
  if (assets.length === 0) return { status: 'minted', mints: [], transactions: 0 }
  return env.TREASURY.mint({ id: batchId(submission.batchNumber), owner: node.wallet, assets })
}

function withCnfts(receipts: readonly Receipt[], mints: readonly Minted[]): Receipt[] {
  const byLogIndex = new Map(mints.map((mint) => [mint.logIndex, mint]))
  return receipts.map((receipt) => {
    const mint = receipt.logIndex === null ? undefined : byLogIndex.get(receipt.logIndex)
    if (mint === undefined) return receipt
    const { assetId, tree, leafIndex, signature } = mint
    return { ...receipt, cnft: { assetId, tree, leafIndex, signature } as Receipt['cnft'] }
  })
}
