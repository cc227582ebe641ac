import {
  type BatchId,
  isBatchId,
  isNodeId,
  isSha256Hex,
  isWallet,
  type NodeId,
  type Sha256Hex,
  type Wallet,
} from '../ids.ts'
import { parseUtf8, utf8Bytes } from './utf8.ts'

/** What one leaf of the log says: this wallet's node made this asset first. */
export interface GeneratedEntry {
  readonly v: 1
  readonly kind: 'generated'
  /** Of the asset's GLB. */
  readonly sha256: Sha256Hex
  readonly uploader: Wallet
  readonly node: NodeId
  readonly batch: BatchId
  /** Of the asset within its batch. */
  readonly index: number
  /** Name and version of the generator, such as `piwa-procedural@1`. */
  readonly generator: string
  readonly timeMs: number
}

export type LogEntry = GeneratedEntry

const GENERATOR = /^[a-z][a-z0-9-]{0,63}@[1-9][0-9]{0,8}$/
const INDEX_MAX = 2 ** 32 - 1

/** The canonical JSON of an entry: these keys in this order, no white space. Throws RangeError for a malformed one. */
export function formatEntry(entry: LogEntry): Uint8Array {
  const { v, kind, sha256, uploader, node, batch, index, generator, timeMs } = entry
  if (!isEntry({ ...entry })) throw new RangeError(`not a log entry: ${sha256}`)
  return utf8Bytes(
    JSON.stringify({ v, kind, sha256, uploader, node, batch, index, generator, timeMs }),
  )
}

/** Reads only what `formatEntry` writes, byte for byte. */
export function parseEntry(bytes: Uint8Array): LogEntry | undefined {
  const text = parseUtf8(bytes)
  const value = text === undefined ? undefined : parseJson(text)
  if (!isRecord(value) || !isEntry(value)) return undefined
  return parseUtf8(formatEntry(value)) === text ? value : undefined
}

function isEntry(
  value: Readonly<Record<string, unknown>>,
): value is Readonly<Record<string, unknown>> & LogEntry {
  return value.v === 1 && value.kind === 'generated' && hasIds(value) && hasNumbers(value)
}

function hasIds(value: Readonly<Record<string, unknown>>): boolean {
  return (
    isText(value.sha256, isSha256Hex) &&
    isText(value.uploader, isWallet) &&
    isText(value.node, isNodeId) &&
    isText(value.batch, isBatchId) &&
    isText(value.generator, (text) => GENERATOR.test(text))
  )
}

function hasNumbers({ index, timeMs }: Readonly<Record<string, unknown>>): boolean {
  return isWhole(index) && index <= INDEX_MAX && isWhole(timeMs)
}

function isText(value: unknown, check: (text: string) => boolean): boolean {
  return typeof value === 'string' && check(value)
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
