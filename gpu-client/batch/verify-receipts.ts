import type { NodeId, Wallet } from '../../domain/ids.ts'
import type { NoteKey } from '../../domain/log/note.ts'
import type { Lease, Receipt } from '../../workers/oracle/schema.ts'
import { manifestPath } from '../home/paths.ts'
import { readManifest } from '../home/read-manifest.ts'
import { Unanswered } from '../oracle/answer.ts'
import { fetchRun, proofRuns } from '../oracle/proof-runs.ts'
import { waitOut } from '../retry.ts'
import type { BatchDependencies } from './deps.ts'
import { createProofVerifier, type ProofVerifier } from './verify-proof.ts'

/** Whose proofs are believed, and who they have to name. */
export interface ProofReader {
  readonly log: NoteKey
  readonly nodeId: NodeId
  readonly wallet: Wallet
}

export interface ProvenReceipts {
  readonly receipts: readonly Receipt[]
  /** Verified `.tlog-proof` files by log index. */
  readonly proofs: ReadonlyMap<number, string>
}

type ReceiptDependencies = Pick<
  BatchDependencies,
  'oracle' | 'proofs' | 'paths' | 'report' | 'outages' | 'world'
>

/** Fetches the receipts of a batch and a proof for each, until all are there and none is wrong. */
export async function fetchProofs(
  deps: ReceiptDependencies,
  lease: Lease,
  signal: AbortSignal,
): Promise<ProvenReceipts> {
  const expected = await expectedHashes(deps, lease)
  let alarmed = false
  for (let attempt = 0; ; attempt += 1) {
    try {
      const proven = await fetchOnce(deps, lease, expected, signal)
      deps.outages.up('receipts')
      return proven
    } catch (error) {
      signal.throwIfAborted()
      if (!alarmed && error instanceof Unanswered && error.code === 'PROOF_INVALID') {
        alarmed = true
        deps.report({ event: 'alarm', code: 'PROOF_INVALID', reason: error.message })
      }
      await waitOut(deps, { call: 'receipts', error, attempt }, signal)
    }
  }
}

async function fetchOnce(
  deps: ReceiptDependencies,
  lease: Lease,
  expected: readonly string[],
  signal: AbortSignal,
): Promise<ProvenReceipts> {
  const { receipts } = await deps.oracle.receipts(lease.leaseId, signal)
  assertComplete(lease, receipts, expected)
  const logged = receipts.filter(isLogged)
  const proofs = await fetchTexts(deps, logged, signal)
  const verify = createProofVerifier(deps.proofs.log)
  for (const receipt of logged) {
    await assertProves(verify, deps.proofs, lease, receipt, proofs.get(receipt.logIndex) ?? '')
  }
  return { receipts, proofs }
}

async function fetchTexts(
  { oracle }: ReceiptDependencies,
  logged: readonly LoggedReceipt[],
  signal: AbortSignal,
): Promise<Map<number, string>> {
  const texts = new Map<number, string>()
  for (const run of proofRuns(logged.map(({ logIndex }) => logIndex))) {
    for (const [logIndex, text] of await fetchRun(oracle, run, signal)) texts.set(logIndex, text)
  }
  return texts
}

type LoggedReceipt = Receipt & { readonly logIndex: number }

const isLogged = (receipt: Receipt): receipt is LoggedReceipt => receipt.logIndex !== null

/** There is one receipt for each asset of the shard, each naming what is in it. */
function assertComplete(
  { count }: Lease,
  receipts: readonly Receipt[],
  expected: readonly string[],
): void {
  const named = new Map(receipts.map((receipt) => [receipt.index, receipt]))
  const complete = receipts.length === count && named.size === count
  const matching = expected.every((sha256, index) => named.get(index)?.sha256 === sha256)
  const settled = receipts.every((receipt) => receipt.duplicate || isLogged(receipt))
  if (!complete || !settled) throw new Unanswered('RECEIPTS_INCOMPLETE', `${receipts.length}`)
  if (!matching) throw new Unanswered('PROOF_INVALID', 'the receipts name other assets')
}

async function assertProves(
  verify: ProofVerifier,
  { nodeId, wallet }: ProofReader,
  { batchId }: Lease,
  { logIndex, index, sha256 }: LoggedReceipt,
  text: string,
): Promise<void> {
  const claim = { logIndex, sha256, uploader: wallet, nodeId, batchId, index }
  const verdict = await verify(text, claim)
  if (verdict.status === 'valid') return
  throw new Unanswered('PROOF_INVALID', `log index ${logIndex}: ${verdict.issue}`)
}

/** The hashes that this client generated; none where an operator has removed the files. */
async function expectedHashes(
  { paths }: Pick<BatchDependencies, 'paths'>,
  { leaseId }: Lease,
): Promise<readonly string[]> {
  const manifest = await readManifest(manifestPath(paths, leaseId))
  return manifest?.assets.map(({ sha256 }) => sha256) ?? []
}
