import type { DatabaseSync } from 'node:sqlite'
import type { Balances } from './balances.ts'
import type { TransactionError } from './transaction-error.ts'
import type { InnerGroup } from './transaction-view.ts'

/** Transactions kept; older ones are forgotten once a snapshot covers them. */
export const HISTORY_MAX = 200_000

/** What `getTransaction` tells beside the transaction itself. */
export interface TransactionRecord {
  err: TransactionError | null
  feeLamports: number
  before: Balances
  after: Balances
  inner: InnerGroup[]
  logs: string[]
  units: number
  loaded: { writable: string[]; readonly: string[] }
  version: 'legacy' | 0 | 1
  memo: string | null
}

export interface Entry {
  seq: number
  signature: string
  slot: number
  timeSeconds: number
  wire: Uint8Array
  record: TransactionRecord
}

export interface Ledger {
  has(signature: string): boolean
  find(signature: string): Entry | undefined
  append(entry: Omit<Entry, 'seq'>, addresses: Iterable<string>): number
  /** Entries after `seq`, oldest first. */
  since(seq: number): Iterable<Entry>
  /** Newest first, as `getSignaturesForAddress` wants them. */
  forAddress(address: string, range: AddressRange): Entry[]
  count(): number
  lastSeq(): number
  prune(coveredSeq: number): void
}

export interface AddressRange {
  beforeSeq: number
  afterSeq: number
  limit: number
}

interface EntryRow {
  seq: number
  signature: string
  slot: number
  time_s: number
  wire: Uint8Array
  record: string
}

function mapInnerData<From, To>(
  groups: readonly { index: number; instructions: readonly { data: From }[] }[],
  convert: (data: From) => To,
) {
  return groups.map(({ index, instructions }) => ({
    index,
    instructions: instructions.map((inner) => ({ ...inner, data: convert(inner.data) })),
  }))
}

/** Instruction data is kept as base64: base58 costs quadratic time and is made when asked for. */
function encodeRecord(record: TransactionRecord): string {
  const toBase64 = (data: Uint8Array) => Buffer.from(data).toString('base64')
  return JSON.stringify({ ...record, inner: mapInnerData(record.inner, toBase64) })
}

function decodeRecord(text: string): TransactionRecord {
  const record = JSON.parse(text)
  const fromBase64 = (data: string) => new Uint8Array(Buffer.from(data, 'base64'))
  return { ...record, inner: mapInnerData(record.inner, fromBase64) }
}

function toEntry(row: EntryRow): Entry {
  const { seq, signature, slot, wire } = row
  return { seq, signature, slot, timeSeconds: row.time_s, wire, record: decodeRecord(row.record) }
}

function prepareStatements(database: DatabaseSync) {
  return {
    has: database.prepare('SELECT 1 FROM entry WHERE signature = ?'),
    find: database.prepare('SELECT * FROM entry WHERE signature = ?'),
    insert: database.prepare(
      'INSERT INTO entry (signature, slot, time_s, wire, record) VALUES (?, ?, ?, ?, ?)',
    ),
    insertAddress: database.prepare('INSERT OR IGNORE INTO entry_address VALUES (?, ?)'),
    since: database.prepare('SELECT * FROM entry WHERE seq > ? ORDER BY seq'),
    forAddress: database.prepare(
      `SELECT entry.* FROM entry_address JOIN entry USING (seq)
       WHERE address = ? AND seq < ? AND seq > ? ORDER BY seq DESC LIMIT ?`,
    ),
    bounds: database.prepare('SELECT count(*) AS count, coalesce(max(seq), 0) AS last FROM entry'),
    pruneAddresses: database.prepare('DELETE FROM entry_address WHERE seq <= ?'),
    prune: database.prepare('DELETE FROM entry WHERE seq <= ?'),
  }
}

interface Bounds {
  count: number
  last: number
}

/** The journal of accepted transactions; it is both the history and what a restart replays. */
export function openLedger(database: DatabaseSync): Ledger {
  const statements = prepareStatements(database)
  const bounds = statements.bounds.get() as unknown as Bounds
  return {
    has: (signature) => statements.has.get(signature) !== undefined,
    find(signature) {
      const row = statements.find.get(signature) as EntryRow | undefined
      return row && toEntry(row)
    },
    append(entry, addresses) {
      const { signature, slot, timeSeconds, wire } = entry
      const record = encodeRecord(entry.record)
      const added = statements.insert.run(signature, slot, timeSeconds, wire, record)
      const seq = Number(added.lastInsertRowid)
      for (const address of addresses) statements.insertAddress.run(address, seq)
      bounds.count += 1
      bounds.last = seq
      return seq
    },
    *since(seq) {
      for (const row of statements.since.iterate(seq)) yield toEntry(row as unknown as EntryRow)
    },
    forAddress(address, { beforeSeq, afterSeq, limit }) {
      const rows = statements.forAddress.all(address, beforeSeq, afterSeq, limit)
      return rows.map((row) => toEntry(row as unknown as EntryRow))
    },
    count: () => bounds.count,
    lastSeq: () => bounds.last,
    prune(coveredSeq) {
      const upTo = Math.min(coveredSeq, bounds.last - HISTORY_MAX)
      if (upTo <= 0) return
      statements.pruneAddresses.run(upTo)
      bounds.count -= Number(statements.prune.run(upTo).changes)
    },
  }
}
