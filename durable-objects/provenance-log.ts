import { DurableObject } from 'cloudflare:workers'
import { toBase64 } from '../domain/log/base64.ts'
import { ENTRY_BYTES_MAX } from '../domain/log/entry-bundle.ts'
import { consistencyProof } from '../domain/log/proof.ts'
import { edgeRoot } from '../domain/log/tree.ts'
import { formatWitnessRequest } from '../domain/log/witness-request.ts'
import { logObjectKey, putCheckpoint, putTile } from '../r2/log-store.ts'
import { sha256 } from '../signing/sha256.ts'
import { type Cosignature, verifiedLine } from './provenance-log-cosignature.ts'
import { computeOnTiles, type LogStorage } from './provenance-log-reader.ts'
import { type ProofsResult, readReceipts } from './provenance-log-receipts.ts'
import {
  type AppendResult,
  type PooledAppend,
  poolAppend,
  sequence,
} from './provenance-log-sequence.ts'
import { createLogSigner, type LogSigner } from './provenance-log-signer.ts'
import {
  createTables,
  findCheckpoint,
  forgetPartials,
  hasCosigned,
  insertCosignature,
  isUnpublished,
  listCosignatures,
  listStaged,
  listSuperseded,
  markPublished,
  pinVerifierKey,
  readPublished,
  readTree,
  type StoredCheckpoint,
} from './provenance-log-store.ts'

/** Most entries of one append: the assets of a batch. */
export const APPEND_ENTRIES_MAX = 256
/** Most appends that wait for one pass: more would not fit the memory of an object. */
export const POOL_APPENDS_MAX = 64
/** Most cosignatures that a checkpoint carries. */
export const COSIGNATURES_MAX = 16
const APPEND_ID_LENGTH_MAX = 128
/** R2 connections that one object may hold open at a time. */
const PUTS_AT_ONCE_MAX = 6
/** How long after a pass that may have been cut short the alarm finishes it. */
const REPAIR_MS = 5_000

export interface Append {
  /** Chosen by the caller: the same id with the same entries appends once. */
  readonly id: string
  readonly entries: readonly Uint8Array[]
}

export interface LogHead {
  readonly size: number
  /** In base64, as the checkpoint states it. */
  readonly root: string
  readonly checkpoint: string
  readonly cosignatures: number
}

export type ProofResult =
  | { readonly status: 'found'; readonly text: string }
  | { readonly status: 'index_unknown'; readonly size: number }

export type WitnessResult =
  | { readonly status: 'pending'; readonly body: string }
  | { readonly status: 'current' }
  | { readonly status: 'old_unknown'; readonly size: number }

export interface CosignResult {
  readonly status: 'accepted' | 'already_accepted' | 'size_unknown' | 'cosignature_invalid'
}

/**
 * The order of one log shard, addressed by the shard's name: the only writer of its tiles and the
 * only signer of its checkpoints.
 *
 * Work is done in passes, one at a time. A pass takes everything that waits, commits the grown tree
 * and the bytes of its new tiles in one transaction, then writes the tiles to R2, signs the
 * checkpoint, publishes it, and only then answers. From the transaction on every step can be
 * repeated with the same bytes, so a pass that is cut short is finished by the next one or by the
 * alarm, and no two checkpoints can disagree.
 */
export class ProvenanceLog extends DurableObject<Env> {
  readonly #sql: SqlStorage
  #pool: PooledAppend[] = []
  #results = new WeakMap<PooledAppend, AppendResult>()
  #running: Promise<void> = Promise.resolve()
  #next: Promise<void> | undefined
  #signer: Promise<LogSigner> | undefined

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#sql = ctx.storage.sql
    createTables(this.#sql)
  }

