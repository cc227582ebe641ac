import type { TransactionError } from './transaction-error.ts'

export type SignatureListener = (err: TransactionError | null) => void

/** Calls each listener once, when the transaction that it waits for is in the ledger. */
export interface SignatureWatch {
  /** Returns a function that stops waiting. */
  add(signature: string, listener: SignatureListener): () => void
  settle(signature: string, err: TransactionError | null): void
}

export function createSignatureWatch(): SignatureWatch {
  const listeners = new Map<string, Set<SignatureListener>>()
  return {
    add(signature, listener) {
      const waiting = listeners.get(signature) ?? new Set()
      waiting.add(listener)
      listeners.set(signature, waiting)
      return () => {
        waiting.delete(listener)
        if (waiting.size === 0) listeners.delete(signature)
      }
    },
    settle(signature, err) {
      const waiting = listeners.get(signature) ?? []
      listeners.delete(signature)
      for (const listener of waiting) listener(err)
    },
  }
}
