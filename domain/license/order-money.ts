import type { OrderId } from '../ids.ts'
import { orderAccount, VAULT } from '../ledger/account.ts'
import type { PostedTransfer } from '../ledger/transfer.ts'
import { type Atoms, atoms } from '../money.ts'

/**
 * How long after its end a quote waits for payments that were made in time and are not finalized, or
 * not seen by an endpoint, yet. Then what came for it in part becomes credit.
 */
export const CONFIRMATION_MS = 10 * 60_000

/** What became of the money of one order. It follows from the ledger alone. */
export interface OrderMoney {
  /** All that ever came in: payments and credit that was used. */
  readonly paid: Atoms
  readonly creditUsed: Atoms
  /** What the license took, less what was given back. */
  readonly spent: Atoms
  /** What was given to the wallet as credit. */
  readonly credited: Atoms
  /** What is there and may buy the license, and what came after the quote had ended. */
  readonly onTime: Atoms
  readonly late: Atoms
  /** Of the last transfer; 0 where there is none. */
  readonly rank: number
  /** Signatures of the payments that came in time, in the order in which they were posted. */
  readonly signatures: readonly string[]
}

const PAYMENT_PREFIX = 'payment/'

/** The id that a payment is posted under. */
export const paymentTransferId = (signature: string): string => `${PAYMENT_PREFIX}${signature}`

/** Sums the transfers of an order's account, which are given in full and in order. */
export function orderMoney(
  transfers: readonly PostedTransfer[],
  { id, expiresAtMs }: { readonly id: OrderId; readonly expiresAtMs: number },
): OrderMoney {
  const account = orderAccount(id)
  const sum = (holds: (transfer: PostedTransfer) => boolean): bigint =>
    transfers.reduce((total, transfer) => (holds(transfer) ? total + transfer.atoms : total), 0n)
  const isPayment = ({ debit }: PostedTransfer): boolean => debit === VAULT
  // A payment is posted with the time of its block.
  const isLate = (transfer: PostedTransfer): boolean =>
    isPayment(transfer) && transfer.atMs > expiresAtMs

  const payments = sum(isPayment)
  const creditUsed = sum(({ debit }) => debit.startsWith('buyer/'))
  const spent =
    sum(({ credit }) => credit.startsWith('revenue/')) -
    sum(({ debit }) => debit.startsWith('revenue/'))
  const credited = sum(({ debit, credit }) => debit === account && credit.startsWith('buyer/'))
  const held = payments + creditUsed - spent - credited
  // Late money is given back first, so what was credited is of it as far as it goes.
  const lateLeft = lesser(held, greater(sum(isLate) - credited, 0n))
  return {
    ...{ paid: atoms(payments + creditUsed), creditUsed: atoms(creditUsed) },
    ...{ spent: atoms(spent), credited: atoms(credited) },
    ...{ onTime: atoms(held - lateLeft), late: atoms(lateLeft) },
    rank: transfers.at(-1)?.rank ?? 0,
    signatures: transfers
      .filter((transfer) => isPayment(transfer) && !isLate(transfer))
      .map((transfer) => transfer.id.slice(PAYMENT_PREFIX.length)),
  }
}

/** What belongs to the wallet now: all that is left of a settled order, and late money at once. */
export function returnable(
  { onTime, late }: OrderMoney,
  order: { readonly settled: boolean; readonly expiresAtMs: number },
  nowMs: number,
): Atoms {
  const isOver = order.settled || nowMs > order.expiresAtMs + CONFIRMATION_MS
  return isOver ? atoms(onTime + late) : late
}

const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const greater = (a: bigint, b: bigint): bigint => (a > b ? a : b)
