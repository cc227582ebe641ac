import { concatBytes } from '../bytes.ts'
import type { Sha256 } from '../hash.ts'
import {
  KEY_TYPE,
  type NoteKey,
  type NoteSignature,
  noteKeyId,
  type VerifySignature,
} from './note.ts'
import { utf8Bytes } from './utf8.ts'

const TIME_BYTES = 8
const ED25519_SIGNATURE_BYTES = 64

/** A witness as its readers know it. */
export function witnessKey(name: string, publicKey: Uint8Array): NoteKey {
  return { name, type: KEY_TYPE.cosignature, publicKey }
}

/** The bytes a witness signs (C2SP tlog-cosignature, cosignature/v1). */
export function cosignedMessage(checkpointText: string, timeSeconds: number): Uint8Array {
  return utf8Bytes(`cosignature/v1\ntime ${timeSeconds}\n${checkpointText}`)
}

/** A witness's signature over a checkpoint. The caller has checked what it vouches for. */
export async function cosign(
  deps: { readonly sha256: Sha256; readonly sign: (message: Uint8Array) => Promise<Uint8Array> },
  witness: NoteKey,
  statement: { readonly checkpointText: string; readonly timeSeconds: number },
): Promise<NoteSignature> {
  const { checkpointText, timeSeconds } = statement
  const signature = await deps.sign(cosignedMessage(checkpointText, timeSeconds))
  return {
    name: witness.name,
    keyId: noteKeyId(deps.sha256, witness),
    signature: concatBytes(uint64BigEndian(timeSeconds), signature),
  }
}

/** The time a signature line states, in POSIX seconds, or undefined where it is not the witness's over that text. */
export async function verifyCosignature(
  deps: { readonly sha256: Sha256; readonly verify: VerifySignature },
  witness: NoteKey,
  checkpointText: string,
  line: NoteSignature,
): Promise<number | undefined> {
  if (line.name !== witness.name) return undefined
  if (line.keyId !== noteKeyId(deps.sha256, witness)) return undefined
  if (line.signature.length !== TIME_BYTES + ED25519_SIGNATURE_BYTES) return undefined
  const timeSeconds = parseUint64(line.signature.slice(0, TIME_BYTES))
  if (timeSeconds === undefined) return undefined
  const message = cosignedMessage(checkpointText, timeSeconds)
  const genuine = await deps.verify(witness.publicKey, line.signature.slice(TIME_BYTES), message)
  return genuine ? timeSeconds : undefined
}

function uint64BigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(TIME_BYTES)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

function parseUint64(bytes: Uint8Array): number | undefined {
  const value = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0))
  return Number.isSafeInteger(value) ? value : undefined
}
