import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { z } from 'zod'
import { isSha256Hex, type Sha256Hex } from '../../domain/ids.ts'
import { Cnft, type Receipt } from '../../workers/oracle/schema.ts'

/** What the client holds of one accepted asset; each proof was verified before it was stored. */
export interface HeldReceipt {
  readonly leaseId: string
  readonly batchId: string
  readonly index: number
  readonly sha256: Sha256Hex
  readonly logIndex: number
  readonly proof: string
  readonly cnft: z.infer<typeof Cnft> | null
}

export interface ReceiptStore {
  /** Stores a batch's receipts with their proofs and moves the batch on, in one transaction. */
  register(
    requestKey: string,
    leaseId: string,
    receipts: readonly Receipt[],
    proofs: ReadonlyMap<number, string>,
  ): void
  /** Adds the cNFTs and settles the batch, in one transaction. */
  settle(requestKey: string, leaseId: string, receipts: readonly Receipt[]): void
  /** In the order of the log. */
  list(): HeldReceipt[]
}

export function createReceiptStore(database: DatabaseSync): ReceiptStore {
  const insert = database.prepare(
    `INSERT OR REPLACE INTO receipt (lease_id, asset_index, sha256, log_index, proof)
     VALUES (?, ?, ?, ?, ?)`,
  )
  const addCnft = database.prepare(
    'UPDATE receipt SET cnft = ? WHERE lease_id = ? AND asset_index = ?',
  )
  const register = database.prepare(
    `UPDATE batch SET state = 'registered', duplicates = ?
     WHERE request_key = ? AND state = 'committed'`,
  )
  const settle = database.prepare(
    `UPDATE batch SET state = 'settled', outcome = 'minted'
     WHERE request_key = ? AND state = 'registered'`,
  )
  const list = database.prepare(
    `SELECT receipt.*, lease ->> 'batchId' AS batch_id FROM receipt JOIN batch USING (lease_id)
     WHERE log_index IS NOT NULL ORDER BY log_index`,
  )
  return {
    register: (requestKey, leaseId, receipts, proofs) =>
      inTransaction(database, () => {
        for (const { index, sha256, logIndex } of receipts) {
          const proof = logIndex === null ? null : (proofs.get(logIndex) ?? null)
          insert.run(leaseId, index, sha256, logIndex, proof)
        }
        const duplicates = receipts.filter(({ logIndex }) => logIndex === null).length
        assertOne(register.run(duplicates, requestKey).changes)
      }),
    settle: (requestKey, leaseId, receipts) =>
      inTransaction(database, () => {
        for (const { index, cnft } of receipts) {
          if (cnft !== null) assertOne(addCnft.run(JSON.stringify(cnft), leaseId, index).changes)
        }
        assertOne(settle.run(requestKey).changes)
      }),
    list: () => list.all().map(parseReceipt),
  }
}

function parseReceipt(row: Record<string, SQLOutputValue>): HeldReceipt {
  const sha256 = String(row.sha256)
  if (!isSha256Hex(sha256)) throw new Error(`receipt of ${sha256}`)
  return {
    leaseId: String(row.lease_id),
    batchId: String(row.batch_id),
    index: Number(row.asset_index),
    sha256,
    logIndex: Number(row.log_index),
    proof: String(row.proof),
    cnft: row.cnft === null ? null : Cnft.parse(JSON.parse(String(row.cnft))),
  }
}

function assertOne(changes: number | bigint): void {
  if (changes !== 1) throw new Error(`${changes} rows changed instead of one`)
}

function inTransaction(database: DatabaseSync, write: () => void): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    write()
    database.exec('COMMIT')
  } catch (error) {
    // A full disk has already rolled it back.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
