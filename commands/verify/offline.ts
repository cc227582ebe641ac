import { type Checkpoint, openCheckpoint } from '../../domain/log/checkpoint.ts'
import { verifyCosignature } from '../../domain/log/cosignature.ts'
import { leafHash, verifyInclusion } from '../../domain/log/merkle.ts'
import { parseVerifierKey, type SignedNote } from '../../domain/log/note.ts'
import { verifyEd25519 } from '../../signing/ed25519.ts'
import { sha256 } from '../../signing/sha256.ts'
import { type Check, check, failed, passed } from './check.ts'
import type { Evidence } from './evidence.ts'

const deps = { sha256, verify: verifyEd25519 }

/** Everything that can be known without the network, from the proof and the record alone. */
export async function checkOffline(
  evidence: Evidence,
  trustedLogKey: string | undefined,
): Promise<Check[]> {
  const { contentHash, entry, proof, record } = evidence
  const checks = [
    check(
      'content hash',
      contentHash === entry.sha256 && contentHash === record.sha256,
      `${contentHash} (logged: ${entry.sha256})`,
    ),
    check(
      'log index',
      proof.index === record.logIndex,
      `${proof.index}, uploaded first by ${entry.uploader}`,
    ),
  ]
  const keyText = trustedLogKey ?? record.log.key
  const opened = await open(keyText, proof.checkpoint)
  if (opened === undefined) {
    return [...checks, failed('checkpoint signature', `not signed by ${keyText}`)]
  }
  return [
    ...checks,
    checkInclusion(evidence, opened.checkpoint),
    passed(
      'checkpoint signature',
      `${keyText} (${originOf(trustedLogKey)}), size ${opened.checkpoint.size}`,
    ),
    await checkCosignatures(opened.note, record.witnesses),
  ]
}

/** A record that names its own key proves nothing to someone who does not know that key. */
const originOf = (trustedLogKey: string | undefined): string =>
  trustedLogKey === undefined
    ? 'named by the record itself: know it, or give --log-key or --edge'
    : 'given'

async function open(keyText: string, checkpoint: string) {
  const key = parseVerifierKey(sha256, keyText)
  return key && (await openCheckpoint(deps, key, checkpoint))
}

function checkInclusion({ leaf, proof }: Evidence, checkpoint: Checkpoint): Check {
  const { size, root } = checkpoint
  const included = verifyInclusion(sha256, {
    ...{ leaf: leafHash(sha256, leaf), index: proof.index, size },
    ...{ proof: proof.hashes, root },
  })
  return check('inclusion proof', included, `leaf ${proof.index} in a log of ${size}`)
}

/** Each witness that the record names has to stand under the checkpoint, by a genuine signature. */
async function checkCosignatures(note: SignedNote, witnesses: readonly string[]): Promise<Check> {
  const name = 'cosignatures'
  let genuine = 0
  for (const text of witnesses) {
    const witness = parseVerifierKey(sha256, text)
    if (witness === undefined) return failed(name, `not a verifier key: ${text}`)
    const line = note.signatures.find((signature) => signature.name === witness.name)
    if (line === undefined) return failed(name, `${witness.name} did not cosign`)
    const timeSeconds = await verifyCosignature(deps, witness, note.text, line)
    if (timeSeconds === undefined) return failed(name, `${witness.name} has a false signature`)
    genuine += 1
  }
  return check(
    name,
    genuine > 0,
    `${genuine} of ${witnesses.length} witnesses that the record names`,
  )
}
