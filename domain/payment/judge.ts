import { type Atoms, atoms } from '../money.ts'

/** What one token account held before or after a transaction. */
export interface TokenBalance {
  /** Its place among the transaction's keys. */
  readonly account: number
  readonly mint: string
  /** The wallet that the account belongs to. */
  readonly owner: string
  readonly atoms: bigint
}

/** A finalized transaction, as far as payments go by it. */
export interface FinalizedTransaction {
  readonly signature: string
  readonly failed: boolean
  readonly slot: number
  /** Of its block; null where the cluster does not know. */
  readonly atMs: number | null
  /** The fee payer first; those loaded from lookup tables last. */
  readonly keys: readonly string[]
  readonly before: readonly TokenBalance[]
  readonly after: readonly TokenBalance[]
}

/** What a payment is held against. */
export interface Payable {
  readonly reference: string
  readonly expiresAtMs: number
}

export interface Payee {
  readonly wallet: string
  readonly mint: string
}

export type IgnoredReason =
  | 'failed'
  | 'reference_missing'
  | 'wrong_mint'
  | 'wrong_vault'
  | 'nothing_arrived'

export type PaymentVerdict =
  | {
      readonly status: 'counts'
      readonly atoms: Atoms
      /** The wallet whose tokens became fewer by most, which need not be the buyer's. */
      readonly payer: string
      readonly paidAtMs: number
      readonly late: boolean
    }
  | { readonly status: 'ignored'; readonly reason: IgnoredReason }

/**
 * Whether a finalized transaction pays an order, and how much. Only what the vault's wallet holds
 * more of afterwards counts, in all of its accounts together: which instructions brought it there,
 * in which order and among which others, is the paying wallet's affair. `seenAtMs` stands in for a
 * block time that is not known: a payment that was seen in time was made in time.
 */
export function judgePayment(
  transaction: FinalizedTransaction,
  { reference, expiresAtMs }: Payable,
  payee: Payee,
  seenAtMs: number,
): PaymentVerdict {
  if (transaction.failed) return ignored('failed')
  if (!transaction.keys.includes(reference)) return ignored('reference_missing')

  const changes = changesOf(transaction, payee.mint)
  const arrived = receivedBy(transaction, payee)
  if (arrived <= 0n) return ignored(whyNothing(transaction, changes, payee))

  const paidAtMs = transaction.atMs ?? seenAtMs
  return {
    status: 'counts',
    atoms: atoms(arrived),
    payer: payerOf(changes) ?? transaction.keys[0] ?? payee.wallet,
    paidAtMs,
    late: paidAtMs > expiresAtMs,
  }
}

/** By how much more the payee holds afterwards, in all of its accounts; below zero where less. */
export function receivedBy(transaction: FinalizedTransaction, { wallet, mint }: Payee): bigint {
  return changesOf(transaction, mint).get(wallet) ?? 0n
}

const ignored = (reason: IgnoredReason): PaymentVerdict => ({ status: 'ignored', reason })

/** By how much each wallet's holdings of the mint changed. */
function changesOf({ before, after }: FinalizedTransaction, mint: string): Map<string, bigint> {
  const changes = new Map<string, bigint>()
  const add = (balances: readonly TokenBalance[], sign: bigint) => {
    for (const { mint: held, owner, atoms: amount } of balances) {
      if (held === mint) changes.set(owner, (changes.get(owner) ?? 0n) + sign * amount)
    }
  }
  add(before, -1n)
  add(after, 1n)
  return changes
}

function payerOf(changes: ReadonlyMap<string, bigint>): string | undefined {
  let payer: string | undefined
  let least = 0n
  for (const [wallet, change] of changes) {
    const tied = change === least && payer !== undefined && wallet < payer
    if (change < least || tied) {
      payer = wallet
      least = change
    }
  }
  return payer
}

function whyNothing(
  transaction: FinalizedTransaction,
  changes: ReadonlyMap<string, bigint>,
  payee: Payee,
): IgnoredReason {
  if ([...changes.values()].some((change) => change > 0n)) return 'wrong_vault'
  const mints = new Set(transaction.after.map(({ mint }) => mint))
  mints.delete(payee.mint)
  const other = [...mints].some(
    (mint) => (changesOf(transaction, mint).get(payee.wallet) ?? 0n) > 0n,
  )
  return other ? 'wrong_mint' : 'nothing_arrived'
}
