import {
  createTree,
  findTreeConfigPda,
  mintV1,
  mplBubblegum,
} from '@metaplex-foundation/mpl-bubblegum'
import { mplToolbox, setComputeUnitLimit } from '@metaplex-foundation/mpl-toolbox'
import {
  createSignerFromKeypair,
  type Instruction,
  type KeypairSigner,
  lamports,
  none,
  type Pda,
  publicKey,
  signerIdentity,
  signTransaction,
  type Umi,
} from '@metaplex-foundation/umi'
import { createUmi } from '@metaplex-foundation/umi-bundle-defaults'
import bs58 from 'bs58'
import { derivedSeed, VAULT_LABEL } from '../../signing/derived-seed.ts'
import { type Expected, objection } from './guard.ts'
import type { CollectibleText } from './packing.ts'
import { MEMO, TRANSACTION_BYTES_MAX } from './programs.ts'
import type { Settings, TreeShape } from './settings.ts'

/** What one transaction is to do, in the treasury's own words. */
export type Work =
  | { readonly kind: 'tree'; readonly tree: number; readonly rentLamports: number }
  | {
      readonly kind: 'mint'
      readonly tree: number
      readonly owner: string
      readonly texts: readonly CollectibleText[]
    }
  | { readonly kind: 'anchor'; readonly memo: string }

/** `wire` is the whole signed transaction; `signature` is its name on the cluster, in base58. */
export type SignReply =
  | { readonly status: 'signed'; readonly signature: string; readonly wire: Uint8Array }
  | { readonly status: 'refused'; readonly reason: string }

export interface TreeAddress {
  readonly tree: string
  readonly treeConfig: string
}

/** Keys and transaction building, without network: the only place where a secret is held. */
export interface Chain {
  readonly address: string
  /** The wallet that buyers pay to. */
  readonly vault: string
  readonly treeBytes: number
  readonly leavesPerTree: number
  treeAddress(number: number): TreeAddress
  /** Builds, passes the guard, signs. */
  sign(work: Work, blockhash: string): Promise<SignReply>
}

/** Measured: creating a tree of depth 30 takes 314,000 units, above the default of 200,000. */
const TREE_COMPUTE_UNITS = 400_000

/** Bytes of the account that holds a concurrent Merkle tree with its change log and its canopy. */
export function treeAccountBytes({ depth, bufferSize, canopy }: TreeShape): number {
  const changeLogBytes = 32 + 32 * depth + 8
  const rightmostProofBytes = 32 * depth + 40
  const canopyBytes = 32 * (2 ** (canopy + 1) - 2)
  return 56 + 24 + bufferSize * changeLogBytes + rightmostProofBytes + canopyBytes
}

/** Makes the treasury's hand for one key. Slow enough (some milliseconds) to be kept per isolate. */
export function createChain(settings: Settings): Chain {
  const umi = createUmi(settings.rpcUrl).use(mplToolbox()).use(mplBubblegum())
  const treasury = signerOf(umi, settings.seed)
  umi.use(signerIdentity(treasury))

  const trees = new Map<number, Tree>()
  const treeOf = (number: number): Tree => {
    const known = trees.get(number)
    if (known !== undefined) return known
    const signer = signerOf(umi, derivedSeed(settings.seed, `piwa-tree/1 ${number}`))
    const config = findTreeConfigPda(umi, { merkleTree: signer.publicKey })
    trees.set(number, { signer, config })
    return { signer, config }
  }
  const hand = { umi, treasury, treeOf, shape: settings.treeShape }

  return {
    address: treasury.publicKey,
    vault: signerOf(umi, derivedSeed(settings.seed, VAULT_LABEL)).publicKey,
    treeBytes: treeAccountBytes(settings.treeShape),
    leavesPerTree: 2 ** settings.treeShape.depth,
    treeAddress: (number) => addressOf(treeOf(number)),
    sign: (work, blockhash) => guardAndSign(hand, work, blockhash),
  }
}

