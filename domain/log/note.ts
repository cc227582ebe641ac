import { concatBytes, toHex } from '../bytes.ts'
import type { Sha256 } from '../hash.ts'
import { parseBase64, toBase64 } from './base64.ts'
import { isUtf8, utf8Bytes } from './utf8.ts'

/** Most signature lines that a note is read with. */
export const NOTE_SIGNATURES_MAX = 64
/** Longest note that is read, in UTF-16 units. */
export const NOTE_LENGTH_MAX = 65_536

/** Signature types of signed-note that appear in a Piwa log. */
export const KEY_TYPE = { ed25519: 0x01, cosignature: 0x04 } as const
export type KeyType = (typeof KEY_TYPE)[keyof typeof KEY_TYPE]

export interface NoteKey {
  readonly name: string
  readonly type: KeyType
  readonly publicKey: Uint8Array
}

export interface NoteSignature {
  readonly name: string
  /** The four bytes of the key ID as eight hex digits. */
  readonly keyId: string
  /** What follows the key ID: its sense depends on the type of the key. */
  readonly signature: Uint8Array
}

/** A text, ending in a line feed, and those who signed it (C2SP signed-note). */
export interface SignedNote {
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** Ed25519 over a message, by whoever owns the cryptography. */
export type VerifySignature = (
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
) => Promise<boolean>

const KEY_ID_BYTES = 4
const LINE_FEED = 0x0a
const KEY_NAME_LENGTH_MAX = 255
const SIGNATURE_LINE = /^\u2014 (\S+) (\S+)$/

/** Key IDs tell keys of one name apart; they authenticate nothing. */
export function noteKeyId(sha256: Sha256, key: NoteKey): string {
  const body = concatBytes(utf8Bytes(`${key.name}\n`), Uint8Array.from([key.type]), key.publicKey)
  return toHex(sha256(body).slice(0, KEY_ID_BYTES))
}

/** `<name>+<key ID>+<base64(type || public key)>`: all that a reader has to be given. */
export function formatVerifierKey(sha256: Sha256, key: NoteKey): string {
  const typed = concatBytes(Uint8Array.from([key.type]), key.publicKey)
  return `${key.name}+${noteKeyId(sha256, key)}+${toBase64(typed)}`
}

/** The key of a verifier key string; undefined where the key ID does not fit or the type is another. */
export function parseVerifierKey(sha256: Sha256, text: string): NoteKey | undefined {
  const [, name, keyId, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? []
  const typed = parseBase64(encoded ?? '')
  if (name === undefined || !isKeyName(name) || typed?.length !== 33) return undefined
  const type = Object.values(KEY_TYPE).find((value) => value === typed[0])
  if (type === undefined) return undefined
  const key = { name, type, publicKey: typed.slice(1) }
  return noteKeyId(sha256, key) === keyId ? key : undefined
}

/** One signature line with its line feed. */
export function formatSignatureLine(signature: NoteSignature): string {
  const keyId = Uint8Array.from(signature.keyId.match(/../g) ?? [], (hex) =>
    Number.parseInt(hex, 16),
  )
  return `\u2014 ${signature.name} ${toBase64(concatBytes(keyId, signature.signature))}\n`
}

/** Reads a signature line, with or without its line feed. */
export function parseSignatureLine(line: string): NoteSignature | undefined {
  const [, name, encoded] = SIGNATURE_LINE.exec(line.replace(/\n$/, '')) ?? []
  const blob = parseBase64(encoded ?? '')
  if (name === undefined || !isKeyName(name)) return undefined
  if (blob === undefined || blob.length <= KEY_ID_BYTES) return undefined
  const keyId = toHex(blob.slice(0, KEY_ID_BYTES))
  return { name, keyId, signature: blob.slice(KEY_ID_BYTES) }
}

export function formatNote(note: SignedNote): string {
  if (!note.text.endsWith('\n')) throw new RangeError('the text of a note ends in a line feed')
  return `${note.text}\n${note.signatures.map(formatSignatureLine).join('')}`
}

/** Reads a note with at least one signature line; lines of unknown keys are kept. */
export function parseNote(note: string): SignedNote | undefined {
  if (note.length > NOTE_LENGTH_MAX || !isNoteText(note)) return undefined
  const split = note.lastIndexOf('\n\n')
  if (split < 1 || !note.endsWith('\n')) return undefined
  const lines = note.slice(split + 2, -1).split('\n')
  if (lines.length > NOTE_SIGNATURES_MAX) return undefined
  const signatures = lines.map(parseSignatureLine)
  if (!signatures.every((signature) => signature !== undefined)) return undefined
  return { text: note.slice(0, split + 1), signatures }
}

/** Whether the note has a true Ed25519 signature of that key. One false line under its name and key ID refuses. */
export async function verifyNote(
  deps: { readonly sha256: Sha256; readonly verify: VerifySignature },
  note: SignedNote,
  key: NoteKey,
): Promise<boolean> {
  const keyId = noteKeyId(deps.sha256, key)
  const claimed = note.signatures.filter(
    (signature) => signature.name === key.name && signature.keyId === keyId,
  )
  const message = utf8Bytes(note.text)
  const verdicts = await Promise.all(
    claimed.map(({ signature }) => deps.verify(key.publicKey, signature, message)),
  )
  return verdicts.length > 0 && verdicts.every(Boolean)
}

/** Key names hold no space and no plus sign. */
export function isKeyName(name: string): boolean {
  return name.length <= KEY_NAME_LENGTH_MAX && /^[^\s+]+$/u.test(name)
}

function isNoteText(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit < 0x20 && unit !== LINE_FEED) return false
  }
  return isUtf8(text)
}
