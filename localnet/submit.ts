import { type Balances, readBalances } from './balances.ts'
import { type Chain, tick } from './chain.ts'
import { atomically } from './database.ts'
import { usesCurrentNonce } from './durable-nonce.ts'
import { transactionFee } from './fee.ts'
import { readLeafChanges } from './leaf-changes.ts'
import type { TransactionRecord } from './ledger.ts'
import { readMemo } from './memo.ts'
import { RpcError } from './rpc-error.ts'
import { isBlockhashValid } from './slot-clock.ts'
import { describeError, isUnprocessed } from './transaction-error.ts'
import { type TransactionView, viewTransaction } from './transaction-view.ts'
import { applyTrial, type Trial, tryTransaction } from './trial.ts'

export interface SubmitOptions {
  skipPreflight: boolean
}

export function isFresh(chain: Chain, view: TransactionView): boolean {
  return (
    isBlockhashValid(chain.clock, view.message.recentBlockhash) || usesCurrentNonce(chain.svm, view)
  )
}

function refuse(err: Trial['err'], trial?: Trial): RpcError {
  if (err === 'SignatureFailure') {
    return new RpcError('signatureFailure', 'Transaction signature verification failure')
  }
  const message = `Transaction simulation failed: ${describeError(err ?? 'unknown')}`
  return new RpcError('simulationFailed', message, {
    err,
    logs: trial?.logs ?? [],
    accounts: null,
    unitsConsumed: trial?.units ?? 0,
    returnData: null,
  })
}

function composeRecord(
  view: TransactionView,
  trial: Trial,
  balances: { before: Balances; after: Balances },
): TransactionRecord {
  return {
    err: trial.err,
    feeLamports: Number(transactionFee(view.signatureCount, view.instructions)),
    ...balances,
    inner: trial.inner,
    logs: trial.logs,
    units: trial.units,
    loaded: view.loaded,
    version: view.message.version,
    memo: readMemo(view),
  }
}

/** Applies the trial and writes it down. */
function applyAndRecord(chain: Chain, view: TransactionView, trial: Trial): void {
  const before = readBalances(chain.svm, view)
  applyTrial(chain.svm, view, trial)
  const record = composeRecord(view, trial, { before, after: readBalances(chain.svm, view) })
  const changes = trial.err === null ? readLeafChanges(view, trial.inner) : []
  const { signature, wire } = view
  const slot = Number(chain.clock.slot)
  const timeSeconds = Number(chain.clock.timeSeconds)
  atomically(chain.database, () => {
    chain.ledger.append({ signature, slot, timeSeconds, wire, record }, new Set(view.keys))
    chain.leaves.write(changes)
  })
}

/** The answer may go out only after this returns. */
function commit(chain: Chain, view: TransactionView, trial: Trial): void {
  try {
    applyAndRecord(chain, view, trial)
  } catch (cause) {
    chain.fault = new Error(`transaction ${view.signature} could not be recorded`, { cause })
    throw chain.fault
  }
}

/**
 * Executes a transaction at once and returns its signature. The same bytes may be sent again and
 * again: they take effect once. Throws an `RpcError` where a node would refuse them.
 */
export function submitTransaction(chain: Chain, wire: Uint8Array, options: SubmitOptions): string {
  const view = viewTransaction(chain.svm, wire)
  if (chain.ledger.has(view.signature)) return view.signature
  if (!isFresh(chain, view)) throw refuse('BlockhashNotFound')

  const { svm, emulated, clock } = chain
  const trial = tryTransaction({ svm, emulated, slot: clock.slot }, view)
  const refused = trial.err !== null && (!options.skipPreflight || isUnprocessed(trial.err))
  if (refused) throw refuse(trial.err, trial)

  commit(chain, view, trial)
  if (chain.slotPerTransaction) tick(chain)
  chain.watch.settle(view.signature, trial.err)
  return view.signature
}
