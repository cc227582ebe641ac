import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LogEntry } from '../../domain/log/entry.ts'
import type { NoteKey } from '../../domain/log/note.ts'
import type { Network } from '../../workers/oracle/schema.ts'
import { inOrder } from '../batch/in-order.ts'
import { type ProvenClaim, verifyProof } from '../batch/verify-proof.ts'
import type { HomePaths } from '../home/paths.ts'
import { Unanswered } from '../oracle/answer.ts'
import type { OracleClient } from '../oracle/oracle-client.ts'
import type { HeldReceipt } from '../store/receipt-store.ts'
import type { AssetRecord } from './asset-record.ts'
import { readAsset } from './read-asset.ts'

const PROOFS_AT_ONCE = 8

export interface ExportDependencies {
  readonly paths: HomePaths
  readonly network: Pick<Network, 'logOrigin' | 'logKey' | 'logUrl'>
  readonly log: NoteKey
  readonly edge: string
  readonly nodeId: string
  readonly wallet: string
  /** Verifier keys of the witnesses that this client can vouch for. */
  readonly witnesses: readonly string[]
  readonly oracle: Pick<OracleClient, 'proof'>
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
  let written = 0
  const exported = inOrder(receipts.length, PROOFS_AT_ONCE, async (i) => {
    const receipt = receipts[i]
    return receipt !== undefined && exportReceipt(deps, receipt, folder, signal)
  })
  for await (const done of exported) written += done ? 1 : 0
  return { written, missing: receipts.length - written }
}

async function exportReceipt(
  deps: ExportDependencies,
  receipt: HeldReceipt,
  folder: string,
  signal: AbortSignal,
): Promise<boolean> {
  const glb = await readAsset(deps.paths, receipt)
  if (glb === undefined) return false
  const { proof, entry } = await freshProof(deps, receipt, signal)
  const { network, witnesses, edge } = deps
  const record: AssetRecord = {
    version: 1,
    ...{ sha256: receipt.sha256, logIndex: receipt.logIndex },
    entry: { ...entry },
    log: { origin: network.logOrigin, key: network.logKey, url: network.logUrl },
    ...{ witnesses: [...witnesses], cnft: receipt.cnft, edge },
  }
  const stem = join(folder, String(receipt.logIndex).padStart(9, '0'))
  await writeFile(`${stem}.glb`, glb)
  await writeFile(`${stem}.tlog-proof`, proof)
  await writeFile(`${stem}.json`, `${JSON.stringify(record, null, 2)}\n`)
  return true
}

/** A proof under a later checkpoint carries more cosignatures; without the network the held one will do. */
async function freshProof(
  { oracle, log, wallet, nodeId }: ExportDependencies,
  { logIndex, sha256, index, batchId, proof: held }: HeldReceipt,
  signal: AbortSignal,
): Promise<{ readonly proof: string; readonly entry: LogEntry }> {
  const proof = await oracle.proof(logIndex, signal).catch((error: unknown) => {
    if (error instanceof Unanswered) return held
    throw error
  })
  const claim: ProvenClaim = { logIndex, sha256, uploader: wallet, nodeId, batchId, index }
  const verdict = await verifyProof(log, proof, claim)
  if (verdict.status === 'valid') return { proof, entry: verdict.entry }
  throw new Error(`the proof of log index ${logIndex} is wrong: ${verdict.issue}`)
}
