import {
  findLeafAssetIdPda,
  getLeafSchemaSerializer,
  getMintV1InstructionDataSerializer,
  mplBubblegum,
} from '@metaplex-foundation/mpl-bubblegum'
import { publicKey } from '@metaplex-foundation/umi'
import { createUmi } from '@metaplex-foundation/umi-bundle-defaults'
import { Transaction } from '@solana/web3.js'
import bs58 from 'bs58'
import { BUBBLEGUM, NOOP, SYSTEM } from '../../workers/treasury/programs.ts'
import type { LandedTransaction, RpcReply, SolanaRpc } from '../../workers/treasury/solana-rpc.ts'

export interface FakeCollectible {
  readonly owner: string
  readonly uri: string
  readonly tree: string
}

/** A cluster in memory: it lands what is sent while its blockhash lives, each signature once. */
export interface FakeCluster {
  readonly rpc: SolanaRpc
  readonly collectibles: FakeCollectible[]
  readonly memos: string[]
  readonly trees: string[]
  readonly sends: string[]
  balanceLamports: number
  /** Lets the next transactions that land fail with this error. */
  failWith: unknown
  advance(slots: number): void
  /** Creates an account that the outbox knows nothing of. */
  occupy(address: string): void
}

const BLOCKHASH_SLOTS = 150
const umi = createUmi('http://127.0.0.1:1').use(mplBubblegum())
const ok = <T>(value: T): RpcReply<T> => ({ status: 'ok', value })

export function createFakeCluster(): FakeCluster {
  let slot = 1000
  const landed = new Map<string, { slot: number; err: unknown; transaction: LandedTransaction }>()
  const leaves = new Map<string, number>()
  const accounts = new Set<string>()
  const blockhashes = new Map<string, number>()

  const latest = () => {
    const blockhash = bs58.encode(
      new Uint8Array(32).fill(0).map((_, i) => (i < 4 ? slot >> (8 * i) : 7)),
    )
    blockhashes.set(blockhash, slot)
    return { blockhash, lastValidBlockHeight: slot + BLOCKHASH_SLOTS }
  }

  const land = (wire: Uint8Array): string => {
    const transaction = Transaction.from(wire)
    if (!transaction.verifySignatures()) throw new Error('unsigned transaction')
    const message = transaction.compileMessage()
    const signature = bs58.encode(wire.subarray(1, 65))
    const born = blockhashes.get(message.recentBlockhash)
    if (landed.has(signature) || born === undefined || slot > born + BLOCKHASH_SLOTS)
      return signature

    const keys = [...message.accountKeys.map((key) => key.toBase58()), NOOP]
    const err = cluster.failWith
    const innerInstructions = err === null ? execute(message.compiledInstructions, keys) : []
    landed.set(signature, {
      slot,
      err,
      transaction: {
        slot,
        transaction: { message: { accountKeys: keys } },
        meta: { err, innerInstructions },
      },
    })
    return signature
  }

  const execute = (
    instructions: readonly {
      programIdIndex: number
      accountKeyIndexes: readonly number[]
      data: Uint8Array
    }[],
    keys: readonly string[],
  ) =>
    instructions.flatMap(({ programIdIndex, accountKeyIndexes, data }, index) => {
      const program = keys[programIdIndex] ?? ''
      const named = accountKeyIndexes.map((key) => keys[key] ?? '')
      if (program === SYSTEM) createAccount(named[1] ?? '')
      if (program.startsWith('Memo')) cluster.memos.push(new TextDecoder().decode(data))
      if (program !== BUBBLEGUM || data[0] !== 145) return []
      return [
        { index, instructions: [{ programIdIndex: keys.length - 1, data: mint(named, data) }] },
      ]
    })

  const createAccount = (address: string) => {
    if (accounts.has(address)) throw new Error(`account ${address} exists`)
    accounts.add(address)
    cluster.trees.push(address)
  }

  const mint = (named: readonly string[], data: Uint8Array): string => {
    const [, owner = '', , tree = ''] = named
    if (!accounts.has(tree)) throw new Error(`no tree ${tree}`)
    const nonce = leaves.get(tree) ?? 0
    leaves.set(tree, nonce + 1)
    const [{ metadata }] = getMintV1InstructionDataSerializer().deserialize(data)
    cluster.collectibles.push({ owner, uri: metadata.uri, tree })
    const [id] = findLeafAssetIdPda(umi, { merkleTree: publicKey(tree), leafIndex: nonce })
    const leaf = getLeafSchemaSerializer().serialize({
      __kind: 'V1',
      id,
      owner: publicKey(owner),
      delegate: publicKey(owner),
      nonce,
      dataHash: new Uint8Array(32),
      creatorHash: new Uint8Array(32),
    })
    return bs58.encode(new Uint8Array([1, 0, 0, 1, 0, 0, 0, 0, ...leaf]))
  }

  const cluster: FakeCluster = {
    collectibles: [],
    memos: [],
    trees: [],
    sends: [],
    balanceLamports: 1_000_000_000_000,
    failWith: null,
    advance: (slots) => {
      slot += slots
    },
    occupy: (address) => {
      accounts.add(address)
    },
    rpc: {
      latestBlockhash: async () => ok(latest()),
      finalizedHeight: async () => ok({ blockHeight: slot, slot }),
      statuses: async (signatures) =>
        ok({
          slot,
          values: signatures.map((signature) => {
            const found = landed.get(signature)
            return found ? { ...found, confirmationStatus: 'finalized' as const } : null
          }),
        }),
      send: async (wire) => {
        const bytes = Uint8Array.from(atob(wire), (character) => character.charCodeAt(0))
        cluster.sends.push(bs58.encode(bytes.subarray(1, 65)))
        return ok(land(bytes))
      },
      transaction: async (signature) => ok(landed.get(signature)?.transaction ?? null),
      rentLamports: async (bytes) => ok((128 + bytes) * 6960),
      balanceLamports: async () => ok(cluster.balanceLamports),
      accountExists: async (address) => ok(accounts.has(address)),
    },
  }
  return cluster
}
