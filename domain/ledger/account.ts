import { isVersion } from '../dataset/snapshot.ts'
import { isOrderId, isWallet, type OrderId, type Wallet } from '../ids.ts'

/** What the network's wallet on Solana holds: the one account that debits fill. */
export const VAULT = 'vault'

/** What came into the vault for no order that is known. */
export const UNATTRIBUTED = 'unattributed'

/** What was paid for an order and is not settled yet. */
export const orderAccount = (id: OrderId): string => `order/${id}`
/** What the network owes a buyer. */
export const buyerAccount = (wallet: Wallet): string => `buyer/${wallet}`
/** What licenses of a snapshot have earned. */
export const revenueAccount = (version: string): string => `revenue/${version}`

/** The side that fills an account. No account may fall below zero on it. */
export type AccountSide = 'debit' | 'credit'

const OWNED: Readonly<Record<string, (owner: string) => boolean>> = {
  order: isOrderId,
  buyer: isWallet,
  revenue: isVersion,
}

/** Undefined for a name that no account has: money may not go where nobody looks. */
export function accountSide(account: string): AccountSide | undefined {
  if (account === VAULT) return 'debit'
  if (account === UNATTRIBUTED) return 'credit'
  const [, kind = '', owner = ''] = /^([a-z]+)\/(.+)$/.exec(account) ?? []
  const isOwner = Object.hasOwn(OWNED, kind) ? OWNED[kind] : undefined
  return isOwner?.(owner) ? 'credit' : undefined
}