interface Tree {
  readonly signer: KeypairSigner
  readonly config: Pda
}

interface Hand {
  readonly umi: Umi
  readonly treasury: KeypairSigner
  readonly treeOf: (number: number) => Tree
  readonly shape: TreeShape
}

const addressOf = ({ signer, config }: Tree): TreeAddress => ({
  tree: signer.publicKey,
  treeConfig: config[0],
})

function signerOf(umi: Umi, seed: Uint8Array): KeypairSigner {
  return createSignerFromKeypair(umi, umi.eddsa.createKeypairFromSeed(seed))
}

async function guardAndSign(hand: Hand, work: Work, blockhash: string): Promise<SignReply> {
  const transaction = hand.umi.transactions.create({
    version: 'legacy',
    payer: hand.treasury.publicKey,
    instructions: await instructionsFor(hand, work),
    blockhash,
  })
  const reason = objection(transaction.serializedMessage, expectedOf(hand, work))
  if (reason !== undefined) return { status: 'refused', reason }

  const signers = work.kind === 'tree' ? [hand.treeOf(work.tree).signer] : []
  const signed = await signTransaction(transaction, [hand.treasury, ...signers])
  const wire = hand.umi.transactions.serialize(signed)
  if (wire.length > TRANSACTION_BYTES_MAX) {
    throw new RangeError(`a ${work.kind} transaction has ${wire.length} bytes`)
  }
  return { status: 'signed', signature: bs58.encode(wire.subarray(1, 65)), wire }
}

async function instructionsFor(hand: Hand, work: Work): Promise<Instruction[]> {
  switch (work.kind) {
    case 'tree':
      return treeInstructions(hand, work)
    case 'mint':
      return mintInstructions(hand, work)
    case 'anchor':
      return [{ programId: publicKey(MEMO), keys: [], data: new TextEncoder().encode(work.memo) }]
  }
}

async function treeInstructions(
  { umi, treeOf, shape }: Hand,
  { tree, rentLamports }: Work & { readonly kind: 'tree' },
): Promise<Instruction[]> {
  // The rent is asked by the caller, with a time limit; umi's own connection is never used.
  const context = { ...umi, rpc: { ...umi.rpc, getRent: async () => lamports(rentLamports) } }
  const builder = await createTree(context, {
    merkleTree: treeOf(tree).signer,
    maxDepth: shape.depth,
    maxBufferSize: shape.bufferSize,
    canopyDepth: shape.canopy,
  })
  return builder.prepend(setComputeUnitLimit(umi, { units: TREE_COMPUTE_UNITS })).getInstructions()
}

function mintInstructions(
  { umi, treeOf }: Hand,
  { tree, owner, texts }: Work & { readonly kind: 'mint' },
): Instruction[] {
  const { signer, config } = treeOf(tree)
  const leafOwner = publicKey(owner)
  return texts.flatMap((text) =>
    mintV1(umi, {
      leafOwner,
      merkleTree: signer.publicKey,
      // Given, because searching the address again for every mint would take most of the time.
      treeConfig: config,
      metadata: {
        ...text,
        sellerFeeBasisPoints: 0,
        isMutable: false,
        collection: none(),
        creators: [],
      },
    }).getInstructions(),
  )
}

function expectedOf(hand: Hand, work: Work): Expected {
  const treasury = hand.treasury.publicKey
  switch (work.kind) {
    case 'tree':
      return {
        kind: 'tree',
        treasury,
        ...addressOf(hand.treeOf(work.tree)),
        depth: hand.shape.depth,
        bufferSize: hand.shape.bufferSize,
        treeBytes: treeAccountBytes(hand.shape),
      }
    case 'mint': {
      const { owner, texts } = work
      return { kind: 'mint', treasury, ...addressOf(hand.treeOf(work.tree)), owner, texts }
    }
    case 'anchor':
      return { kind: 'anchor', treasury, memo: work.memo }
  }
}
