import {
  getTransferInstructionDataSerializer,
  getTransferV2InstructionDataSerializer,
} from '@metaplex-foundation/mpl-bubblegum'
import { unwrapOption } from '@metaplex-foundation/umi'
import { PublicKey } from '@solana/web3.js'
import { SYSTEM } from '../program-ids.ts'
import { completeProof, updateCanopy } from './canopy.ts'
import { replaceLeaf } from './concurrent-merkle-tree.ts'
import {
  type EmulatedInstruction,
  ensureSignerAt,
  ensureWritableAt,
  isSignerAt,
  keyAt,
  moveLamports,
  optionalKeyAt,
} from './emulated-instruction.ts'
import { keccak } from './keccak.ts'
import { DEFAULT_ASSET_DATA_HASH, hashLeaf, type Leaf } from './leaf.ts'
import { ensure, ProgramFailure } from './program-failure.ts'
import {
  emitChange,
  emitLeaf,
  emitTreeCall,
  ensureV2Programs,
  loadConfig,
  loadTreeAccount,
  type TreePrograms,
  viewInitializedTree,
} from './tree-access.ts'
import { assetId, type TreeVersion } from './tree-config.ts'

const TRANSFER_V2_FEE_LAMPORTS = 6_000n
const REPLACE_LEAF = Uint8Array.from([204, 165, 76, 100, 73, 147, 0, 128])
const FLAGS_FROZEN = 0b011
const FLAG_NON_TRANSFERABLE = 0b100

interface TransferAccounts extends TreePrograms {
  owner: string
  delegate: string
  newOwner: string
  proofKeys: readonly string[]
  payer?: string
}

interface TransferArguments {
  root: Uint8Array
  dataHash: Uint8Array
  creatorHash: Uint8Array
  nonce: bigint
  index: number
  extension?: { assetDataHash: Uint8Array; flags: number }
}

function decodeArguments(version: TreeVersion, data: Uint8Array): TransferArguments {
  try {
    if (version === 'V1') return getTransferInstructionDataSerializer().deserialize(data)[0]
    const [args] = getTransferV2InstructionDataSerializer().deserialize(data)
    const assetDataHash = unwrapOption(args.assetDataHash) ?? DEFAULT_ASSET_DATA_HASH
    return { ...args, extension: { assetDataHash, flags: unwrapOption(args.flags) ?? 0 } }
  } catch {
    throw new ProgramFailure('InstructionDidNotDeserialize')
  }
}

function resolveV1(instruction: EmulatedInstruction): TransferAccounts {
  ensureWritableAt(instruction, 4)
  ensure(keyAt(instruction, 7) === SYSTEM, 'InvalidProgramId')
  ensure(isSignerAt(instruction, 1) || isSignerAt(instruction, 2), 'LeafAuthorityMustSign')
  return {
    configKey: keyAt(instruction, 0),
    owner: keyAt(instruction, 1),
    delegate: keyAt(instruction, 2),
    newOwner: keyAt(instruction, 3),
    treeKey: keyAt(instruction, 4),
    noop: keyAt(instruction, 5),
    compression: keyAt(instruction, 6),
    proofKeys: instruction.keys.slice(8),
  }
}

function resolveV2(instruction: EmulatedInstruction, flags: number): TransferAccounts {
  ensureWritableAt(instruction, 0)
  ensureSignerAt(instruction, 1)
  const payer = keyAt(instruction, 1)
  const authority = optionalKeyAt(instruction, 2) ?? payer
  if (authority !== payer) ensureSignerAt(instruction, 2)
  const owner = keyAt(instruction, 3)
  const delegate = optionalKeyAt(instruction, 4) ?? owner
  ensureWritableAt(instruction, 6)
  ensure(optionalKeyAt(instruction, 7) === undefined, 'IncorrectOwner')
  ensure(authority === owner || authority === delegate, 'InvalidAuthority')
  ensure((flags & FLAGS_FROZEN) === 0, 'AssetIsFrozen')
  ensure((flags & FLAG_NON_TRANSFERABLE) === 0, 'AssetIsNonTransferable')
  const accounts: TransferAccounts = {
    configKey: keyAt(instruction, 0),
    payer,
    owner,
    delegate,
    newOwner: keyAt(instruction, 5),
    treeKey: keyAt(instruction, 6),
    noop: keyAt(instruction, 8),
    compression: keyAt(instruction, 9),
    proofKeys: instruction.keys.slice(11),
  }
  ensureV2Programs(accounts)
  ensure(keyAt(instruction, 10) === SYSTEM, 'InvalidProgramId')
  return accounts
}

function composeLeaves(
  accounts: TransferAccounts,
  args: TransferArguments,
): { previous: Leaf; next: Leaf } {
  const leaf = {
    id: assetId(accounts.treeKey, args.nonce).toBytes(),
    nonce: args.nonce,
    dataHash: args.dataHash,
    creatorHash: args.creatorHash,
    ...(args.extension && {
      extension: { collectionHash: keccak(new PublicKey(SYSTEM).toBytes()), ...args.extension },
    }),
  }
  const newOwner = new PublicKey(accounts.newOwner).toBytes()
  return {
    previous: {
      ...leaf,
      owner: new PublicKey(accounts.owner).toBytes(),
      delegate: new PublicKey(accounts.delegate).toBytes(),
    },
    next: { ...leaf, owner: newOwner, delegate: newOwner },
  }
}

function encodeReplaceLeaf(
  args: TransferArguments,
  previous: Uint8Array,
  next: Uint8Array,
): Uint8Array {
  const index = Buffer.alloc(4)
  index.writeUInt32LE(args.index)
  return Buffer.concat([REPLACE_LEAF, args.root, previous, next, index])
}

/** `transfer` and `transferV2` without a Core collection. */
export function transfer(instruction: EmulatedInstruction, version: TreeVersion): void {
  const args = decodeArguments(version, instruction.data)
  const accounts =
    version === 'V1' ? resolveV1(instruction) : resolveV2(instruction, args.extension?.flags ?? 0)
  loadConfig(instruction, accounts, version)
  const treeAccount = loadTreeAccount(instruction, accounts)
  const tree = viewInitializedTree(treeAccount, accounts.configKey)
  const { previous, next } = composeLeaves(accounts, args)
  const previousHash = hashLeaf(previous)
  const nextHash = hashLeaf(next)
  emitLeaf(instruction, accounts, { leaf: next, hash: nextHash })
  if (accounts.payer !== undefined) {
    moveLamports(instruction, {
      from: accounts.payer,
      to: accounts.configKey,
      lamports: TRANSFER_V2_FEE_LAMPORTS,
    })
  }
  emitTreeCall(instruction, accounts, {
    data: encodeReplaceLeaf(args, previousHash, nextHash),
    proofKeys: accounts.proofKeys,
  })
  const given = accounts.proofKeys.map((key) => new PublicKey(key).toBytes())
  const change = replaceLeaf(tree, {
    root: args.root,
    previous: previousHash,
    next: nextHash,
    proof: completeProof(tree, given, args.index),
    index: args.index,
  })
  updateCanopy(tree, change.path, change.index)
  instruction.scratch.save(treeAccount)
  emitChange(instruction, accounts, change)
}
