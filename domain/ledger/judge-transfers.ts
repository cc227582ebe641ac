import { ATOMS_MAX } from '../money.ts'
import { accountSide } from './account.ts'
import { assertTransfer, conflictField, type PostResult, type Transfer } from './transfer.ts'

/** All that ever went through an account. */
export interface Turnover {
  readonly debits: bigint
  readonly credits: bigint
}

/** What the ledger holds of the ids and accounts that a call names. */
export interface LedgerView {
  readonly posted: ReadonlyMap<string, Transfer>
  readonly turnovers: ReadonlyMap<string, Turnover>
}

export type Judgment =
  | {
      readonly status: 'posted'
      readonly added: readonly Transfer[]
      /** Of the accounts that the call changes, as they stand afterwards. */
      readonly turnovers: ReadonlyMap<string, Turnover>
    }
  | Exclude<PostResult, { status: 'posted' }>

const NOTHING: Turnover = { debits: 0n, credits: 0n }

/** What an account holds on the side that fills it. */
export function balanceOf(account: string, { debits, credits }: Turnover): bigint {
  return accountSide(account) === 'debit' ? debits - credits : credits - debits
}

/**
 * Decides a call as a whole, its transfers one after the other: the first that cannot be posted
 * refuses all. Throws RangeError where a transfer is malformed or a turnover leaves int64.
 */
export function judgeTransfers(transfers: readonly Transfer[], view: LedgerView): Judgment {
  const added = new Map<string, Transfer>()
  const turnovers = new Map<string, Turnover>()
  for (const transfer of transfers) {
    assertTransfer(transfer)
    const { id } = transfer
    const posted = view.posted.get(id) ?? added.get(id)
    if (posted === undefined) {
      const overdrawn = move(transfer, turnovers, view)
      if (overdrawn !== undefined) return { status: 'funds_insufficient', id, ...overdrawn }
      added.set(id, transfer)
      continue
    }
    const field = conflictField(posted, transfer)
    if (field !== undefined) return { status: 'entry_conflict', id, field }
  }
  if (added.size === 0) return { status: 'already_posted' }
  return { status: 'posted', added: [...added.values()], turnovers }
}

interface Overdrawn {
  readonly account: string
  readonly balanceAtoms: bigint
}

/** Adds to both turnovers, or answers the account that would fall below zero. */
function move(
  { id, debit, credit, atoms }: Transfer,
  turnovers: Map<string, Turnover>,
  view: LedgerView,
): Overdrawn | undefined {
  const sides = [
    [debit, 'debits'],
    [credit, 'credits'],
  ] as const
  for (const [account, side] of sides) {
    const before = turnovers.get(account) ?? view.turnovers.get(account) ?? NOTHING
    const after = { ...before, [side]: before[side] + atoms }
    if (after[side] > ATOMS_MAX) throw new RangeError(`${id}: ${account} leaves int64`)
    if (balanceOf(account, after) < 0n) {
      return { account, balanceAtoms: balanceOf(account, before) }
    }
    turnovers.set(account, after)
  }
  return undefined
}
