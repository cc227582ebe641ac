import type { Account } from '../account.ts'
import { SYSTEM } from '../program-ids.ts'
import type { InnerInstruction, TransactionView } from '../transaction-view.ts'
import { ensure, ProgramFailure } from './program-failure.ts'

/** Accounts as they stand within one transaction; changes stay here until the whole succeeds. */
export interface Scratch {
  readonly load: (address: string) => Account | undefined
  readonly save: (account: Account) => void
}

/** One top-level instruction with what an emulated program may see and emit. */
export interface EmulatedInstruction {
  readonly view: TransactionView
  readonly program: string
  readonly keys: readonly string[]
  readonly positions: readonly number[]
  readonly data: Uint8Array
  readonly scratch: Scratch
  readonly slot: bigint
  readonly rentLamports: (bytes: number) => bigint
  readonly inner: InnerInstruction[]
}

export function keyAt(instruction: EmulatedInstruction, position: number): string {
  const key = instruction.keys[position]
  if (key === undefined) throw new ProgramFailure('AccountNotEnoughKeys')
  return key
}

/** Anchor's convention: an optional account that is left out holds the program's own address. */
export function optionalKeyAt(
  instruction: EmulatedInstruction,
  position: number,
): string | undefined {
  const key = keyAt(instruction, position)
  return key === instruction.program ? undefined : key
}

export function isSignerAt(instruction: EmulatedInstruction, position: number): boolean {
  const key = instruction.positions[position]
  return key !== undefined && instruction.view.isSigner(key)
}

export function ensureSignerAt(instruction: EmulatedInstruction, position: number): void {
  ensure(isSignerAt(instruction, position), 'AccountNotSigner')
}

export function ensureWritableAt(instruction: EmulatedInstruction, position: number): void {
  const key = instruction.positions[position]
  ensure(key !== undefined && instruction.view.isWritable(key), 'ConstraintMut')
}

/** Records a call to another program. Accounts that the message does not hold are left out. */
export function emitCall(
  instruction: EmulatedInstruction,
  call: { program: string; keys: readonly string[]; data: Uint8Array; stackHeight: number },
): void {
  const { keys } = instruction.view
  instruction.inner.push({
    programIdIndex: keys.indexOf(call.program),
    accounts: call.keys.map((key) => keys.indexOf(key)).filter((index) => index >= 0),
    data: call.data,
    stackHeight: call.stackHeight,
  })
}

/** A transfer through the system program, as a program's own call. */
export function moveLamports(
  instruction: EmulatedInstruction,
  move: { from: string; to: string; lamports: bigint },
): void {
  const { scratch } = instruction
  const source = scratch.load(move.from)
  ensure(source !== undefined && source.lamports >= move.lamports, 'InsufficientLamports')
  const target = scratch.load(move.to)
  ensure(target !== undefined, 'AccountNotInitialized')
  source.lamports -= move.lamports
  target.lamports += move.lamports
  scratch.save(source)
  scratch.save(target)
  const data = Buffer.alloc(12)
  data.writeUInt32LE(2, 0)
  data.writeBigUInt64LE(move.lamports, 4)
  emitCall(instruction, { program: SYSTEM, keys: [move.from, move.to], data, stackHeight: 2 })
}
