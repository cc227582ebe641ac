import type { DatabaseSync } from 'node:sqlite'
import { ClientFault } from '../faults.ts'

export interface Schema {
  readonly version: number
  readonly sql: string
}

/** Makes the tables of a new database; throws for one that another version, or a stranger, wrote. */
export function createTables(database: DatabaseSync, path: string, schema: Schema): void {
  const version = database.prepare('PRAGMA user_version').get()?.user_version
  if (version === schema.version) return
  if (version !== 0) throw new ClientFault('HOME_DAMAGED', { path, version: String(version) })
  database.exec(`BEGIN IMMEDIATE; ${schema.sql} PRAGMA user_version = ${schema.version}; COMMIT`)
}
