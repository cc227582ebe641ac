import type { Account } from '../account.ts'
import { BUBBLEGUM, COMPRESSION_PROGRAMS, SYSTEM } from '../program-ids.ts'
import type { TransactionError } from '../transaction-error.ts'
import type { InnerGroup, TransactionView } from '../transaction-view.ts'
import { createTree } from './create-tree.ts'
import type { EmulatedInstruction, Scratch } from './emulated-instruction.ts'
import { type InstructionName, instructionName } from './instruction-names.ts'
import { mint } from './mint.ts'
import { ProgramFailure } from './program-failure.ts'
import { transfer } from './transfer.ts'

type Program = (instruction: EmulatedInstruction) => void

const PROGRAMS: Record<InstructionName, Program> = {
  create_tree: (instruction) => createTree(instruction, 'V1'),
  create_tree_v2: (instruction) => createTree(instruction, 'V2'),
  mint_v1: (instruction) => mint(instruction, 'V1'),
  mint_v2: (instruction) => mint(instruction, 'V2'),
  transfer: (instruction) => transfer(instruction, 'V1'),
  transfer_v2: (instruction) => transfer(instruction, 'V2'),
}

export type Emulation =
  | { status: 'succeeded'; accounts: Account[]; inner: InnerGroup[] }
  | { status: 'failed'; err: TransactionError; logs: string[]; inner: InnerGroup[] }

export interface Surroundings {
  readonly read: (address: string) => Account | undefined
  readonly slot: bigint
  readonly rentLamports: (bytes: number) => bigint
}

function openScratch(read: Surroundings['read']): Scratch & { saved: () => Account[] } {
  const loaded = new Map<string, Account | undefined>()
  const saved = new Map<string, Account>()
  return {
    load(address) {
      if (!loaded.has(address)) loaded.set(address, read(address))
      return loaded.get(address)
    },
    save(account) {
      loaded.set(account.address, account)
      saved.set(account.address, account)
    },
    saved: () => [...saved.values()],
  }
}

function isEmulated(program: string): boolean {
  return program === BUBBLEGUM || COMPRESSION_PROGRAMS.has(program)
}

export function hasEmulatedInstruction(view: TransactionView): boolean {
  return view.instructions.some(({ program }) => isEmulated(program))
}

function run(instruction: EmulatedInstruction): void {
  const name = instruction.program === BUBBLEGUM ? instructionName(instruction.data) : undefined
  if (name === undefined) throw new ProgramFailure('InstructionFallbackNotFound')
  PROGRAMS[name](instruction)
}

function failedInstruction(
  program: string,
  failure: ProgramFailure,
  inner: readonly InnerGroup[],
): Emulation {
  const index = inner.at(-1)?.index ?? 0
  const { code, failure: name, message } = failure
  return {
    status: 'failed',
    err: { InstructionError: [index, { Custom: code }] },
    logs: [
      `Program log: AnchorError occurred. Error Code: ${name}. Error Number: ${code}. Error Message: ${message}.`,
      `Program ${program} failed: custom program error: 0x${code.toString(16)}`,
    ],
    inner: inner.filter(({ instructions }) => instructions.length > 0),
  }
}

/** The runtime lets no wallet end between nothing and the rent of an empty account. */
function belowRent(
  view: TransactionView,
  accounts: readonly Account[],
  rentLamports: bigint,
): TransactionError | undefined {
  const poor = accounts.find(
    ({ owner, lamports }) => owner === SYSTEM && lamports > 0n && lamports < rentLamports,
  )
  if (poor === undefined) return undefined
  return { InsufficientFundsForRent: { account_index: view.keys.indexOf(poor.address) } }
}

/**
 * Runs a transaction's Bubblegum instructions on copies of the accounts as they stand after its
 * other instructions. All succeed and the changed accounts are returned, or none has any effect.
 */
export function emulate(view: TransactionView, surroundings: Surroundings): Emulation {
  const scratch = openScratch(surroundings.read)
  const inner: InnerGroup[] = []
  for (const [index, { program, accounts, data }] of view.instructions.entries()) {
    if (!isEmulated(program)) continue
    const group: InnerGroup = { index, instructions: [] }
    inner.push(group)
    const keys = accounts.map((position) => view.keys[position] ?? '')
    try {
      run({
        view,
        program,
        keys,
        positions: accounts,
        data,
        scratch,
        slot: surroundings.slot,
        rentLamports: surroundings.rentLamports,
        inner: group.instructions,
      })
    } catch (error) {
      if (error instanceof ProgramFailure) {
        return failedInstruction(program, error, inner)
      }
      throw error
    }
  }
  const accounts = scratch.saved()
  const err = belowRent(view, accounts, surroundings.rentLamports(0))
  return err === undefined
    ? { status: 'succeeded', accounts, inner }
    : { status: 'failed', err, logs: [], inner }
}
