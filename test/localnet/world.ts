import { dasApi } from '@metaplex-foundation/digital-asset-standard-api'
import {
  createTree,
  createTreeV2,
  fetchTreeConfigFromSeeds,
  mintV1,
  mintV2,
  mplBubblegum,
} from '@metaplex-foundation/mpl-bubblegum'
import {
  generateSigner,
  type KeypairSigner,
  keypairIdentity,
  type PublicKey,
  type Signer,
  sol,
  type TransactionBuilder,
  transactionBuilder,
  type Umi,
} from '@metaplex-foundation/umi'
import { createUmi } from '@metaplex-foundation/umi-bundle-defaults'
import { Connection } from '@solana/web3.js'
import {
  currentRoot,
  readTreeSize,
  viewTree,
} from '../../localnet/emulation/merkle-tree-account.ts'

export interface TestUmi {
  umi: Umi
  me: KeypairSigner
}

const connections: Connection[] = []

/** web3.js looks for a lost websocket again and again; call this before the node goes. */
export function closeConnections(): void {
  for (const connection of connections.splice(0)) {
    const socket = (connection as any)._rpcWebSocket
    socket.setAutoReconnect(false)
    socket.close()
  }
}

export function openConnection(url: string): Connection {
  const connection = new Connection(url, 'confirmed')
  connections.push(connection)
  return connection
}

/** A umi with a funded identity of its own, talking to the node at `url`. */
export async function openUmi(url: string): Promise<TestUmi> {
  const umi = createUmi(openConnection(url)).use(mplBubblegum()).use(dasApi())
  const me = generateSigner(umi)
  umi.use(keypairIdentity(me))
  await umi.rpc.airdrop(me.publicKey, sol(100))
  return { umi, me }
}

export async function callRpc(url: string, method: string, params: unknown): Promise<any> {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  return response.json()
}

export async function resultOf(url: string, method: string, params: unknown): Promise<any> {
  const { result, error } = await callRpc(url, method, params)
  if (error !== undefined) throw new Error(JSON.stringify(error))
  return result
}

export async function openTree(
  umi: Umi,
  version: 'V1' | 'V2',
  size: { maxDepth: number; maxBufferSize: number; canopyDepth?: number } = {
    maxDepth: 14,
    maxBufferSize: 64,
  },
): Promise<PublicKey> {
  const merkleTree = generateSigner(umi)
  const create = version === 'V1' ? createTree : createTreeV2
  await (await create(umi, { merkleTree, ...size })).sendAndConfirm(umi)
  return merkleTree.publicKey
}

export function metadata(index: number) {
  return {
    name: `Piwa #${index}`,
    uri: `https://metadata.example/${index}`,
    sellerFeeBasisPoints: 250,
    collection: null,
    creators: [],
  }
}

/** `count` V1 mints in one transaction. */
export function packMints(
  umi: Umi,
  tree: PublicKey,
  mints: { first: number; count: number; owner: PublicKey; authority?: Signer },
): TransactionBuilder {
  let builder = transactionBuilder()
  for (let index = mints.first; index < mints.first + mints.count; index++) {
    builder = builder.add(
      mintV1(umi, {
        leafOwner: mints.owner,
        merkleTree: tree,
        metadata: metadata(index),
        ...(mints.authority && { treeCreatorOrDelegate: mints.authority }),
      }),
    )
  }
  return builder
}

export function mintOneV2(
  umi: Umi,
  tree: PublicKey,
  mint: { index: number; owner: PublicKey; authority?: Signer; payer?: Signer },
): TransactionBuilder {
  const { name, uri, sellerFeeBasisPoints } = metadata(mint.index)
  return mintV2(umi, {
    leafOwner: mint.owner,
    merkleTree: tree,
    metadata: { name, uri, sellerFeeBasisPoints, creators: [], collection: null },
    ...(mint.authority && { treeCreatorOrDelegate: mint.authority }),
    ...(mint.payer && { payer: mint.payer }),
  })
}

export async function mintedIn(umi: Umi, tree: PublicKey): Promise<bigint> {
  return (await fetchTreeConfigFromSeeds(umi, { merkleTree: tree })).numMinted
}

/** The root that the tree's account holds, in hex. */
export async function accountRoot(umi: Umi, tree: PublicKey): Promise<string> {
  const account = await umi.rpc.getAccount(tree)
  const size = account.exists ? readTreeSize(account.data) : undefined
  if (!account.exists || size === undefined) throw new Error(`no tree at ${tree}`)
  return Buffer.from(currentRoot(viewTree(account.data, size))).toString('hex')
}

/** The transaction error of a `sendTransaction` that was refused, or of one that failed. */
export async function errorOf(work: Promise<unknown>): Promise<any> {
  try {
    await work
  } catch (error) {
    return error
  }
  throw new Error('was expected to fail')
}
