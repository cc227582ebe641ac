import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const SCHEMA = `
CREATE TABLE IF NOT EXISTS entry (
  seq INTEGER PRIMARY KEY,
  signature TEXT NOT NULL UNIQUE,
  slot INTEGER NOT NULL,
  time_s INTEGER NOT NULL,
  wire BLOB NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS entry_address (
  address TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (address, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leaf (
  asset_id TEXT PRIMARY KEY,
  tree TEXT NOT NULL,
  leaf_index INTEGER NOT NULL,
  nonce INTEGER NOT NULL,
  owner TEXT NOT NULL,
  delegate TEXT NOT NULL,
  leaf_hash BLOB NOT NULL,
  sequence INTEGER NOT NULL,
  schema TEXT NOT NULL,
  metadata TEXT NOT NULL,
  UNIQUE (tree, leaf_index)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS leaf_owner ON leaf (owner, tree, leaf_index);
CREATE TABLE IF NOT EXISTS snapshot (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL,
  clock TEXT NOT NULL,
  bank BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS newest_slot (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  slot INTEGER NOT NULL
) STRICT;
`

/**
 * Opens the one file that holds the ledger, the leaf table and the bank's snapshot, so that they
 * can never disagree. Without a folder everything lives in memory. The lock is exclusive: two
 * localnets on one state would both believe themselves to be the chain.
 */
export function openDatabase(stateDir: string | undefined): DatabaseSync {
  if (stateDir !== undefined) mkdirSync(stateDir, { recursive: true })
  const database = new DatabaseSync(
    stateDir === undefined ? ':memory:' : join(stateDir, 'localnet.sqlite'),
  )
  database.exec('PRAGMA locking_mode = EXCLUSIVE')
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = FULL')
  database.exec(SCHEMA)
  return database
}

/** Runs `work` in one SQL transaction: all of its writes or none. */
export function atomically(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    work()
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}
