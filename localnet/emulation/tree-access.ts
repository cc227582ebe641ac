import { PublicKey } from '@solana/web3.js'
import type { Account } from '../account.ts'
import {
  BUBBLEGUM,
  COMPRESSION_PROGRAMS,
  MPL_COMPRESSION,
  MPL_NOOP,
  NOOP_PROGRAMS,
  SPL_COMPRESSION,
  SPL_NOOP,
} from '../program-ids.ts'
import type { TreeChange } from './concurrent-merkle-tree.ts'
import { type EmulatedInstruction, emitCall } from './emulated-instruction.ts'
import { encodeChangeLogEvent, encodeLeafEvent } from './events.ts'
import { equalBytes } from './keccak.ts'
import type { Leaf } from './leaf.ts'
import { readAuthority, readTreeSize, type TreeAccount, viewTree } from './merkle-tree-account.ts'
import { ensure } from './program-failure.ts'
import {
  decodeTreeConfig,
  type TreeConfig,
  type TreeVersion,
  treeConfigAddress,
} from './tree-config.ts'

/** The tree that an instruction names, with the programs that it is to be called through. */
export interface TreePrograms {
  configKey: string
  treeKey: string
  noop: string
  compression: string
}

const NOOP_OF: ReadonlyMap<string, string> = new Map([
  [SPL_COMPRESSION, SPL_NOOP],
  [MPL_COMPRESSION, MPL_NOOP],
])

/** The tree's owner decides which pair of programs is the right one. */
export function loadTreeAccount(instruction: EmulatedInstruction, programs: TreePrograms): Account {
  const account = instruction.scratch.load(programs.treeKey)
  const owner = account?.owner ?? ''
  ensure(account !== undefined && COMPRESSION_PROGRAMS.has(owner), 'IncorrectOwner')
  ensure(programs.noop === NOOP_OF.get(owner), 'InvalidLogWrapper')
  ensure(programs.compression === owner, 'InvalidCompressionProgram')
  return account
}

/** V2 instructions name the mpl programs in their account constraints. */
export function ensureV2Programs(programs: TreePrograms): void {
  ensure(programs.noop === MPL_NOOP, 'InvalidProgramId')
  ensure(programs.compression === MPL_COMPRESSION, 'InvalidProgramId')
}

export function loadConfig(
  instruction: EmulatedInstruction,
  programs: TreePrograms,
  version: TreeVersion,
): { account: Account; config: TreeConfig } {
  const account = instruction.scratch.load(programs.configKey)
  ensure(account !== undefined, 'AccountNotInitialized')
  ensure(account.owner === BUBBLEGUM, 'AccountOwnedByWrongProgram')
  const config = decodeTreeConfig(account.data)
  ensure(programs.configKey === treeConfigAddress(programs.treeKey), 'ConstraintSeeds')
  ensure(config.version === version, 'UnsupportedSchemaVersion')
  return { account, config }
}

export function viewInitializedTree(account: Account, configKey: string): TreeAccount {
  const size = readTreeSize(account.data)
  ensure(size !== undefined, 'IncorrectOwner')
  const tree = viewTree(account.data, size)
  const isAuthority = equalBytes(readAuthority(tree), new PublicKey(configKey).toBytes())
  ensure(isAuthority, 'IncorrectAuthority')
  return tree
}

export function emitLeaf(
  instruction: EmulatedInstruction,
  programs: TreePrograms,
  leaf: { leaf: Leaf; hash: Uint8Array },
): void {
  ensure(NOOP_PROGRAMS.has(programs.noop), 'InvalidLogWrapper')
  const data = encodeLeafEvent(leaf.leaf, leaf.hash)
  emitCall(instruction, { program: programs.noop, keys: [], data, stackHeight: 2 })
}

/** The call into the compression program; recorded before it runs, since it may fail. */
export function emitTreeCall(
  instruction: EmulatedInstruction,
  programs: TreePrograms,
  call: { data: Uint8Array; proofKeys: readonly string[] },
): void {
  emitCall(instruction, {
    program: programs.compression,
    keys: [programs.treeKey, programs.configKey, programs.noop, ...call.proofKeys],
    data: call.data,
    stackHeight: 2,
  })
}

/** The change log that the compression program writes once the tree has changed. */
export function emitChange(
  instruction: EmulatedInstruction,
  programs: TreePrograms,
  change: TreeChange,
): void {
  const data = encodeChangeLogEvent(new PublicKey(programs.treeKey).toBytes(), change)
  emitCall(instruction, { program: programs.noop, keys: [], data, stackHeight: 3 })
}
