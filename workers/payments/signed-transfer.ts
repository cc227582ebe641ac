import {
  type Address,
  type CompiledTransactionMessage,
  getAddressEncoder,
  getBase58Decoder,
  getBase64EncodedWireTransaction,
  getCompiledTransactionMessageDecoder,
  getInstructionsFromCompiledTransactionMessage,
  getTransactionDecoder,
  type Instruction,
  type Transaction,
} from '@solana/kit'
import { Refusal } from '../../domain/errors.ts'
import type { Wallet } from '../../domain/ids.ts'
import { verifyEd25519 } from '../../signing/ed25519.ts'
import { renderAccountOf, TOKEN_PROGRAM, TRANSFER_CHECKED } from './solana-pay.ts'

/** The largest of all versions of transactions. */
export const WIRE_BYTES_MAX = 4_096

const TRANSFER = 3
/** Stands for the accounts that a lookup table holds: no payment is read from those. */
const UNRESOLVED = '11111111111111111111111111111111' as Address

export interface SignedTransfer {
  /** What the cluster will call the transaction. */
  readonly signature: string
  readonly feePayer: string
  /** What its own instructions pay to the vault. */
  readonly atoms: bigint
  /** The transaction in the one spelling of base64 that nodes take. */
  readonly wire: string
}

/**
 * Reads a signed transaction that a buyer hands over, before anyone sends it. Refuses what would not
 * pay this order: nothing here is believed about what it will do, which only its finalized result
 * tells, but it saves a buyer from paying for nothing.
 */
export async function readSignedTransfer(
  wire: string,
  { reference, vault }: { readonly reference: string; readonly vault: Wallet },
): Promise<SignedTransfer> {
  const transaction = decodeTransaction(wire)
  const message = decodeMessage(transaction)
  const [feePayer] = message.staticAccounts
  const signature = feePayer && transaction.signatures[feePayer]
  if (!signature || !(await isSigned(transaction))) return refuse('not signed')
  if (!message.staticAccounts.some((key) => key === reference)) {
    return refuse('it does not name the reference of the order')
  }
  const atoms = paidTo(renderAccountOf(vault), instructionsOf(message))
  return {
    signature: getBase58Decoder().decode(signature),
    feePayer,
    atoms,
    wire: getBase64EncodedWireTransaction(transaction),
  }
}

function refuse(issue: string): never {
  throw new Refusal('PAYMENT_INVALID', { issue })
}

function decodeTransaction(wire: string): Transaction {
  try {
    const bytes = Uint8Array.from(atob(wire), (digit) => digit.charCodeAt(0))
    return getTransactionDecoder().decode(bytes)
  } catch {
    return refuse('not a transaction in base64')
  }
}

function decodeMessage(transaction: Transaction): CompiledTransactionMessage {
  try {
    return getCompiledTransactionMessageDecoder().decode(transaction.messageBytes)
  } catch {
    return refuse('not a message of a known version')
  }
}

function instructionsOf(message: CompiledTransactionMessage): Instruction[] {
  const tables = 'addressTableLookups' in message ? (message.addressTableLookups ?? []) : []
  const unresolved = (indexes: readonly number[]) => indexes.map(() => UNRESOLVED)
  try {
    return getInstructionsFromCompiledTransactionMessage(message, {
      writable: tables.flatMap(({ writableIndexes }) => unresolved(writableIndexes)),
      readonly: tables.flatMap(({ readonlyIndexes }) => unresolved(readonlyIndexes)),
    })
  } catch {
    return refuse('an instruction names an account that the transaction lacks')
  }
}

async function isSigned({ signatures, messageBytes }: Transaction): Promise<boolean> {
  const message = Uint8Array.from(messageBytes)
  const encoder = getAddressEncoder()
  for (const [signer, signature] of Object.entries(signatures)) {
    if (signature === null) return false
    const key = Uint8Array.from(encoder.encode(signer as Address))
    if (!(await verifyEd25519(key, signature, message))) return false
  }
  return true
}

/** The sum of plain and checked transfers into the account, which holds RENDER and nothing else. */
function paidTo(account: Address, instructions: readonly Instruction[]): bigint {
  const atoms = instructions
    .map(readTransfer)
    .filter((transfer) => transfer?.destination === account)
    .reduce((sum, transfer) => sum + (transfer?.atoms ?? 0n), 0n)
  return atoms > 0n ? atoms : refuse('it transfers no RENDER to the vault')
}

interface Transfer {
  readonly destination: Address | undefined
  readonly atoms: bigint
}

function readTransfer({ programAddress, accounts = [], data }: Instruction): Transfer | undefined {
  if (programAddress !== TOKEN_PROGRAM || data === undefined || data.length < 9) return undefined
  const atoms = new DataView(Uint8Array.from(data).buffer).getBigUint64(1, true)
  if (data[0] === TRANSFER) return { destination: accounts[1]?.address, atoms }
  return data[0] === TRANSFER_CHECKED ? { destination: accounts[2]?.address, atoms } : undefined
}
