import { ATOMS_MAX } from '../money.ts'
import { accountSide } from './account.ts'

/** Most transfers of one call. */
export const TRANSFERS_MAX = 8_000

/** An amount that moves from one account's credit to another's. It is never changed and never removed. */
export interface Transfer {
  /** Chosen by the sender from what it records, so that sending it again does nothing. */
  readonly id: string
  readonly debit: string
  readonly credit: string
  readonly atoms: bigint
  /** Why it was made: a word such as `payment`. */
  readonly code: string
  /** The sender's clock. A retry may come later: the time of the first one stands. */
  readonly atMs: number
}

/** A transfer in its place: ranks only grow. */
export interface PostedTransfer extends Transfer {
  readonly rank: number
}

/** What a retry must repeat exactly, in the order in which it is compared. */
export const COMPARED_FIELDS = ['debit', 'credit', 'atoms', 'code'] as const
export type ComparedField = (typeof COMPARED_FIELDS)[number]

export type PostResult =
  | { readonly status: 'posted' }
  /** Every transfer of the call was there before. */
  | { readonly status: 'already_posted' }
  | { readonly status: 'entry_conflict'; readonly id: string; readonly field: ComparedField }
  | {
      readonly status: 'funds_insufficient'
      readonly id: string
      readonly account: string
      /** Before the transfer, after those ahead of it in the call. */
      readonly balanceAtoms: bigint
    }

const ID = /^[\x21-\x7e]{1,160}$/
const CODE = /^[a-z][a-z_]{0,31}$/

/** Throws RangeError for a transfer that no sender may make. */
export function assertTransfer(transfer: Transfer): void {
  const { id, debit, credit, atoms, code, atMs } = transfer
  if (!ID.test(id)) throw new RangeError(`not a transfer id: ${id}`)
  for (const account of [debit, credit]) {
    if (accountSide(account) === undefined) throw new RangeError(`${id}: no account ${account}`)
  }
  if (debit === credit) throw new RangeError(`${id}: both sides are ${debit}`)
  if (typeof atoms !== 'bigint' || atoms <= 0n || atoms > ATOMS_MAX) {
    throw new RangeError(`${id}: not an amount to move: ${atoms}`)
  }
  if (!CODE.test(code)) throw new RangeError(`${id}: not a code: ${code}`)
  if (!Number.isSafeInteger(atMs) || atMs < 0) throw new RangeError(`${id}: not a time: ${atMs}`)
}

/** The first field in which a transfer differs from the posted one of the same id. */
export function conflictField(posted: Transfer, again: Transfer): ComparedField | undefined {
  return COMPARED_FIELDS.find((field) => posted[field] !== again[field])
}
