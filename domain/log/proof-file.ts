import { SHA256_BYTES } from '../hash.ts'
import { parseBase64, toBase64 } from './base64.ts'
import { parseDecimal } from './checkpoint.ts'
import { PROOF_HASHES_MAX } from './merkle.ts'

const HEADER = 'c2sp.org/tlog-proof@v1'
const EXTRA_LENGTH_MAX = 65_536
/** Most proof files of one answer: the assets of a batch. */
export const PROOF_FILES_MAX = 256

/** A receipt that verifies offline (C2SP tlog-proof): where an entry is, and under which checkpoint. */
export interface ProofFile {
  /** The entry itself. Not authenticated by the format: hash it and compare. */
  readonly extra: Uint8Array | undefined
  readonly index: number
  readonly hashes: readonly Uint8Array[]
  /** The signed checkpoint, verbatim, with its cosignatures. */
  readonly checkpoint: string
}

export function formatProofFile(proof: ProofFile): string {
  const extra = proof.extra === undefined ? '' : `extra ${toBase64(proof.extra)}\n`
  return `${HEADER}\n${extra}index ${proof.index}\n${hashLines(proof.hashes)}\n${proof.checkpoint}`
}

/** Reads a proof file without judging it. */
export function parseProofFile(text: string): ProofFile | undefined {
  const split = text.indexOf('\n\n')
  if (split < 0) return undefined
  const [header, ...lines] = text.slice(0, split).split('\n')
  if (header !== HEADER) return undefined
  const stated = lines[0]?.startsWith('extra ') ? lines.shift()?.slice('extra '.length) : undefined
  const index = parseDecimal(/^index (.*)$/.exec(lines.shift() ?? '')?.[1] ?? '')
  const extra = stated === undefined ? undefined : parseExtra(stated)
  const hashes = parseHashLines(lines)
  if (index === undefined || hashes === undefined) return undefined
  if (stated !== undefined && extra === undefined) return undefined
  return { extra, index, hashes, checkpoint: text.slice(split + 2) }
}

/** Hashes in base64, one a line. */
export function hashLines(hashes: readonly Uint8Array[]): string {
  return hashes.map((hash) => `${toBase64(hash)}\n`).join('')
}

/** Reads at most 63 hashes, one a line. */
export function parseHashLines(lines: readonly string[]): Uint8Array[] | undefined {
  if (lines.length > PROOF_HASHES_MAX) return undefined
  const hashes = lines.map(parseBase64)
  const sound = hashes.every((hash) => hash?.length === SHA256_BYTES)
  return sound ? hashes.filter((hash) => hash !== undefined) : undefined
}

function parseExtra(stated: string): Uint8Array | undefined {
  return stated.length > EXTRA_LENGTH_MAX ? undefined : parseBase64(stated)
}
