import { combine, type Desk, fault, rpcFault, type Step, stepped } from './desk.ts'
import { type LandedJob, listLanded, markDone } from './jobs.ts'
import { type Leaf, readLeaves } from './leaves.ts'
import { findMintWork, recordLeaf } from './requests.ts'
import type { LandedTransaction } from './solana-rpc.ts'
import { markTreeReady } from './trees.ts'

/** Writes down what the finalized transactions brought: a tree, an anchor, or the leaves of mints. */
export async function land(desk: Desk): Promise<Step> {
  return combine(await Promise.all(listLanded(desk.sql).map((job) => landOne(desk, job))))
}

async function landOne(desk: Desk, job: LandedJob): Promise<Step> {
  if (job.kind === 'mint') return landMint(desk, job)
  desk.atomically(() => {
    if (job.kind === 'tree' && job.tree !== null) markTreeReady(desk.sql, job.tree)
    markDone(desk.sql, job.id)
  })
  return stepped(1)
}

async function landMint(desk: Desk, job: LandedJob): Promise<Step> {
  const reply = await desk.rpc.transaction(job.signature)
  if (reply.status !== 'ok') return rpcFault(reply)
  // The status of a transaction can be known before its text is.
  if (reply.value === null) return stepped(0)

  const { owner, logIndexes } = findMintWork(desk.sql, job.id)
  const leaves = parseLeaves(reply.value, owner, logIndexes.length)
  if (typeof leaves === 'string') return fault(`${job.signature}: ${leaves}`)
  desk.atomically(() => {
    for (const [index, logIndex] of logIndexes.entries()) {
      const leaf = leaves[index]
      if (leaf !== undefined) recordLeaf(desk.sql, logIndex, leaf)
    }
    markDone(desk.sql, job.id)
  })
  return stepped(1)
}

/** The leaves, or why the node's answer cannot be the transaction that was finalized. */
function parseLeaves(
  landed: LandedTransaction,
  owner: string,
  count: number,
): readonly Leaf[] | string {
  try {
    return readLeaves(landed, owner, count)
  } catch (cause) {
    return String(cause)
  }
}
