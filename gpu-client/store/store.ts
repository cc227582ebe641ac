import { DatabaseSync } from 'node:sqlite'
import { ClientFault } from '../faults.ts'
import { type BatchStore, createBatchStore } from './batch-store.ts'
import { createPartStore, type PartStore } from './part-store.ts'
import { createReceiptStore, type ReceiptStore } from './receipt-store.ts'
import { SCHEMA, SCHEMA_VERSION } from './schema.ts'
import { createSettings, type Settings } from './settings.ts'
import { createWitnessStore, type WitnessStore } from './witness-store.ts'

/** All that outlives the process. Every method is one transaction that is on the disk when it returns. */
export interface Store {
  readonly settings: Settings
  readonly batches: BatchStore
  readonly parts: PartStore
  readonly receipts: ReceiptStore
  readonly witness: WitnessStore
  close(): void
}

const BUSY_TIMEOUT_MS = 5_000

export function openStore(path: string): Store {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS })
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  createTables(database, path)
  return {
    settings: createSettings(database),
    batches: createBatchStore(database),
    parts: createPartStore(database),
    receipts: createReceiptStore(database),
    witness: createWitnessStore(database),
    close: () => database.close(),
  }
}

function createTables(database: DatabaseSync, path: string): void {
  const version = database.prepare('PRAGMA user_version').get()?.user_version
  if (version === SCHEMA_VERSION) return
  if (version !== 0) throw new ClientFault('HOME_DAMAGED', { path, version: String(version) })
  database.exec(`BEGIN IMMEDIATE; ${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`)
}
