import {
  AddressLookupTableAccount,
  type MessageAccountKeys,
  PublicKey,
  type VersionedMessage,
  VersionedTransaction,
} from '@solana/web3.js'
import bs58 from 'bs58'
import type { LiteSVM } from 'litesvm'
import { readAccount } from './account.ts'
import { RpcError } from './rpc-error.ts'

/** The packet size of Solana: IPv6 minimum MTU less headers. */
export const TRANSACTION_BYTES_MAX = 1232

export interface Instruction {
  program: string
  accounts: readonly number[]
  data: Uint8Array
}

export interface InnerInstruction {
  programIdIndex: number
  accounts: number[]
  data: Uint8Array
  stackHeight: number
}

export interface InnerGroup {
  index: number
  instructions: InnerInstruction[]
}

/** A decoded transaction with every account key resolved, lookup tables included. */
export interface TransactionView {
  readonly wire: Uint8Array
  readonly signature: string
  readonly signatureCount: number
  readonly message: VersionedMessage
  readonly keys: readonly string[]
  readonly loaded: LoadedAddresses
  readonly instructions: readonly Instruction[]
  readonly isSigner: (position: number) => boolean
  readonly isWritable: (position: number) => boolean
}

function parseTransaction(wire: Uint8Array): VersionedTransaction {
  if (wire.length > TRANSACTION_BYTES_MAX) {
    const limit = `${TRANSACTION_BYTES_MAX} bytes`
    throw new RpcError(
      'invalidParams',
      `transaction too large: ${wire.length} bytes (max ${limit})`,
    )
  }
  try {
    return VersionedTransaction.deserialize(wire)
  } catch (error) {
    throw new RpcError('invalidParams', `failed to deserialize transaction: ${String(error)}`)
  }
}

function lookupTables(svm: LiteSVM, message: VersionedMessage): AddressLookupTableAccount[] {
  return message.addressTableLookups.map(({ accountKey }) => {
    const account = readAccount(svm, accountKey.toBase58())
    if (account === undefined) {
      throw new RpcError(
        'simulationFailed',
        "Transaction simulation failed: Transaction loads an address table account that doesn't exist",
        { err: 'AddressLookupTableNotFound', logs: [] },
      )
    }
    return new AddressLookupTableAccount({
      key: accountKey,
      state: AddressLookupTableAccount.deserialize(account.data),
    })
  })
}

export interface LoadedAddresses {
  writable: string[]
  readonly: string[]
}

function resolveKeys(
  svm: LiteSVM,
  message: VersionedMessage,
  loaded: LoadedAddresses | undefined,
): MessageAccountKeys {
  if (loaded === undefined) {
    return message.getAccountKeys({ addressLookupTableAccounts: lookupTables(svm, message) })
  }
  const accountKeysFromLookups = {
    writable: loaded.writable.map((key) => new PublicKey(key)),
    readonly: loaded.readonly.map((key) => new PublicKey(key)),
  }
  return message.getAccountKeys({ accountKeysFromLookups })
}

/**
 * Reads `wire`; wrong signatures are left for the runtime to refuse. A recorded transaction comes
 * with the addresses that it loaded, because its lookup tables may have changed since.
 */
export function viewTransaction(
  svm: LiteSVM,
  wire: Uint8Array,
  loaded?: LoadedAddresses,
): TransactionView {
  const { message, signatures } = parseTransaction(wire)
  const accountKeys = resolveKeys(svm, message, loaded)
  const keys = accountKeys.keySegments().flatMap((segment) => segment.map((key) => key.toBase58()))
  const fromLookups = accountKeys.accountKeysFromLookups
  return {
    wire,
    signature: bs58.encode(signatures[0] ?? new Uint8Array(64)),
    signatureCount: message.header.numRequiredSignatures,
    message,
    keys,
    loaded: {
      writable: (fromLookups?.writable ?? []).map((key) => key.toBase58()),
      readonly: (fromLookups?.readonly ?? []).map((key) => key.toBase58()),
    },
    instructions: message.compiledInstructions.map((instruction) => ({
      program: keys[instruction.programIdIndex] ?? '',
      accounts: instruction.accountKeyIndexes,
      data: instruction.data,
    })),
    isSigner: (position) => message.isAccountSigner(position),
    isWritable: (position) => message.isAccountWritable(position),
  }
}
