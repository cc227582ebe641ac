import { Message } from '@solana/web3.js'
import bs58 from 'bs58'
import { concatBytes, equalBytes } from '../../domain/bytes.ts'
import { ANCHOR_MEMO_PREFIX } from '../../domain/log/anchor-memo.ts'
import type { CollectibleText } from './packing.ts'
import {
  BUBBLEGUM,
  COMPRESSION,
  COMPUTE_BUDGET,
  MEMO,
  NOOP,
  rentLamportsMax,
  SYSTEM,
} from './programs.ts'

/** What the intent asks for, in addresses and amounts: the only message the guard lets through. */
export type Expected =
  | {
      readonly kind: 'tree'
      readonly treasury: string
      readonly tree: string
      readonly treeConfig: string
      readonly depth: number
      readonly bufferSize: number
      readonly treeBytes: number
    }
  | {
      readonly kind: 'mint'
      readonly treasury: string
      readonly tree: string
      readonly treeConfig: string
      readonly owner: string
      readonly texts: readonly CollectibleText[]
    }
  | { readonly kind: 'anchor'; readonly treasury: string; readonly memo: string }

const COMPUTE_UNITS_MAX = 1_400_000
const CREATE_TREE = new Uint8Array([165, 83, 136, 142, 89, 202, 47, 220])
const MINT_V1 = new Uint8Array([145, 98, 192, 118, 184, 147, 118, 104])
// No fee (u16), unsold, immutable, no edition, standard Some(NonFungible), no collection, no uses,
// original token program, no creators (u32).
const PLAIN_METADATA = new Uint8Array([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])

interface Instruction {
  readonly program: string
  readonly accounts: readonly string[]
  readonly data: Uint8Array
}

/**
 * Reads a compiled message back from its bytes, with another decoder than the one that made it, and
 * answers why it must not be signed; undefined when it does what the intent says and nothing else.
 */
export function objection(message: Uint8Array, expected: Expected): string | undefined {
  try {
    const decoded = decode(message)
    if (decoded === undefined) return 'not a legacy message'
    return (
      roleObjection(decoded, expected) ?? instructionObjection(readInstructions(decoded), expected)
    )
  } catch (cause) {
    return `cannot be decoded: ${String(cause)}`
  }
}

function decode(bytes: Uint8Array): Message | undefined {
  // A versioned message could hide accounts behind a lookup table.
  if (((bytes[0] ?? 0x80) & 0x80) !== 0) return undefined
  const message = Message.from(bytes)
  // A second encoding of the same message, or bytes after it, is something the decoder did not see.
  return equalBytes(new Uint8Array(message.serialize()), bytes) ? message : undefined
}

function readInstructions(message: Message): Instruction[] {
  const key = (index: number): string => message.accountKeys[index]?.toBase58() ?? ''
  return message.compiledInstructions.map((instruction) => ({
    program: key(instruction.programIdIndex),
    accounts: instruction.accountKeyIndexes.map(key),
    data: instruction.data,
  }))
}

function roleObjection(message: Message, expected: Expected): string | undefined {
  const keys = message.accountKeys.map((key) => key.toBase58())
  if (keys[0] !== expected.treasury) return 'another fee payer'
  const signers = keys.filter((_, index) => message.isAccountSigner(index))
  const writable = keys.filter((_, index) => message.isAccountWritable(index))
  if (!sameSet(signers, signersOf(expected))) return 'unknown signer'
  return sameSet(writable, writableOf(expected)) ? undefined : 'unknown writable account'
}

function signersOf(expected: Expected): readonly string[] {
  return expected.kind === 'tree' ? [expected.treasury, expected.tree] : [expected.treasury]
}

function writableOf(expected: Expected): readonly string[] {
  if (expected.kind === 'anchor') return [expected.treasury]
  return [expected.treasury, expected.tree, expected.treeConfig]
}