  /**
   * Appends entries at consecutive indexes. When it answers they are durable and under a published
   * checkpoint. Throws RangeError beyond the limits; on any other error the caller repeats the call.
   */
  async append({ id, entries }: Append): Promise<AppendResult> {
    assertAppend(id, entries)
    if (this.#pool.length >= POOL_APPENDS_MAX)
      throw new Error('the log has too many appends waiting')
    const pooled = poolAppend(id, entries)
    this.#pool.push(pooled)
    await this.#joinPass()
    const result = this.#results.get(pooled)
    if (result === undefined) throw new Error(`append ${id} was in no pass`)
    return result
  }

  /** The published checkpoint with its cosignatures; of the empty log, too. */
  async head(): Promise<LogHead> {
    const { size, root, note } = await this.#published()
    const lines = listCosignatures(this.#sql, size)
    const checkpoint = note + lines.join('')
    return { size, root: toBase64(root), checkpoint, cosignatures: lines.length }
  }

  /** The receipt of a leaf: `proofs` of one. */
  async proof(index: number): Promise<ProofResult> {
    const result = await this.proofs(index, 1)
    if (result.status !== 'found') return result
    return { status: 'found', text: result.texts.join('') }
  }

  /**
   * The receipts of 1 to PROOF_FILES_MAX consecutive leaves, all under one checkpoint: the latest
   * cosigned one that covers them, else the latest. Throws RangeError for another count.
   */
  async proofs(first: number, count: number): Promise<ProofsResult> {
    return readReceipts(this.#storage(), await this.#published(), { first, count })
  }

  /** The `add-checkpoint` body that brings a witness from the size it last cosigned to the latest. */
  async witnessRequest(oldSize: number): Promise<WitnessResult> {
    const { size, note } = await this.#published()
    if (oldSize === size) return { status: 'current' }
    if (!Number.isSafeInteger(oldSize) || oldSize < 0 || oldSize > size) {
      return { status: 'old_unknown', size }
    }
    const proof = await computeOnTiles(this.#storage(), (hash, read) =>
      consistencyProof(hash, read, { oldSize, newSize: size }),
    )
    return { status: 'pending', body: formatWitnessRequest({ oldSize, proof, checkpoint: note }) }
  }

  /**
   * Keeps a witness's line on a checkpoint it was given. `already_accepted` also where the checkpoint
   * carries as many lines as it can. The caller decides which witnesses may.
   */
  async cosign(cosignature: Cosignature): Promise<CosignResult> {
    const { size, publicKey } = cosignature
    const checkpoint = Number.isSafeInteger(size) ? findCheckpoint(this.#sql, size) : undefined
    if (checkpoint === undefined) return { status: 'size_unknown' }
    const line = await verifiedLine(cosignature, checkpoint)
    if (line === undefined) return { status: 'cosignature_invalid' }

    const isFull = listCosignatures(this.#sql, size).length >= COSIGNATURES_MAX
    const isKept = hasCosigned(this.#sql, size, publicKey)
    if (!isFull && !isKept) {
      insertCosignature(this.#sql, size, publicKey, line)
      await this.#repairLater()
    }
    if (isUnpublished(this.#sql)) await this.#joinPass()
    return { status: isFull || isKept ? 'already_accepted' : 'accepted' }
  }

  /** Finishes what a pass left; what is published already is left alone. */
  override async alarm(): Promise<void> {
    if (!isUnpublished(this.#sql)) return
    await this.#repairLater()
    await this.#joinPass()
  }

  /** Resolves once a pass that began after this call has ended. Callers of one moment share it. */
  #joinPass(): Promise<void> {
    this.#next ??= this.#running
      // Whoever waits for a failed pass hears of it there; the next pass begins afresh.
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined
        this.#running = this.#pass()
        return this.#running
      })
    return this.#next
  }

  async #pass(): Promise<void> {
    const pool = this.#pool
    this.#pool = []
    await this.#publish()
    if (pool.length === 0) return
    const results = this.ctx.storage.transactionSync(() => sequence(this.#sql, pool))
    if (isUnpublished(this.#sql)) await this.#repairLater()
    await this.#publish()
    for (const [i, result] of results.entries()) {
      const append = pool[i]
      if (append !== undefined) this.#results.set(append, result)
    }
  }

  /** Brings R2 up to what is committed: tiles first, for a reader follows the checkpoint to them. */
  async #publish(): Promise<void> {
    if (!isUnpublished(this.#sql)) return
    const { tree } = readTree(this.#sql)
    const staged = listStaged(this.#sql)
    await this.ctx.storage.sync()

    const { bucket, shard } = this.#storage()
    for (let at = 0; at < staged.length; at += PUTS_AT_ONCE_MAX) {
      const puts = staged
        .slice(at, at + PUTS_AT_ONCE_MAX)
        .map(({ path, body }) => putTile(bucket, logObjectKey(shard, path), body))
      await Promise.all(puts)
    }
    const root = edgeRoot(sha256, tree)
    const note = await (await this.#pinnedSigner()).sign({ size: tree.size, root })
    const lines = listCosignatures(this.#sql, tree.size)
    await putCheckpoint(bucket, shard, note + lines.join(''))
    this.ctx.storage.transactionSync(() =>
      markPublished(this.#sql, { size: tree.size, root, note }, lines.length),
    )
    await this.#deleteSuperseded()
  }

  /** Deletes partial tiles that no reader needs any more: their full tile is published. */
  async #deleteSuperseded(): Promise<void> {
    const paths = listSuperseded(this.#sql)
    if (paths.length === 0) return
    const { bucket, shard } = this.#storage()
    await bucket.delete(paths.map((path) => logObjectKey(shard, path)))
    this.ctx.storage.transactionSync(() => forgetPartials(this.#sql, paths))
  }

  async #published(): Promise<StoredCheckpoint> {
    if (readPublished(this.#sql).size < 0) await this.#joinPass()
    const { size } = readPublished(this.#sql)
    const checkpoint = findCheckpoint(this.#sql, size)
    if (checkpoint === undefined) throw new Error(`the checkpoint of size ${size} is missing`)
    return checkpoint
  }

  /** The signer, if it is the one that signed this log so far: a changed origin or key would fork it. */
  async #pinnedSigner(): Promise<LogSigner> {
    this.#signer ??= createLogSigner(this.env, this.#storage().shard)
    const signer = await this.#signer
    const pinned = pinVerifierKey(this.#sql, signer.verifierKey)
    if (pinned !== signer.verifierKey) {
      throw new Error(`this log is signed as ${pinned}, the settings say ${signer.verifierKey}`)
    }
    return signer
  }

  #repairLater(): Promise<void> {
    return this.ctx.storage.setAlarm(Date.now() + REPAIR_MS)
  }

  #storage(): LogStorage {
    const shard = this.ctx.id.name
    if (shard === undefined) throw new Error('a log is addressed by the name of its shard')
    return { sql: this.#sql, bucket: this.env.GEOMETRY, shard }
  }
}

function assertAppend(id: string, entries: readonly Uint8Array[]): void {
  if (id.length === 0 || id.length > APPEND_ID_LENGTH_MAX) throw new RangeError('append id')
  if (entries.length === 0 || entries.length > APPEND_ENTRIES_MAX) {
    throw new RangeError(`an append of ${entries.length} entries`)
  }
  const large = entries.find((entry) => entry.length > ENTRY_BYTES_MAX)
  if (large !== undefined) throw new RangeError(`an entry of ${large.length} bytes`)
}
