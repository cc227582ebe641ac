import { createHash, type Hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { equalBytes } from '../../domain/bytes.ts'
import type { Row } from '../../domain/dataset/row.ts'
import { glbName, recordName } from '../../domain/shard/layout.ts'
import { TAR_BLOCK_BYTES, tarHeader, tarPaddingBytes } from '../../domain/shard/tar.ts'

/** The longest record has 9 kB. */
const RECORD_BYTES_MAX = 65_536

/** Takes the files of one asset, as the shard has them, piece by piece. */
export interface SpanCheck {
  take(piece: Uint8Array): void
  /** After the last piece: what is wrong with them, or undefined. */
  issue(): string | undefined
  /** CRC-32 of all that was taken. */
  crc(): number
}

interface Entry {
  readonly name: string
  readonly bytes: number
  /** Of its content. */
  missing: number
  readonly hash: Hash | undefined
  readonly text: Uint8Array[] | undefined
}

/**
 * Checks that the bytes are whole tar entries of the row's asset: first its GLB with the hash of the
 * row, then a record that says the same, then nothing but files under the same key.
 */
export function checkSpan(row: Row): SpanCheck {
  const header = new Uint8Array(TAR_BLOCK_BYTES)
  let headerBytes = 0
  let padding = 0
  let entry: Entry | undefined
  let entries = 0
  let crc = 0
  let taken = 0
  let issue: string | undefined

  const closeEntry = (): void => {
    if (entry === undefined) return
    issue ??= entryIssue(row, entries, entry)
    padding = tarPaddingBytes(entry.bytes)
    entries += 1
    entry = undefined
  }
  const openEntry = (): void => {
    const opened = readHeader(row, entries, header)
    headerBytes = 0
    if (typeof opened === 'string') issue = opened
    else {
      entry = opened
      if (entry.missing === 0) closeEntry()
    }
  }
  /** Answers how many bytes it used up. */
  const step = (piece: Uint8Array): number => {
    if (padding > 0) {
      const used = Math.min(padding, piece.length)
      padding -= used
      return used
    }
    if (entry !== undefined) {
      const part = piece.subarray(0, entry.missing)
      entry.hash?.update(part)
      entry.text?.push(Uint8Array.from(part))
      entry.missing -= part.length
      if (entry.missing === 0) closeEntry()
      return part.length
    }
    const part = piece.subarray(0, TAR_BLOCK_BYTES - headerBytes)
    header.set(part, headerBytes)
    headerBytes += part.length
    if (headerBytes === TAR_BLOCK_BYTES) openEntry()
    return part.length
  }
  return {
    take: (piece) => {
      crc = crc32(piece, crc)
      taken += piece.length
      let rest = piece
      while (rest.length > 0 && issue === undefined) rest = rest.subarray(step(rest))
    },
    issue: () => {
      const whole = taken === row.span && entry === undefined && headerBytes === 0 && padding === 0
      if (issue === undefined && (!whole || entries < 2)) return 'cut off'
      return issue
    },
    crc: () => crc,
  }
}

/** A header is nothing but what `tarHeader` makes of its name and length. */
function readHeader(row: Row, entries: number, header: Uint8Array): Entry | string {
  const text = Buffer.from(header.buffer, header.byteOffset, header.length).toString('latin1')
  const name = text.slice(0, text.indexOf('\0'))
  const octal = text.slice(124, 135)
  const bytes = /^[0-7]{11}$/.test(octal) ? Number.parseInt(octal, 8) : -1
  if (bytes < 0 || name.length > 99 || !equalBytes(tarHeader(name, bytes), header)) {
    return 'not a tar header'
  }
  const isExpected = [
    () => name === glbName(row.index) && bytes === row.bytes,
    () => name === recordName(row.index) && bytes <= RECORD_BYTES_MAX,
    () => name.startsWith(recordName(row.index).replace(/json$/, '')),
  ]
  if (isExpected[Math.min(entries, 2)]?.() !== true) return `holds ${name} of ${bytes} bytes`
  return {
    ...{ name, bytes, missing: bytes },
    hash: entries === 0 ? createHash('sha256') : undefined,
    text: entries === 1 ? [] : undefined,
  }
}

function entryIssue(row: Row, entries: number, { hash, text }: Entry): string | undefined {
  if (entries === 0) {
    const found = hash?.digest('hex')
    return found === row.sha256 ? undefined : `sha256 ${found} instead of ${row.sha256}`
  }
  if (text === undefined) return undefined
  const record = parseJson(Buffer.concat(text).toString('utf8'))
  const fits = (['index', 'sha256', 'bytes', 'offset'] as const).every(
    (key) => record?.[key] === row[key],
  )
  return fits ? undefined : 'its record says something else'
}

function parseJson(text: string): Partial<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
