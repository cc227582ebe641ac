import { PublicKey } from '@solana/web3.js'
import { BUBBLEGUM, SYSTEM } from '../program-ids.ts'
import { canopyDepth } from './canopy.ts'
import { initializeTree } from './concurrent-merkle-tree.ts'
import {
  type EmulatedInstruction,
  emitCall,
  ensureSignerAt,
  ensureWritableAt,
  keyAt,
  optionalKeyAt,
} from './emulated-instruction.ts'
import { isAllowedTreeSize, type TreeSize, viewTree, writeHeader } from './merkle-tree-account.ts'
import { ensure } from './program-failure.ts'
import {
  emitChange,
  emitTreeCall,
  ensureV2Programs,
  loadTreeAccount,
  type TreePrograms,
} from './tree-access.ts'
import {
  encodeTreeConfig,
  TREE_CONFIG_BYTES,
  type TreeVersion,
  treeConfigAddress,
} from './tree-config.ts'

/** The longest proof that the program lets a transaction carry. */
const PROOF_NODES_MAX = 17
const INIT_EMPTY_MERKLE_TREE = Uint8Array.from([191, 11, 119, 7, 180, 107, 220, 110])

function decodeArguments(data: Uint8Array): TreeSize & { isPublic: boolean } {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const option = bytes[16]
  const complete = bytes.length >= 17 && (option === 0 || (option === 1 && bytes.length >= 18))
  ensure(complete, 'InstructionDidNotDeserialize')
  return {
    depth: bytes.readUInt32LE(8),
    bufferSize: bytes.readUInt32LE(12),
    isPublic: option === 1 && bytes[17] === 1,
  }
}

function createConfigAccount(
  instruction: EmulatedInstruction,
  request: { payer: string; configKey: string; data: Uint8Array },
): void {
  const { scratch } = instruction
  ensure(scratch.load(request.configKey) === undefined, 'AccountAlreadyInUse')
  const lamports = instruction.rentLamports(TREE_CONFIG_BYTES)
  const payer = scratch.load(request.payer)
  ensure(payer !== undefined && payer.lamports >= lamports, 'InsufficientLamports')
  payer.lamports -= lamports
  scratch.save(payer)
  scratch.save({
    address: request.configKey,
    lamports,
    data: request.data,
    owner: BUBBLEGUM,
    executable: false,
  })
  const call = Buffer.alloc(52)
  call.writeBigUInt64LE(lamports, 4)
  call.writeBigUInt64LE(BigInt(TREE_CONFIG_BYTES), 12)
  call.set(new PublicKey(BUBBLEGUM).toBytes(), 20)
  const keys = [request.payer, request.configKey]
  emitCall(instruction, { program: SYSTEM, keys, data: call, stackHeight: 2 })
}

function initializeMerkleTree(
  instruction: EmulatedInstruction,
  programs: TreePrograms,
  size: TreeSize,
): void {
  const account = loadTreeAccount(instruction, programs)
  ensure(
    account.data.subarray(0, 8).every((byte) => byte === 0),
    'ConstraintZero',
  )
  ensure(isAllowedTreeSize(size), 'ConcurrentMerkleTreeConstantsError')
  const tree = viewTree(account.data, size)
  const canopy = canopyDepth(tree)
  ensure(canopy !== undefined && size.depth - canopy <= PROOF_NODES_MAX, 'InvalidCanopySize')
  writeHeader(tree, new PublicKey(programs.configKey).toBytes(), instruction.slot)
  const data = Buffer.alloc(16)
  data.set(INIT_EMPTY_MERKLE_TREE, 0)
  data.writeUInt32LE(size.depth, 8)
  data.writeUInt32LE(size.bufferSize, 12)
  emitTreeCall(instruction, programs, { data, proofKeys: [] })
  const change = initializeTree(tree)
  instruction.scratch.save(account)
  emitChange(instruction, programs, change)
}

/** `createTreeConfig` and `createTreeConfigV2`: accounts are in the same order in both. */
export function createTree(instruction: EmulatedInstruction, version: TreeVersion): void {
  const programs: TreePrograms = {
    configKey: keyAt(instruction, 0),
    treeKey: keyAt(instruction, 1),
    noop: keyAt(instruction, 4),
    compression: keyAt(instruction, 5),
  }
  ensure(keyAt(instruction, 6) === SYSTEM, 'InvalidProgramId')
  const { depth, bufferSize, isPublic } = decodeArguments(instruction.data)
  ensureWritableAt(instruction, 0)
  ensureSignerAt(instruction, 2)
  const payer = keyAt(instruction, 2)
  const creator = version === 'V1' ? keyAt(instruction, 3) : optionalKeyAt(instruction, 3)
  if (creator !== undefined) ensureSignerAt(instruction, 3)
  if (version === 'V2') ensureV2Programs(programs)
  ensure(programs.configKey === treeConfigAddress(programs.treeKey), 'ConstraintSeeds')

  const creatorBytes = new PublicKey(creator ?? payer).toBytes()
  const data = encodeTreeConfig({
    creator: creatorBytes,
    delegate: creatorBytes,
    capacity: 2n ** BigInt(Math.min(depth, 63)),
    minted: 0n,
    isPublic,
    version,
  })
  createConfigAccount(instruction, { payer, configKey: programs.configKey, data })
  initializeMerkleTree(instruction, programs, { depth, bufferSize })
}
