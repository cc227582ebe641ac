import { getTransactionDecoder } from '@solana/kit'
import {
  FailedTransactionMetadata,
  type LiteSVM,
  type SimulatedTransactionInfo,
  type TransactionMetadata,
} from 'litesvm'
import { type Account, fromEncoded, readAccount, writeAccount } from './account.ts'
import { type Emulation, emulate, hasEmulatedInstruction } from './emulation/emulate.ts'
import { transactionFee } from './fee.ts'
import { isUnprocessed, type TransactionError, transactionError } from './transaction-error.ts'
import type { InnerGroup, TransactionView } from './transaction-view.ts'

/** What a transaction would do, found out without changing anything. */
export interface Trial {
  readonly err: TransactionError | null
  readonly logs: string[]
  readonly units: number
  readonly inner: InnerGroup[]
  readonly accounts: ReadonlyMap<string, Account>
  readonly emulation: Emulation | undefined
}

export interface Bench {
  readonly svm: LiteSVM
  readonly emulated: boolean
  readonly slot: bigint
}

function readInner(meta: TransactionMetadata): InnerGroup[] {
  return meta
    .innerInstructions()
    .map((group, index) => ({
      index,
      instructions: group.map((entry) => {
        const call = entry.instruction()
        return {
          programIdIndex: call.programIdIndex(),
          accounts: [...call.accounts()],
          data: new Uint8Array(call.data()),
          stackHeight: entry.stackHeight(),
        }
      }),
    }))
    .filter(({ instructions }) => instructions.length > 0)
}

function fromMeta(meta: TransactionMetadata, err: TransactionError | null): Trial {
  return {
    err,
    logs: meta.logs(),
    units: Number(meta.computeUnitsConsumed()),
    inner: readInner(meta),
    accounts: new Map(),
    emulation: undefined,
  }
}

function mergeInner(groups: readonly InnerGroup[]): InnerGroup[] {
  return [...groups].sort((left, right) => left.index - right.index)
}

function withEmulation(trial: Trial, emulation: Emulation): Trial {
  if (emulation.status === 'failed') {
    return {
      ...trial,
      err: emulation.err,
      logs: [...trial.logs, ...emulation.logs],
      inner: mergeInner([...trial.inner, ...emulation.inner]),
      emulation,
    }
  }
  const accounts = new Map(trial.accounts)
  for (const account of emulation.accounts) accounts.set(account.address, account)
  return { ...trial, accounts, inner: mergeInner([...trial.inner, ...emulation.inner]), emulation }
}

function succeeded(bench: Bench, view: TransactionView, info: SimulatedTransactionInfo): Trial {
  const accounts = new Map<string, Account>()
  for (const encoded of info.postAccounts()) {
    accounts.set(encoded.address, fromEncoded({ ...encoded, data: encoded.data as Uint8Array }))
  }
  const trial: Trial = { ...fromMeta(info.meta(), null), accounts }
  if (!bench.emulated || !hasEmulatedInstruction(view)) return trial
  const emulation = emulate(view, {
    read(address) {
      const account = accounts.get(address) ?? readAccount(bench.svm, address)
      return account && account.lamports > 0n ? { ...account } : undefined
    },
    slot: bench.slot,
    rentLamports: (bytes) => bench.svm.minimumBalanceForRentExemption(BigInt(bytes)),
  })
  return withEmulation(trial, emulation)
}

export function tryTransaction(bench: Bench, view: TransactionView): Trial {
  const result = bench.svm.simulateTransaction(getTransactionDecoder().decode(view.wire))
  if (result instanceof FailedTransactionMetadata) {
    return fromMeta(result.meta(), transactionError(result))
  }
  return succeeded(bench, view, result)
}

function chargeFee(svm: LiteSVM, view: TransactionView): void {
  const payer = readAccount(svm, view.keys[0] ?? '')
  if (payer === undefined) throw new Error(`fee payer ${view.keys[0]} vanished`)
  const fee = transactionFee(view.signatureCount, view.instructions)
  writeAccount(svm, { ...payer, lamports: payer.lamports - fee })
}

/**
 * Makes the trial real. A failure costs the fee and nothing else; the state must not have changed
 * since `tryTransaction`.
 */
export function applyTrial(svm: LiteSVM, view: TransactionView, trial: Trial): void {
  if (trial.err !== null && isUnprocessed(trial.err)) {
    throw new Error(`cannot apply a transaction that was refused: ${trial.err}`)
  }
  if (trial.emulation?.status === 'failed') {
    chargeFee(svm, view)
    return
  }
  const result = svm.sendTransaction(getTransactionDecoder().decode(view.wire))
  const failed = result instanceof FailedTransactionMetadata
  if (failed !== (trial.err !== null)) {
    throw new Error(`transaction ${view.signature} ended otherwise than its trial`)
  }
  if (trial.emulation === undefined || failed) return
  for (const account of trial.emulation.accounts) writeAccount(svm, account)
}
