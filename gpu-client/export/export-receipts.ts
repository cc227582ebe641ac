import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NoteKey } from '../../domain/log/note.ts'
import type { Network } from '../../workers/oracle/schema.ts'
import { inOrder } from '../batch/in-order.ts'
import { createProofVerifier, type ProofVerifier, type ProvenClaim } from '../batch/verify-proof.ts'
import type { HomePaths } from '../home/paths.ts'
import { Unanswered } from '../oracle/answer.ts'
import type { OracleClient } from '../oracle/oracle-client.ts'
import { fetchRun, type ProofRun, proofRuns } from '../oracle/proof-runs.ts'
import type { HeldReceipt } from '../store/receipt-store.ts'
import type { World } from '../world.ts'
import type { AssetRecord } from './asset-record.ts'
import { readAsset } from './read-asset.ts'

const ASSETS_AT_ONCE = 8
/** A running daemon cosigns the newest checkpoint within some seconds. */
const COSIGNED_TRIES = 20
const COSIGNED_WAIT_MS = 1_000

export interface ExportDependencies {
  readonly paths: HomePaths
  readonly network: Pick<Network, 'logOrigin' | 'logKey' | 'logUrl'>
  readonly log: NoteKey
  readonly edge: string
  readonly nodeId: string
  readonly wallet: string
  /** Verifier keys of the witnesses that this client can vouch for. */
  readonly witnesses: readonly string[]
  readonly oracle: Pick<OracleClient, 'proofs'>
  readonly world: Pick<World, 'sleep'>
}

export interface ExportSummary {
  readonly written: number
  /** Their shards were not kept. */
  readonly missing: number
}

/** Writes each accepted asset as `<logIndex>.glb` with its `.tlog-proof` and its record beside it. */
export async function exportReceipts(
  deps: ExportDependencies,
  receipts: readonly HeldReceipt[],
  folder: string,
  signal: AbortSignal,
): Promise<ExportSummary> {
  await mkdir(folder, { recursive: true })
  const verify = createProofVerifier(deps.log)
  let written = 0
  const held = new Map(receipts.map((receipt) => [receipt.logIndex, receipt]))
  for (const run of proofRuns(held.keys())) {
    const fresh = await freshProofs(deps, run, signal)
    const exported = inOrder(run.count, ASSETS_AT_ONCE, async (i) => {
      const receipt = held.get(run.first + i)
      if (receipt === undefined) return false
      const proof = fresh.get(receipt.logIndex) ?? receipt.proof
      return exportReceipt({ ...deps, verify }, { ...receipt, proof }, folder)
    })
    for await (const done of exported) written += done ? 1 : 0
  }
  return { written, missing: receipts.length - written }
}

/**
 * Proofs under a checkpoint that a known witness has cosigned, if there is one before long. Without
 * the network the held ones will do.
 */
async function freshProofs(
  { oracle, witnesses, world }: ExportDependencies,
  run: ProofRun,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  try {
    for (let tries = 1; ; tries += 1) {
      const proofs = await fetchRun(oracle, run, signal)
      const [proof = ''] = proofs.values()
      if (cosigners(proof, witnesses).length > 0 || tries === COSIGNED_TRIES) return proofs
      await world.sleep(COSIGNED_WAIT_MS, signal)
    }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof Unanswered) return new Map()
    throw error
  }
}

/** Those of the witnesses whose line stands under the proof's checkpoint. */
function cosigners(proof: string, witnesses: readonly string[]): string[] {
  return witnesses.filter((key) => proof.includes(`\n\u2014 ${key.slice(0, key.indexOf('+'))} `))
}

async function exportReceipt(
  deps: ExportDependencies & { readonly verify: ProofVerifier },
  receipt: HeldReceipt,
  folder: string,
): Promise<boolean> {
  const glb = await readAsset(deps.paths, receipt)
  if (glb === undefined) return false
  const { logIndex, sha256, index, batchId, proof } = receipt
  const { wallet: uploader, nodeId } = deps
  const claim: ProvenClaim = { logIndex, sha256, uploader, nodeId, batchId, index }
  const verdict = await deps.verify(proof, claim)
  if (verdict.status !== 'valid') {
    throw new Error(`the proof of log index ${logIndex} is wrong: ${verdict.issue}`)
  }
  const { network, witnesses, edge } = deps
  const record: AssetRecord = {
    version: 1,
    ...{ sha256, logIndex },
    entry: { ...verdict.entry },
    log: { origin: network.logOrigin, key: network.logKey, url: network.logUrl },
    ...{ witnesses: cosigners(proof, witnesses), cnft: receipt.cnft, edge },
  }
  const stem = join(folder, String(logIndex).padStart(9, '0'))
  await writeFile(`${stem}.glb`, glb)
  await writeFile(`${stem}.tlog-proof`, proof)
  await writeFile(`${stem}.json`, `${JSON.stringify(record, null, 2)}\n`)
  return true
}
