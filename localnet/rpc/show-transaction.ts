import bs58 from 'bs58'
import type { Entry, TransactionRecord } from '../ledger.ts'
import type { InnerInstruction, TransactionView } from '../transaction-view.ts'

export type Encoding = 'json' | 'jsonParsed' | 'base64' | 'base58'

function showInner(view: TransactionView, parsed: boolean) {
  return (instruction: InnerInstruction) => {
    const { programIdIndex, accounts, data, stackHeight } = instruction
    return parsed
      ? {
          programId: view.keys[programIdIndex],
          accounts: accounts.map((position) => view.keys[position]),
          data: bs58.encode(data),
          stackHeight,
        }
      : { programIdIndex, accounts, data: bs58.encode(data), stackHeight }
  }
}

function showMeta(record: TransactionRecord, view: TransactionView, parsed: boolean) {
  const { err, before, after } = record
  return {
    err,
    status: err === null ? { Ok: null } : { Err: err },
    fee: record.feeLamports,
    preBalances: before.lamports,
    postBalances: after.lamports,
    preTokenBalances: before.tokens,
    postTokenBalances: after.tokens,
    innerInstructions: record.inner.map(({ index, instructions }) => ({
      index,
      instructions: instructions.map(showInner(view, parsed)),
    })),
    logMessages: record.logs,
    rewards: [],
    loadedAddresses: record.loaded,
    computeUnitsConsumed: record.units,
  }
}

function showMessage({ message }: TransactionView) {
  const lookups = message.addressTableLookups.map((lookup) => ({
    accountKey: lookup.accountKey.toBase58(),
    writableIndexes: lookup.writableIndexes,
    readonlyIndexes: lookup.readonlyIndexes,
  }))
  return {
    header: message.header,
    accountKeys: message.staticAccountKeys.map((key) => key.toBase58()),
    recentBlockhash: message.recentBlockhash,
    instructions: message.compiledInstructions.map((instruction) => ({
      programIdIndex: instruction.programIdIndex,
      accounts: [...instruction.accountKeyIndexes],
      data: bs58.encode(instruction.data),
      stackHeight: null,
    })),
    ...(message.version === 0 && { addressTableLookups: lookups }),
  }
}

/** Instructions are left undecoded, as a node leaves those of programs that it does not know. */
function showParsedMessage(view: TransactionView) {
  const staticCount = view.message.staticAccountKeys.length
  return {
    accountKeys: view.keys.map((pubkey, position) => ({
      pubkey,
      signer: view.isSigner(position),
      writable: view.isWritable(position),
      source: position < staticCount ? 'transaction' : 'lookupTable',
    })),
    recentBlockhash: view.message.recentBlockhash,
    instructions: view.instructions.map(({ program, accounts, data }) => ({
      programId: program,
      accounts: accounts.map((position) => view.keys[position]),
      data: bs58.encode(data),
      stackHeight: null,
    })),
  }
}

function signatures(wire: Uint8Array, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    bs58.encode(wire.subarray(1 + 64 * index, 65 + 64 * index)),
  )
}

function showWire(view: TransactionView, encoding: Encoding): unknown {
  if (encoding === 'base64') return [Buffer.from(view.wire).toString('base64'), 'base64']
  if (encoding === 'base58') return [bs58.encode(view.wire), 'base58']
  return {
    signatures: signatures(view.wire, view.signatureCount),
    message: encoding === 'jsonParsed' ? showParsedMessage(view) : showMessage(view),
  }
}

export function showTransaction(entry: Entry, view: TransactionView, encoding: Encoding) {
  return {
    slot: entry.slot,
    blockTime: entry.timeSeconds,
    version: entry.record.version,
    transaction: showWire(view, encoding),
    meta: showMeta(entry.record, view, encoding === 'jsonParsed'),
  }
}
