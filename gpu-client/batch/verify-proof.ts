import { type Checkpoint, openCheckpoint } from '../../domain/log/checkpoint.ts'
import { type LogEntry, parseEntry } from '../../domain/log/entry.ts'
import { leafHash, verifyInclusion } from '../../domain/log/merkle.ts'
import type { NoteKey } from '../../domain/log/note.ts'
import { parseProofFile } from '../../domain/log/proof-file.ts'
import { verifyEd25519 } from '../../signing/ed25519.ts'
import { sha256 } from '../../signing/sha256.ts'

/** What a proof has to prove. */
export interface ProvenClaim {
  readonly logIndex: number
  readonly sha256: string
  readonly uploader: string
  readonly nodeId: string
  readonly batchId: string
  readonly index: number
}

export type ProofVerdict =
  | { readonly status: 'valid'; readonly entry: LogEntry; readonly size: number }
  | { readonly status: 'invalid'; readonly issue: string }

/** Checks a `.tlog-proof` offline: what its entry says, where it is, and that the log signed for it. */
export type ProofVerifier = (text: string, claim: ProvenClaim) => Promise<ProofVerdict>

/** Proofs under one checkpoint share one check of its signature, for as long as the verifier lives. */
export function createProofVerifier(log: NoteKey): ProofVerifier {
  const opened = new Map<string, Promise<Checkpoint | undefined>>()
  const open = (signed: string): Promise<Checkpoint | undefined> => {
    const known = opened.get(signed)
    if (known !== undefined) return known
    const opening = openCheckpoint({ sha256, verify: verifyEd25519 }, log, signed)
    const checkpoint = opening.then((signedByLog) => signedByLog?.checkpoint)
    opened.set(signed, checkpoint)
    return checkpoint
  }
  return (text, claim) => verifyProof(open, text, claim)
}

async function verifyProof(
  open: (signed: string) => Promise<Checkpoint | undefined>,
  text: string,
  claim: ProvenClaim,
): Promise<ProofVerdict> {
  const invalid = (issue: string): ProofVerdict => ({ status: 'invalid', issue })
  const proof = parseProofFile(text)
  if (proof === undefined) return invalid('not a tlog-proof')
  if (proof.index !== claim.logIndex) return invalid(`it is for index ${proof.index}`)
  const entry = proof.extra && parseEntry(proof.extra)
  if (proof.extra === undefined || entry === undefined) return invalid('it holds no entry')
  const differing = differingField(entry, claim)
  if (differing !== undefined) return invalid(`the entry has another ${differing}`)

  const checkpoint = await open(proof.checkpoint)
  if (checkpoint === undefined) return invalid('the log did not sign the checkpoint')
  const { size, root } = checkpoint
  const leaf = leafHash(sha256, proof.extra)
  const included = verifyInclusion(sha256, {
    ...{ leaf, index: proof.index, size },
    ...{ proof: proof.hashes, root },
  })
  return included ? { status: 'valid', entry, size } : invalid('the path does not lead to the root')
}

function differingField(entry: LogEntry, claim: ProvenClaim): string | undefined {
  const pairs = [
    ['sha256', entry.sha256, claim.sha256],
    ['uploader', entry.uploader, claim.uploader],
    ['node', entry.node, claim.nodeId],
    ['batch', entry.batch, claim.batchId],
    ['index', entry.index, claim.index],
  ] as const
  return pairs.find(([, stated, expected]) => stated !== expected)?.[0]
}