function instructionObjection(
  instructions: readonly Instruction[],
  expected: Expected,
): string | undefined {
  const checks = checksFor(expected)
  if (instructions.length !== checks.length) return 'unknown number of instructions'
  for (const [index, check] of checks.entries()) {
    const instruction = instructions[index]
    if (instruction === undefined || !check(instruction)) return `unknown instruction ${index}`
  }
  return undefined
}

type Check = (instruction: Instruction) => boolean

function checksFor(expected: Expected): readonly Check[] {
  switch (expected.kind) {
    case 'tree':
      return [
        isComputeLimit,
        (instruction) => isTreeAccount(instruction, expected),
        (instruction) => isCreateTree(instruction, expected),
      ]
    case 'mint':
      return expected.texts.map((text) => (instruction) => isMint(instruction, expected, text))
    case 'anchor':
      return [(instruction) => isAnchor(instruction, expected.memo)]
  }
}

function isComputeLimit({ program, accounts, data }: Instruction): boolean {
  return (
    program === COMPUTE_BUDGET &&
    accounts.length === 0 &&
    data.length === 5 &&
    data[0] === 2 &&
    view(data).getUint32(1, true) <= COMPUTE_UNITS_MAX
  )
}

/** System createAccount: u32 0, u64 lamports, u64 bytes, owner program. */
function isTreeAccount(
  { program, accounts, data }: Instruction,
  expected: Expected & { readonly kind: 'tree' },
): boolean {
  if (program !== SYSTEM || data.length !== 52) return false
  const fields = view(data)
  return (
    sameList(accounts, [expected.treasury, expected.tree]) &&
    fields.getUint32(0, true) === 0 &&
    fields.getBigUint64(4, true) <= BigInt(rentLamportsMax(expected.treeBytes)) &&
    fields.getBigUint64(12, true) === BigInt(expected.treeBytes) &&
    equalBytes(data.subarray(20), bs58.decode(COMPRESSION))
  )
}

/** Bubblegum create_tree: depth u32, buffer u32, and an absent option `public`: only we may mint. */
function isCreateTree(
  { program, accounts, data }: Instruction,
  expected: Expected & { readonly kind: 'tree' },
): boolean {
  const { treasury, tree, treeConfig, depth, bufferSize } = expected
  const fields = new Uint8Array(9)
  view(fields).setUint32(0, depth, true)
  view(fields).setUint32(4, bufferSize, true)
  return (
    program === BUBBLEGUM &&
    sameList(accounts, [treeConfig, tree, treasury, treasury, NOOP, COMPRESSION, SYSTEM]) &&
    equalBytes(data, concatBytes(CREATE_TREE, fields))
  )
}

function isMint(
  { program, accounts, data }: Instruction,
  expected: Expected & { readonly kind: 'mint' },
  text: CollectibleText,
): boolean {
  const { treasury, tree, treeConfig, owner } = expected
  const roles = [treeConfig, owner, owner, tree, treasury, treasury, NOOP, COMPRESSION, SYSTEM]
  return program === BUBBLEGUM && sameList(accounts, roles) && equalBytes(data, mintData(text))
}

/** Borsh by hand, so that an error of the library that built the instruction cannot repeat here. */
function mintData({ name, uri }: CollectibleText): Uint8Array {
  return concatBytes(MINT_V1, borshText(name), borshText(''), borshText(uri), PLAIN_METADATA)
}

function borshText(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text)
  const length = new Uint8Array(4)
  view(length).setUint32(0, bytes.length, true)
  return concatBytes(length, bytes)
}

function isAnchor({ program, accounts, data }: Instruction, memo: string): boolean {
  return (
    program === MEMO &&
    accounts.length === 0 &&
    memo.startsWith(ANCHOR_MEMO_PREFIX) &&
    equalBytes(data, new TextEncoder().encode(memo))
  )
}

const view = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((entry, index) => entry === b[index])

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  sameList([...new Set(a)].sort(), [...new Set(b)].sort())
