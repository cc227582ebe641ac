import { readFileSync } from 'node:fs'
import { toHex } from '../../domain/bytes.ts'
import { type LogEntry, parseEntry } from '../../domain/log/entry.ts'
import { type ProofFile, parseProofFile } from '../../domain/log/proof-file.ts'
import { AssetRecord } from '../../gpu-client/export/asset-record.ts'
import { sha256 } from '../../signing/sha256.ts'

/** A GLB with the two files beside it: what an operator exports and a buyer is given. */
export interface Evidence {
  readonly contentHash: string
  readonly proof: ProofFile
  readonly leaf: Uint8Array
  readonly entry: LogEntry
  readonly record: AssetRecord
}

/** Reads FILE.glb, FILE.tlog-proof and FILE.json. Throws with the file's name where one is unreadable. */
export function readEvidence(glbFile: string): Evidence {
  const base = glbFile.replace(/\.glb$/, '')
  const proof = parseProofFile(readFileSync(`${base}.tlog-proof`, 'utf8'))
  if (proof?.extra === undefined) throw new Error(`${base}.tlog-proof is no proof with an entry`)
  const entry = parseEntry(proof.extra)
  if (entry === undefined) throw new Error(`${base}.tlog-proof holds no log entry`)
  const record = AssetRecord.parse(JSON.parse(readFileSync(`${base}.json`, 'utf8')))
  const contentHash = toHex(sha256(readFileSync(glbFile)))
  return { contentHash, proof, leaf: proof.extra, entry, record }
}
