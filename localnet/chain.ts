import type { DatabaseSync } from 'node:sqlite'
import type { LiteSVM } from 'litesvm'
import { openBank } from './bank.ts'
import { openDatabase } from './database.ts'
import { type LeafTable, openLeafTable } from './leaf-table.ts'
import { type Entry, type Ledger, openLedger } from './ledger.ts'
import { createSignatureWatch, type SignatureWatch } from './signature-watch.ts'
import {
  advanceSlots,
  restoreClock,
  type SlotClock,
  saveClock,
  setTime,
  startClock,
} from './slot-clock.ts'
import { viewTransaction } from './transaction-view.ts'
import { applyTrial, tryTransaction } from './trial.ts'

/** All of localnet's state. One process owns it and every change happens in one synchronous run. */
export interface Chain {
  readonly svm: LiteSVM
  readonly clock: SlotClock
  readonly database: DatabaseSync
  readonly ledger: Ledger
  readonly leaves: LeafTable
  readonly watch: SignatureWatch
  /** False where the real programs run. */
  readonly emulated: boolean
  /** Whether each transaction gets a slot of its own, for lack of a timer. */
  readonly slotPerTransaction: boolean
  /** The last entry that the snapshot covers. */
  snapshotSeq: number
  /** Set when memory and journal may differ: from then on only a restart can answer. */
  fault: Error | undefined
}

export interface ChainOptions {
  stateDir?: string
  programsDir?: string
  slotPerTransaction: boolean
}

interface SnapshotRow {
  seq: number
  clock: string
  bank: Uint8Array
}

function wallClockSeconds(): bigint {
  return BigInt(Math.floor(Date.now() / 1000))
}

/** Moves the chain on; time never runs backwards even where the machine's clock does. */
export function tick(chain: Chain, count = 1n): void {
  const now = wallClockSeconds()
  const { svm, clock } = chain
  advanceSlots(svm, clock, count, now > clock.timeSeconds ? now : clock.timeSeconds)
  // A slot that was shown to a client must never come again after a restart: a blockhash that
  // had expired would be valid once more, and a transaction given up for dead could still land.
  chain.database
    .prepare('INSERT OR REPLACE INTO newest_slot (id, slot) VALUES (1, ?)')
    .run(clock.slot)
}

export function saveSnapshot(chain: Chain): void {
  const seq = chain.ledger.lastSeq()
  chain.database
    .prepare('INSERT OR REPLACE INTO snapshot (id, seq, clock, bank) VALUES (1, ?, ?, ?)')
    .run(seq, JSON.stringify(saveClock(chain.clock)), chain.svm.toBytes())
  chain.snapshotSeq = seq
  chain.ledger.prune(seq)
}

function replayEntry(chain: Chain, entry: Entry): void {
  const { svm, clock } = chain
  const slots = BigInt(entry.slot) - clock.slot
  if (slots > 0n) advanceSlots(svm, clock, slots, BigInt(entry.timeSeconds))
  setTime(svm, clock, BigInt(entry.timeSeconds))
  const view = viewTransaction(svm, entry.wire)
  const trial = tryTransaction({ svm, emulated: chain.emulated, slot: clock.slot }, view)
  if (JSON.stringify(trial.err) !== JSON.stringify(entry.record.err)) {
    throw new Error(`replay of ${entry.signature} ends in ${JSON.stringify(trial.err)}`)
  }
  applyTrial(svm, view, trial)
}

function catchUpSlots(chain: Chain): void {
  const row = chain.database.prepare('SELECT slot FROM newest_slot').get()
  const newest = BigInt((row as { slot: number } | undefined)?.slot ?? 0)
  const behind = newest - chain.clock.slot
  if (behind > 0n) advanceSlots(chain.svm, chain.clock, behind, chain.clock.timeSeconds)
}

/** Opens the state: the newest snapshot, then every transaction accepted after it, run again. */
export function openChain(options: ChainOptions): Chain {
  const database = openDatabase(options.stateDir)
  const saved = database.prepare('SELECT seq, clock, bank FROM snapshot').get()
  const snapshot = saved as SnapshotRow | undefined
  const svm = openBank(snapshot?.bank, options.programsDir)
  const clock = snapshot
    ? restoreClock(JSON.parse(snapshot.clock))
    : startClock(svm, wallClockSeconds())
  const chain: Chain = {
    svm,
    clock,
    database,
    ledger: openLedger(database),
    leaves: openLeafTable(database),
    watch: createSignatureWatch(),
    emulated: options.programsDir === undefined,
    slotPerTransaction: options.slotPerTransaction,
    snapshotSeq: snapshot?.seq ?? 0,
    fault: undefined,
  }
  for (const entry of chain.ledger.since(chain.snapshotSeq)) replayEntry(chain, entry)
  catchUpSlots(chain)
  saveSnapshot(chain)
  return chain
}

export function closeChain(chain: Chain): void {
  if (chain.fault === undefined) saveSnapshot(chain)
  chain.database.close()
}
