import { anchorMemo } from '../../domain/log/anchor-memo.ts'
import { findAnchorWork } from './anchors.ts'
import type { Work } from './chain.ts'
import { combine, type Desk, fault, rpcFault, type Step, stepped } from './desk.ts'
import { countSigned, type Job, listLaunchable, markRefused, markSigned } from './jobs.ts'
import { collectibleText } from './packing.ts'
import { findMintWork } from './requests.ts'
import { replaceTree } from './trees.ts'

/** Transactions that may be on their way at once; one status call asks for all of them. */
export const IN_FLIGHT_MAX = 32

/** Fee of one signature, doubled for a tree, and the rent of its 96-byte config, rounded up. */
const JOB_LAMPORTS = 10_000
const TREE_CONFIG_LAMPORTS = 1_600_000

interface Recent {
  readonly blockhash: string
  readonly lastValidBlockHeight: number
  readonly balanceLamports: number
}

/** Signs what is queued, and makes the signed bytes durable before anyone may send them. */
export async function launch(desk: Desk): Promise<Step> {
  const jobs = listLaunchable(desk.sql, desk.chain.address, IN_FLIGHT_MAX - countSigned(desk.sql))
  if (jobs.length === 0) return stepped(0)

  const [latest, balance] = await Promise.all([
    desk.rpc.latestBlockhash(),
    desk.rpc.balanceLamports(desk.chain.address),
  ])
  if (latest.status !== 'ok') return rpcFault(latest)
  if (balance.status !== 'ok') return rpcFault(balance)
  if (balance.value < jobs.length * JOB_LAMPORTS) return unfunded(desk, balance.value)

  const steps: Step[] = []
  for (const job of jobs) {
    steps.push(await launchOne(desk, job, { ...latest.value, balanceLamports: balance.value }))
  }
  await desk.flush()
  return combine(steps)
}

async function launchOne(desk: Desk, job: Job, recent: Recent): Promise<Step> {
  if (job.kind === 'tree') return launchTree(desk, job, recent)
  return signJob(desk, job, workOf(desk, job), recent)
}

function workOf(desk: Desk, job: Job): Work {
  if (job.kind === 'anchor') {
    const { origin, size, root } = findAnchorWork(desk.sql, job.id)
    return { kind: 'anchor', memo: anchorMemo({ origin, size, root }) }
  }
  const { owner, logIndexes } = findMintWork(desk.sql, job.id)
  const texts = logIndexes.map((logIndex) => collectibleText(desk.metadataUrl, logIndex))
  return { kind: 'mint', tree: treeNumber(job), owner, texts }
}

async function launchTree(desk: Desk, job: Job, recent: Recent): Promise<Step> {
  const number = treeNumber(job)
  const { tree } = desk.chain.treeAddress(number)
  const [exists, rent] = await Promise.all([
    desk.rpc.accountExists(tree),
    desk.rpc.rentLamports(desk.chain.treeBytes),
  ])
  if (exists.status !== 'ok') return rpcFault(exists)
  if (rent.status !== 'ok') return rpcFault(rent)
  if (exists.value) {
    console.error({ event: 'tree_exists', number, tree })
    desk.atomically(() => replaceTree(desk.sql, number, desk.chain))
    return stepped(1)
  }
  const needed = rent.value + TREE_CONFIG_LAMPORTS + JOB_LAMPORTS
  if (recent.balanceLamports < needed) return unfunded(desk, recent.balanceLamports)
  return signJob(desk, job, { kind: 'tree', tree: number, rentLamports: rent.value }, recent)
}

async function signJob(desk: Desk, job: Job, work: Work, recent: Recent): Promise<Step> {
  const { blockhash, lastValidBlockHeight } = recent
  const reply = await desk.chain.sign(work, blockhash)
  if (reply.status === 'refused') {
    console.error({ event: 'instruction_refused', job: job.id, reason: reply.reason })
    markRefused(desk.sql, job.id, { code: 'INSTRUCTION_REFUSED', reason: reply.reason })
    return stepped(1)
  }
  const { signature, wire } = reply
  return stepped(markSigned(desk.sql, job.id, { signature, wire, lastValidBlockHeight }) ? 1 : 0)
}

function treeNumber({ id, kind, tree }: Job): number {
  if (tree === null) throw new RangeError(`${kind} job ${id} has no tree`)
  return tree
}

const unfunded = (desk: Desk, balanceLamports: number): Step =>
  fault(`treasury ${desk.chain.address} holds ${balanceLamports} lamports: too little`)
