import { toBase64 } from '../../domain/log/base64.ts'
import { type Checkpoint, openCheckpoint } from '../../domain/log/checkpoint.ts'
import { verifyConsistency } from '../../domain/log/merkle.ts'
import type { NoteKey } from '../../domain/log/note.ts'
import { parseWitnessRequest } from '../../domain/log/witness-request.ts'
import { verifyEd25519 } from '../../signing/ed25519.ts'
import { sha256 } from '../../signing/sha256.ts'

/** What a witness vouched for last; size 0 where it never did. */
export interface HeldTree {
  readonly size: number
  readonly root: Uint8Array
}

export const EMPTY_HELD: HeldTree = { size: 0, root: sha256(new Uint8Array()) }

export type WitnessVerdict =
  | {
      readonly status: 'consistent'
      readonly checkpoint: Checkpoint
      /** The text that is cosigned. */
      readonly text: string
      readonly signed: string
    }
  /** Signed by the log, and in contradiction to what it signed before. */
  | { readonly status: 'inconsistent'; readonly issue: string }
  /** Signed by nobody who matters, or older than what is held: no reason to do anything. */
  | { readonly status: 'unusable'; readonly issue: string }

/** Judges an add-checkpoint body against what this witness holds. */
export async function judgeWitnessRequest(
  log: NoteKey,
  held: HeldTree,
  body: string,
): Promise<WitnessVerdict> {
  const request = parseWitnessRequest(body)
  if (request === undefined) return { status: 'unusable', issue: 'not an add-checkpoint body' }
  const signed = request.checkpoint
  const opened = await openCheckpoint({ sha256, verify: verifyEd25519 }, log, signed)
  if (opened === undefined) return { status: 'unusable', issue: 'the log did not sign it' }
  const { checkpoint, note } = opened
  if (checkpoint.size < held.size) return { status: 'unusable', issue: 'it is an older one' }
  const consistent = verifyConsistency(sha256, {
    ...{ oldSize: held.size, oldRoot: held.root },
    ...{ newSize: checkpoint.size, newRoot: checkpoint.root, proof: request.proof },
  })
  if (consistent) return { status: 'consistent', checkpoint, text: note.text, signed }
  const issue = `size ${checkpoint.size}, root ${toBase64(checkpoint.root)} does not extend size ${held.size}, root ${toBase64(held.root)}`
  return { status: 'inconsistent', issue }
}
