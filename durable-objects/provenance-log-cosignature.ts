import { verifyCosignature, witnessKey } from '../domain/log/cosignature.ts'
import {
  formatSignatureLine,
  isKeyName,
  parseNote,
  parseSignatureLine,
} from '../domain/log/note.ts'
import { ED25519_PUBLIC_KEY_BYTES, verifyEd25519 } from '../signing/ed25519.ts'
import { sha256 } from '../signing/sha256.ts'
import type { StoredCheckpoint } from './provenance-log-store.ts'

const LINE_LENGTH_MAX = 1_024

export interface Cosignature {
  readonly name: string
  readonly publicKey: Uint8Array
  readonly size: number
  readonly line: string
}

/** The line as it is published, or undefined where it is not the witness's over that checkpoint. */
export async function verifiedLine(
  { name, publicKey, line }: Cosignature,
  checkpoint: StoredCheckpoint,
): Promise<string | undefined> {
  if (!isKeyName(name) || publicKey.length !== ED25519_PUBLIC_KEY_BYTES) return undefined
  if (line.length > LINE_LENGTH_MAX) return undefined
  const signature = parseSignatureLine(line)
  const text = parseNote(checkpoint.note)?.text
  if (signature === undefined || text === undefined) return undefined
  const deps = { sha256, verify: verifyEd25519 }
  const time = await verifyCosignature(deps, witnessKey(name, publicKey), text, signature)
  return time === undefined ? undefined : formatSignatureLine(signature)
}
