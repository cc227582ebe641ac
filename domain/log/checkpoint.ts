import { SHA256_BYTES, type Sha256 } from '../hash.ts'
import { parseBase64, toBase64 } from './base64.ts'
import {
  KEY_TYPE,
  type NoteKey,
  parseNote,
  type SignedNote,
  type VerifySignature,
  verifyNote,
} from './note.ts'

/** The state of a log that its signer vouches for (C2SP tlog-checkpoint, without extension lines). */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

const DECIMAL = /^(0|[1-9][0-9]{0,15})$/

/** The text that is signed. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`
}

/** Reads exactly three lines; a checkpoint with extension lines is not of a Piwa log. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin, size, root, end, ...more] = text.split('\n')
  if (origin === undefined || origin === '' || end !== '' || more.length > 0) return undefined
  const count = parseDecimal(size ?? '')
  const hash = parseBase64(root ?? '')
  if (count === undefined || hash?.length !== SHA256_BYTES) return undefined
  return { origin, size: count, root: hash }
}

/** A whole number as the formats write it: no sign, no leading zero, at most 2^53 - 1. */
export function parseDecimal(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}

/** A log as its readers know it: its origin is the name of its key. */
export function logKey(origin: string, publicKey: Uint8Array): NoteKey {
  return { name: origin, type: KEY_TYPE.ed25519, publicKey }
}

/**
 * Reads a signed checkpoint and checks that the log signed it under its own origin.
 * Undefined for anything else; cosignatures are kept unchecked in `note`.
 */
export async function openCheckpoint(
  deps: { readonly sha256: Sha256; readonly verify: VerifySignature },
  key: NoteKey,
  signed: string,
): Promise<{ readonly checkpoint: Checkpoint; readonly note: SignedNote } | undefined> {
  const note = parseNote(signed)
  const checkpoint = note && parseCheckpoint(note.text)
  if (note === undefined || checkpoint?.origin !== key.name) return undefined
  return (await verifyNote(deps, note, key)) ? { checkpoint, note } : undefined
}
