import { DurableObject } from 'cloudflare:workers'
import { anchorConflict, anchorReply, insertAnchor } from './anchors.ts'
import { type Chain, createChain } from './chain.ts'
import type { Desk, Step } from './desk.ts'
import { countDone, countOpen } from './jobs.ts'
import { collectibleText, planPacks } from './packing.ts'
import { runPass } from './pass.ts'
import {
  countMinted,
  findRequest,
  insertRequest,
  listMinted,
  mintConflict,
  requestProgress,
} from './requests.ts'
import type { AnchorReply, AnchorRequest, MintReply, MintRequest, TreasuryStatus } from './rpc.ts'
import { readSettings, type Settings, type TreasuryEnv } from './settings.ts'
import { createSolanaRpc } from './solana-rpc.ts'
import { createTables } from './tables.ts'
import { latestTree, openTrees, reserveLeaves } from './trees.ts'

/** How long a caller is kept for the final answer before it hears `pending`. */
export const ANSWER_WAIT_MS = 5_000
const ALARM_DELAY_MS = 10_000
const ALARM_DRIVE_MS = 20_000
const POLL_MS_MIN = 20
const POLL_MS_MAX = 1_000
const BACK_OFF_MS_MIN = 1_000
const BACK_OFF_MS_MAX = 60_000

/**
 * What the treasury owes the chain, and how far each transaction is. One object, named `main`, which
 * the `Treasury` entrypoint alone calls, with requests that it has parsed.
 *
 * A request is recorded with its jobs in one transaction before anything is signed; a job has at
 * most one live transaction, stored before it is sent; log indexes and hashes are unique over all
 * requests. So whatever crashes or repeats, no asset is minted twice. The alarm goes on with what a
 * caller did not wait for.
 */
export class Outbox extends DurableObject<TreasuryEnv> {
  readonly #sql: SqlStorage
  readonly #settings: Settings
  readonly #desk: Desk
  #chain: Chain | undefined
  #pass: Promise<Step> | undefined
  #quietPasses = 0
  #faults = 0

  constructor(ctx: DurableObjectState, env: TreasuryEnv) {
    super(ctx, env)
    this.#sql = ctx.storage.sql
    createTables(this.#sql)
    this.#settings = readSettings(env)
    this.#desk = this.#createDesk()
  }

  /** Mints every asset of the request once, or repeats the answer to the same request. */
  async mint(request: MintRequest): Promise<MintReply> {
    const known = findRequest(this.#sql, request.id)
    const conflict = mintConflict(this.#sql, request, known)
    if (conflict !== undefined) return conflict
    if (known === undefined) await this.#record(() => this.#enqueue(request))

    const reply = () => this.#mintReply(request.id)
    await this.#driveUntil(() => reply().status !== 'pending', ANSWER_WAIT_MS)
    return reply()
  }

  /** Writes the checkpoint's size and root into a memo on the chain, once. */
  async anchor(request: AnchorRequest): Promise<AnchorReply> {
    const conflict = anchorConflict(this.#sql, request)
    if (conflict !== undefined) return conflict
    await this.#record(() => insertAnchor(this.#sql, request))

    const reply = () => anchorReply(this.#sql, request.origin, request.size)
    await this.#driveUntil(() => reply().status !== 'pending', ANSWER_WAIT_MS)
    return reply()
  }

  async status(): Promise<TreasuryStatus> {
    const { address } = this.#desk.chain
    const balance = await this.#desk.rpc.balanceLamports(address)
    return {
      address,
      balanceLamports: balance.status === 'ok' ? String(balance.value) : null,
      tree: latestTree(this.#sql, this.#desk.chain) ?? null,
      minted: countMinted(this.#sql),
      transactions: countDone(this.#sql),
      pending: countOpen(this.#sql),
    }
  }

  async vault(): Promise<{ readonly wallet: string }> {
    return { wallet: this.#desk.chain.vault }
  }

  override async alarm(): Promise<void> {
    // Set first: should this run die, the platform alone would retry it six times and no more.
    await this.ctx.storage.setAlarm(Date.now() + ALARM_DELAY_MS)
    const isIdle = () => countOpen(this.#sql) === 0
    await this.#driveUntil(isIdle, ALARM_DRIVE_MS)
    if (isIdle()) await this.ctx.storage.deleteAlarm()
    else await this.ctx.storage.setAlarm(Date.now() + this.#backOffMs())
  }

  /** The change and the alarm that goes on with it are written in one turn, so never one alone. */
  async #record(change: () => void): Promise<void> {
    this.ctx.storage.transactionSync(change)
    await this.ctx.storage.setAlarm(Date.now() + ALARM_DELAY_MS)
  }

  #enqueue(request: MintRequest): void {
    const { chain } = this.#desk
    const texts = request.assets.map(({ logIndex }) =>
      collectibleText(this.#settings.metadataUrl, logIndex),
    )
    const packs = planPacks(texts, openTrees(this.#sql, chain))
    for (const pack of packs) reserveLeaves(this.#sql, pack, chain)
    insertRequest(this.#sql, request, packs)
  }

  #mintReply(id: string): MintReply {
    const request = findRequest(this.#sql, id)
    if (request === undefined) throw new Error(`mint request ${id} is not recorded`)
    const { minted, open, transactions, refusal } = requestProgress(this.#sql, request.number)
    if (open > 0) return { status: 'pending', minted, total: request.total }
    if (refusal !== undefined) return refusal
    return {
      status: 'minted',
      mints: listMinted(this.#sql, request.number),
      transactions,
    }
  }

  /** Stops at the first fault: the alarm tries again, and the caller may. */
  async #driveUntil(isSettled: () => boolean, waitMs: number): Promise<void> {
    const deadlineMs = Date.now() + waitMs
    while (!isSettled() && Date.now() < deadlineMs) {
      const outcome = await this.#nextPass()
      if (outcome.status === 'fault') return
    }
  }

  /** One pass at a time, shared by everyone who waits: other calls enter the object at each await. */
  #nextPass(): Promise<Step> {
    this.#pass ??= this.#runPacedPass().finally(() => {
      this.#pass = undefined
    })
    return this.#pass
  }

  async #runPacedPass(): Promise<Step> {
    const outcome = await runPass(this.#desk)
    if (outcome.status === 'fault') {
      this.#faults += 1
      console.error({ event: 'treasury_fault', reason: outcome.reason, faults: this.#faults })
      return outcome
    }
    this.#faults = 0
    this.#quietPasses = outcome.changes > 0 ? 0 : this.#quietPasses + 1
    if (this.#quietPasses > 0)
      await scheduler.wait(backOff(POLL_MS_MIN, POLL_MS_MAX, this.#quietPasses))
    return outcome
  }

  #backOffMs(): number {
    return backOff(BACK_OFF_MS_MIN, BACK_OFF_MS_MAX, this.#faults)
  }

  #createDesk(): Desk {
    const { storage } = this.ctx
    const chain = (): Chain => {
      this.#chain ??= createChain(this.#settings)
      return this.#chain
    }
    return {
      sql: this.#sql,
      rpc: createSolanaRpc(this.#settings.rpcUrl),
      metadataUrl: this.#settings.metadataUrl,
      // Building it takes milliseconds that a start of the object should not.
      get chain() {
        return chain()
      },
      nowMs: () => Date.now(),
      atomically: (change) => storage.transactionSync(change),
      flush: () => storage.sync(),
    }
  }
}

function backOff(minMs: number, maxMs: number, tries: number): number {
  return Math.min(maxMs, minMs * 2 ** Math.min(tries, 16))
}
