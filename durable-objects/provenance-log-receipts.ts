import { inclusionProofs } from '../domain/log/proof.ts'
import { formatProofFile, PROOF_FILES_MAX } from '../domain/log/proof-file.ts'
import {
  computeOnTiles,
  type LeafRange,
  type LogStorage,
  readEntries,
} from './provenance-log-reader.ts'
import { findCosigned, listCosignatures, type StoredCheckpoint } from './provenance-log-store.ts'

export type ProofsResult =
  /** `.tlog-proof` files in the order of their indexes. */
  | { readonly status: 'found'; readonly texts: string[] }
  | { readonly status: 'index_unknown'; readonly size: number }

/**
 * The receipts of consecutive leaves, all under one checkpoint: the latest cosigned one that covers
 * them, else the latest. Throws RangeError for another count than 1 to PROOF_FILES_MAX.
 */
export async function readReceipts(
  log: LogStorage,
  latest: StoredCheckpoint,
  leaves: LeafRange,
): Promise<ProofsResult> {
  const { first, count } = leaves
  if (!Number.isSafeInteger(count) || count < 1 || count > PROOF_FILES_MAX) {
    throw new RangeError(`${count} proofs`)
  }
  const isInside = Number.isSafeInteger(first) && first >= 0 && first + count <= latest.size
  if (!isInside) return { status: 'index_unknown', size: latest.size }
  const { size, note } = findCosigned(log.sql, first + count - 1) ?? latest
  const checkpoint = note + listCosignatures(log.sql, size).join('')
  const [entries, paths] = await Promise.all([
    readEntries(log, leaves),
    computeOnTiles(log, (hash, read) => inclusionProofs(hash, read, { ...leaves, size })),
  ])
  const texts = entries.map((extra, i) =>
    formatProofFile({ extra, index: first + i, hashes: paths[i] ?? [], checkpoint }),
  )
  return { status: 'found', texts }
}
