import { DatabaseSync } from 'node:sqlite'
import { type BatchStore, createBatchStore } from './batch-store.ts'
import { createTables } from './create-tables.ts'
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
  createTables(database, path, { version: SCHEMA_VERSION, sql: SCHEMA })
  return {
    settings: createSettings(database),
    batches: createBatchStore(database),
    parts: createPartStore(database),
    receipts: createReceiptStore(database),
    witness: createWitnessStore(database),
    close: () => database.close(),
  }
}
