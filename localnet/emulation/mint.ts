import { PublicKey } from '@solana/web3.js'
import { MPL_CORE, SYSTEM } from '../program-ids.ts'
import { updateCanopy } from './canopy.ts'
import { appendLeaf } from './concurrent-merkle-tree.ts'
import {
  type EmulatedInstruction,
  ensureSignerAt,
  ensureWritableAt,
  keyAt,
  moveLamports,
  optionalKeyAt,
} from './emulated-instruction.ts'
import { keccak } from './keccak.ts'
import { DEFAULT_ASSET_DATA_HASH, hashLeaf, type Leaf } from './leaf.ts'
import {
  decodeMintMetadata,
  ensureMintable,
  hashCreators,
  hashMetadata,
  type Metadata,
} from './metadata.ts'
import { ensure } from './program-failure.ts'
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
import { assetId, encodeTreeConfig, type TreeConfig, type TreeVersion } from './tree-config.ts'

const MINT_V2_FEE_LAMPORTS = 90_000n
const APPEND = Uint8Array.from([149, 120, 18, 222, 236, 225, 88, 203])
const DISCRIMINATOR_BYTES = 8

/** A mint's accounts, the same for V1 and V2 once their positions are resolved. */
interface MintAccounts extends TreePrograms {
  version: TreeVersion
  payer: string
  authority: string
  owner: string
  delegate: string
  namedAccounts: number
}

function resolveV1(instruction: EmulatedInstruction): MintAccounts {
  ensureWritableAt(instruction, 0)
  ensureWritableAt(instruction, 3)
  ensureSignerAt(instruction, 4)
  ensureSignerAt(instruction, 5)
  ensure(keyAt(instruction, 8) === SYSTEM, 'InvalidProgramId')
  return {
    version: 'V1',
    configKey: keyAt(instruction, 0),
    owner: keyAt(instruction, 1),
    delegate: keyAt(instruction, 2),
    treeKey: keyAt(instruction, 3),
    payer: keyAt(instruction, 4),
    authority: keyAt(instruction, 5),
    noop: keyAt(instruction, 6),
    compression: keyAt(instruction, 7),
    namedAccounts: 9,
  }
}

function resolveV2(instruction: EmulatedInstruction): MintAccounts {
  ensureWritableAt(instruction, 0)
  ensureSignerAt(instruction, 1)
  ensureWritableAt(instruction, 1)
  const payer = keyAt(instruction, 1)
  const authority = optionalKeyAt(instruction, 2)
  if (authority !== undefined) ensureSignerAt(instruction, 2)
  if (optionalKeyAt(instruction, 3) !== undefined) ensureSignerAt(instruction, 3)
  const owner = keyAt(instruction, 4)
  ensureWritableAt(instruction, 6)
  // Core collections cannot exist here: their program is only a stub.
  ensure(optionalKeyAt(instruction, 7) === undefined, 'ConstraintOwner')
  const accounts: MintAccounts = {
    version: 'V2',
    configKey: keyAt(instruction, 0),
    payer,
    authority: authority ?? payer,
    owner,
    delegate: optionalKeyAt(instruction, 5) ?? owner,
    treeKey: keyAt(instruction, 6),
    noop: keyAt(instruction, 9),
    compression: keyAt(instruction, 10),
    namedAccounts: 13,
  }
  ensureV2Programs(accounts)
  ensure(keyAt(instruction, 11) === MPL_CORE, 'InvalidProgramId')
  ensure(keyAt(instruction, 12) === SYSTEM, 'InvalidProgramId')
  return accounts
}

function ensureAuthority(config: TreeConfig, authority: string): void {
  const key = Buffer.from(new PublicKey(authority).toBytes())
  const allowed = config.isPublic || key.equals(config.creator) || key.equals(config.delegate)
  ensure(allowed, 'TreeAuthorityIncorrect')
  ensure(config.minted < config.capacity, 'InsufficientMintCapacity')
}

/** Who may stand as a verified creator: payer, authority and any further signer that is named. */
function creatorAuthorities(
  instruction: EmulatedInstruction,
  accounts: MintAccounts,
): ReadonlySet<string> {
  const authorities = new Set([accounts.payer, accounts.authority])
  for (const position of instruction.positions.slice(accounts.namedAccounts)) {
    const key = instruction.view.keys[position]
    if (key !== undefined && instruction.view.isSigner(position)) authorities.add(key)
  }
  return authorities
}

function composeLeaf(accounts: MintAccounts, metadata: Metadata, nonce: bigint): Leaf {
  const leaf: Leaf = {
    id: assetId(accounts.treeKey, nonce).toBytes(),
    owner: new PublicKey(accounts.owner).toBytes(),
    delegate: new PublicKey(accounts.delegate).toBytes(),
    nonce,
    dataHash: hashMetadata(metadata),
    creatorHash: hashCreators(metadata.creators),
  }
  if (accounts.version === 'V1') return leaf
  const collection = new PublicKey(metadata.collection?.key ?? SYSTEM).toBytes()
  const collectionHash = keccak(collection)
  return {
    ...leaf,
    extension: { collectionHash, assetDataHash: DEFAULT_ASSET_DATA_HASH, flags: 0 },
  }
}

/** `mintV1` and `mintV2` without a Core collection. */
export function mint(instruction: EmulatedInstruction, version: TreeVersion): void {
  const accounts = version === 'V1' ? resolveV1(instruction) : resolveV2(instruction)
  const metadata = decodeMintMetadata(version, instruction.data.subarray(DISCRIMINATOR_BYTES))
  const { account: configAccount, config } = loadConfig(instruction, accounts, version)
  ensureAuthority(config, accounts.authority)
  const missingCollection = version === 'V2' && metadata.collection !== null
  ensure(!missingCollection, 'MissingCollectionAccount')
  ensureMintable(metadata, version, creatorAuthorities(instruction, accounts))

  const treeAccount = loadTreeAccount(instruction, accounts)
  const tree = viewInitializedTree(treeAccount, accounts.configKey)
  const leaf = composeLeaf(accounts, metadata, config.minted)
  const hash = hashLeaf(leaf)
  emitLeaf(instruction, accounts, { leaf, hash })
  emitTreeCall(instruction, accounts, { data: Buffer.concat([APPEND, hash]), proofKeys: [] })
  const change = appendLeaf(tree, hash)
  updateCanopy(tree, change.path, change.index)
  instruction.scratch.save(treeAccount)
  emitChange(instruction, accounts, change)

  configAccount.data = encodeTreeConfig({ ...config, minted: config.minted + 1n })
  instruction.scratch.save(configAccount)
  if (version === 'V1') return
  const { payer, configKey } = accounts
  moveLamports(instruction, { from: payer, to: configKey, lamports: MINT_V2_FEE_LAMPORTS })
}
