import { fromHex, toHex } from '../../domain/bytes.ts'
import { type Sha256Hex, sha256Hex } from '../../domain/ids.ts'
import { insertJob } from './jobs.ts'
import type { Pack } from './packing.ts'
import type { Minted, MintRequest, TreasuryRefused } from './rpc.ts'

export interface KnownRequest {
  readonly number: number
  readonly owner: string
  readonly total: number
}

/** The assets of one mint transaction, in the order of its instructions. */
export interface MintWork {
  readonly owner: string
  readonly request: number
  readonly from: number
  readonly logIndexes: readonly number[]
}

export interface Progress {
  readonly minted: number
  readonly open: number
  readonly transactions: number
  readonly refusal: TreasuryRefused | undefined
}

export function findRequest(sql: SqlStorage, id: string): KnownRequest | undefined {
  return sql
    .exec<{ number: number; owner: string; total: number }>(
      'SELECT number, owner, total FROM mint_request WHERE id = ?',
      id,
    )
    .toArray()[0]
}

/** What in this request contradicts an earlier one; undefined when it is new or the very same. */
export function mintConflict(
  sql: SqlStorage,
  request: MintRequest,
  known: KnownRequest | undefined,
): TreasuryRefused | undefined {
  if (known !== undefined) {
    return isSameRequest(sql, request, known) ? undefined : conflict({ id: request.id })
  }
  for (const { logIndex, sha256 } of request.assets) {
    const [taken] = sql
      .exec<{ id: string; logIndex: number }>(
        `SELECT mint_request.id AS id, log_index AS logIndex FROM mint
           JOIN mint_request ON mint_request.number = mint.request
          WHERE log_index = ? OR sha256 = ?`,
        logIndex,
        fromHex(sha256),
      )
      .toArray()
    if (taken !== undefined) return conflict({ id: taken.id, logIndex: String(taken.logIndex) })
  }
  return undefined
}

/** Records the request and one job for each pack. The unique keys hold whatever the caller checked. */
export function insertRequest(sql: SqlStorage, request: MintRequest, packs: readonly Pack[]): void {
  const { number } = sql
    .exec<{ number: number }>(
      'INSERT INTO mint_request (id, owner, total) VALUES (?, ?, ?) RETURNING number',
      request.id,
      request.owner,
      request.assets.length,
    )
    .one()
  for (const [position, { logIndex, sha256 }] of request.assets.entries()) {
    sql.exec(
      'INSERT INTO mint (log_index, sha256, request, position) VALUES (?, ?, ?, ?)',
      logIndex,
      fromHex(sha256),
      number,
      position,
    )
  }
  for (const { tree, from, count } of packs) {
    sql.exec(
      'INSERT INTO mint_job (job, request, position_from, count) VALUES (?, ?, ?, ?)',
      insertJob(sql, 'mint', tree),
      number,
      from,
      count,
    )
  }
}

export function findMintWork(sql: SqlStorage, job: number): MintWork {
  const row = sql
    .exec<{ request: number; owner: string; from: number; count: number }>(
      `SELECT request, owner, position_from AS "from", count FROM mint_job
         JOIN mint_request ON mint_request.number = mint_job.request WHERE job = ?`,
      job,
    )
    .one()
  const mints = sql.exec<{ logIndex: number }>(
    `SELECT log_index AS logIndex FROM mint
      WHERE request = ? AND position >= ? AND position < ? ORDER BY position`,
    row.request,
    row.from,
    row.from + row.count,
  )
  const logIndexes = mints.toArray().map(({ logIndex }) => logIndex)
  return { owner: row.owner, request: row.request, from: row.from, logIndexes }
}

export function recordLeaf(
  sql: SqlStorage,
  logIndex: number,
  leaf: { readonly assetId: string; readonly leafIndex: number },
): void {
  sql.exec(
    'UPDATE mint SET asset_id = ?, leaf_index = ? WHERE log_index = ? AND asset_id IS NULL',
    leaf.assetId,
    leaf.leafIndex,
    logIndex,
  )
}

export function requestProgress(sql: SqlStorage, request: number): Progress {
  const jobs = sql
    .exec<{ state: string; count: number; code: string | null; reason: string | null }>(
      `SELECT state, count, refusal_code AS code, refusal_reason AS reason
         FROM mint_job JOIN job ON job.id = mint_job.job WHERE request = ? ORDER BY job.id`,
      request,
    )
    .toArray()
  const refused = jobs.find(({ state }) => state === 'refused')
  const done = jobs.filter(({ state }) => state === 'done')
  return {
    minted: done.reduce((sum, { count }) => sum + count, 0),
    open: jobs.filter(({ state }) => state !== 'done' && state !== 'refused').length,
    transactions: jobs.length,
    refusal: refused && refusalOf(refused),
  }
}

export function listMinted(sql: SqlStorage, request: number): readonly Minted[] {
  return sql
    .exec<{
      logIndex: number
      sha256: ArrayBuffer
      assetId: string
      leafIndex: number
      tree: string
      signature: string
    }>(
      `SELECT log_index AS logIndex, sha256, asset_id AS assetId, leaf_index AS leafIndex, tree.address AS tree, signature
         FROM mint
         JOIN mint_job ON mint_job.request = mint.request
          AND position >= position_from AND position < position_from + count
         JOIN job ON job.id = mint_job.job
         JOIN tree ON tree.number = job.tree
        WHERE mint.request = ? ORDER BY position`,
      request,
    )
    .toArray()
    .map((row) => ({ ...row, sha256: hexOf(row.sha256) }))
}

export function countMinted(sql: SqlStorage): number {
  return sql
    .exec<{ minted: number }>(
      `SELECT coalesce(sum(count), 0) AS minted FROM mint_job
         JOIN job ON job.id = mint_job.job WHERE state = 'done'`,
    )
    .one().minted
}

export function refusalOf(row: {
  readonly code: string | null
  readonly reason: string | null
}): TreasuryRefused {
  const code = row.code === 'INSTRUCTION_REFUSED' ? 'INSTRUCTION_REFUSED' : 'CHAIN_REJECTED'
  return { status: 'refused', code, context: { reason: row.reason ?? '' } }
}

function isSameRequest(sql: SqlStorage, request: MintRequest, known: KnownRequest): boolean {
  if (known.owner !== request.owner || known.total !== request.assets.length) return false
  const recorded = sql
    .exec<{ logIndex: number; sha256: ArrayBuffer }>(
      'SELECT log_index AS logIndex, sha256 FROM mint WHERE request = ? ORDER BY position',
      known.number,
    )
    .toArray()
  return request.assets.every(
    ({ logIndex, sha256 }, position) =>
      recorded[position]?.logIndex === logIndex && hexOf(recorded[position].sha256) === sha256,
  )
}

const hexOf = (bytes: ArrayBuffer): Sha256Hex => sha256Hex(toHex(new Uint8Array(bytes)))

const conflict = (context: Readonly<Record<string, string>>): TreasuryRefused => ({
  status: 'refused',
  code: 'MINT_CONFLICT',
  context,
})
