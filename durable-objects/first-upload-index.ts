import { DurableObject } from 'cloudflare:workers'
import { fromHex } from '../domain/bytes.ts'
import { isSha256Hex, type Sha256Hex } from '../domain/ids.ts'

/** Most claims or records of one call: the assets of a batch. */
export const CLAIMS_MAX = 256
const CLAIM_ID_LENGTH_MAX = 128
const SHARD_BITS = 6

export interface Claim {
  readonly sha256: Sha256Hex
  /** Names the one asset that is claimed for, whoever repeats the call. */
  readonly claimId: string
}

export interface Registration extends Claim {
  readonly logIndex: number
}

export interface FirstUpload {
  readonly claimId: string
  /** Absent until the log has given the asset its place. */
  readonly logIndex?: number
}

/** `claimed`: the caller's claim holds the hash. `duplicate`: the claim of `claimId` came first. */
export interface ClaimResult extends FirstUpload {
  readonly sha256: Sha256Hex
  readonly status: 'claimed' | 'duplicate'
}

export type RecordResult =
  | { readonly status: 'recorded' }
  | { readonly status: 'claim_conflict'; readonly sha256: Sha256Hex }

/** The object that holds a hash: one of 64, by its first six bits. */
export function shardOf(sha256: Sha256Hex): string {
  const shard = Number.parseInt(sha256.slice(0, 2), 16) >> (8 - SHARD_BITS)
  return `upload-${String(shard).padStart(2, '0')}`
}

/**
 * Who was first with a content hash, for the hashes of one shard, addressed by `shardOf`. Called by
 * the audit and by readers. A claim is never given to another; its log index is written once.
 */
export class FirstUploadIndex extends DurableObject<Env> {
  readonly #sql: SqlStorage

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#sql = ctx.storage.sql
    this.#sql.exec(
      `CREATE TABLE IF NOT EXISTS first_upload (
         sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
         claim_id TEXT NOT NULL,
         log_index INTEGER CHECK (log_index >= 0)
       ) STRICT, WITHOUT ROWID`,
    )
  }

  /** Claims hashes in their order, all in one transaction. The same claim again answers `claimed`. */
  claim(claims: readonly Claim[]): ClaimResult[] {
    assertClaims(claims)
    return this.ctx.storage.transactionSync(() =>
      claims.map(({ sha256, claimId }): ClaimResult => {
        this.#sql.exec(
          'INSERT INTO first_upload VALUES (?, ?, NULL) ON CONFLICT DO NOTHING',
          fromHex(sha256),
          claimId,
        )
        const holder = this.#existing(sha256)
        const status = holder.claimId === claimId ? 'claimed' : 'duplicate'
        return { sha256, status, ...holder }
      }),
    )
  }

  /** Writes the log indexes of claims. Where one is another's, or has another index, nothing is written. */
  record(registrations: readonly Registration[]): RecordResult {
    assertClaims(registrations)
    const conflict = registrations.find(({ sha256, claimId, logIndex }) => {
      const holder = this.find(sha256)
      return holder?.claimId !== claimId || (holder.logIndex ?? logIndex) !== logIndex
    })
    if (conflict !== undefined) return { status: 'claim_conflict', sha256: conflict.sha256 }
    this.ctx.storage.transactionSync(() => {
      for (const { sha256, logIndex } of registrations) {
        this.#sql.exec(
          'UPDATE first_upload SET log_index = ? WHERE sha256 = ?',
          logIndex,
          fromHex(sha256),
        )
      }
    })
    return { status: 'recorded' }
  }

  find(sha256: Sha256Hex): FirstUpload | undefined {
    const [row] = this.#sql
      .exec<{ claim_id: string; log_index: number | null }>(
        'SELECT claim_id, log_index FROM first_upload WHERE sha256 = ?',
        fromHex(sha256),
      )
      .toArray()
    if (row === undefined) return undefined
    const { claim_id: claimId, log_index: logIndex } = row
    return logIndex === null ? { claimId } : { claimId, logIndex }
  }

  #existing(sha256: Sha256Hex): FirstUpload {
    const upload = this.find(sha256)
    if (upload === undefined) throw new Error(`no claim of ${sha256} was stored`)
    return upload
  }
}

function assertClaims(claims: readonly Claim[]): void {
  if (claims.length > CLAIMS_MAX) throw new RangeError(`${claims.length} claims in one call`)
  for (const { sha256, claimId } of claims) {
    if (!isSha256Hex(sha256)) throw new RangeError(`not a SHA-256 in hex: ${sha256}`)
    if (claimId.length === 0 || claimId.length > CLAIM_ID_LENGTH_MAX)
      throw new RangeError('claim id')
  }
}
