import bs58 from 'bs58'
import type { LiteSVM } from 'litesvm'
import { readAccount } from './account.ts'
import { SYSTEM } from './program-ids.ts'
import type { TransactionView } from './transaction-view.ts'

const ADVANCE_NONCE = 4
const NONCE_OFFSET = 40

/** The nonce account that a transaction advances first, if it is of that kind. */
function nonceKey(view: TransactionView): string | undefined {
  const [first] = view.instructions
  if (first === undefined || first.program !== SYSTEM || first.data.length < 4) return undefined
  if (Buffer.from(first.data).readUInt32LE(0) !== ADVANCE_NONCE) return undefined
  const [position] = first.accounts
  return position === undefined ? undefined : view.keys[position]
}

/** Whether the transaction is valid through a durable nonce instead of a recent blockhash. */
export function usesCurrentNonce(svm: LiteSVM, view: TransactionView): boolean {
  const key = nonceKey(view)
  const account = key === undefined ? undefined : readAccount(svm, key)
  if (account === undefined) return false
  const stored = bs58.encode(account.data.subarray(NONCE_OFFSET, NONCE_OFFSET + 32))
  return stored === view.message.recentBlockhash
}
