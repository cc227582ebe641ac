import { DurableObject } from 'cloudflare:workers'
import { accountSide } from '../domain/ledger/account.ts'
import { balanceOf, judgeTransfers } from '../domain/ledger/judge-transfers.ts'
import {
  type PostedTransfer,
  type PostResult,
  TRANSFERS_MAX,
  type Transfer,
} from '../domain/ledger/transfer.ts'
import { auditLedger, type LedgerAudit } from './network-ledger-audit.ts'
import {
  createLedger,
  listTransfers,
  readTurnovers,
  readView,
  write,
} from './network-ledger-store.ts'

/** Most transfers of one page. */
export const TRANSFERS_LISTED_MAX = 1_000

export interface TransferQuery {
  /** Where given, only transfers from or to it. */
  readonly account?: string
  /** The rank of the last transfer seen. */
  readonly after?: number
  readonly limit: number
}

/**
 * The network's accounts in double entry, in one object named `network`: what is in the vault, and
 * whose it is. Called by the edge Worker for money that was proven to have moved. A transfer is
 * posted once, however often it is sent, and never changed; no account falls below zero.
 */
export class NetworkLedger extends DurableObject<Env> {
  readonly #sql: SqlStorage

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#sql = ctx.storage.sql
    createLedger(this.#sql)
  }

  /** Posts all transfers or none. Those that were posted before are passed over. */
  post(transfers: readonly Transfer[]): PostResult {
    if (transfers.length > TRANSFERS_MAX) {
      throw new RangeError(`${transfers.length} transfers in one call`)
    }
    return this.ctx.storage.transactionSync((): PostResult => {
      const judgment = judgeTransfers(transfers, readView(this.#sql, transfers))
      if (judgment.status !== 'posted') return judgment
      write(this.#sql, judgment.added, judgment.turnovers)
      return { status: 'posted' }
    })
  }

  /** What an account holds on the side that fills it; zero where nothing ever moved. */
  balance(account: string): bigint {
    if (accountSide(account) === undefined) throw new RangeError(`no account ${account}`)
    const turnover = readTurnovers(this.#sql, [account]).get(account)
    return turnover === undefined ? 0n : balanceOf(account, turnover)
  }

  /** Those of the accounts on which anything ever moved. */
  moved(accounts: readonly string[]): string[] {
    return [...readTurnovers(this.#sql, accounts).keys()]
  }

  /** In the order of posting. */
  transfers({ account, after = 0, limit }: TransferQuery): PostedTransfer[] {
    if (!Number.isSafeInteger(limit) || limit < 1 || limit > TRANSFERS_LISTED_MAX) {
      throw new RangeError(`not a page of transfers: ${limit}`)
    }
    return listTransfers(this.#sql, { account, after, limit })
  }

  /** Sums all entries anew, to be compared with what is kept beside them. */
  audit(): LedgerAudit {
    return auditLedger(this.#sql)
  }
}
