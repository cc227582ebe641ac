import { dasApi } from '@metaplex-foundation/digital-asset-standard-api'
import {
  createTree,
  createTreeV2,
  findLeafAssetIdPda,
  findTreeConfigPda,
  getAssetWithProof,
  mintV1,
  mplBubblegum,
  transfer,
  transferV2,
} from '@metaplex-foundation/mpl-bubblegum'
import {
  createSignerFromKeypair,
  type KeypairSigner,
  keypairIdentity,
  type PublicKey,
  publicKey,
  sol,
  type TransactionBuilder,
  type Umi,
} from '@metaplex-foundation/umi'
import { createUmi } from '@metaplex-foundation/umi-bundle-defaults'
import bs58 from 'bs58'
import { afterEach, describe, expect, test } from 'vitest'
import { missingProgramFiles } from '../../localnet/bank.ts'
import { startLocalnet } from '../../localnet/server.ts'
import {
  closeConnections,
  metadata,
  mintOneV2,
  openConnection,
  packMints,
  resultOf,
} from './world.ts'

const programsDir = process.env.PIWA_PROGRAMS_DIR ?? ''
const hasPrograms = programsDir !== '' && missingProgramFiles(programsDir).length === 0

if (!hasPrograms) {
  console.warn(
    'SKIPPED: the emulation is not compared with the real programs, because PIWA_PROGRAMS_DIR names no folder that holds them.',
  )
}

afterEach(closeConnections)

interface Step {
  name: string
  err: unknown
  fee: number
  balances: number[]
  inner: { index: number; calls: unknown[] }[]
}

interface Story {
  steps: Step[]
  accounts: Record<string, string>
}

interface Cast {
  umi: Umi
  url: string
  me: KeypairSigner
  stranger: KeypairSigner
  treeV1: KeypairSigner
  treeV2: KeypairSigner
}

function signerOf(umi: Umi, seed: number): KeypairSigner {
  const bytes = new Uint8Array(32).fill(seed)
  return createSignerFromKeypair(umi, umi.eddsa.createKeypairFromSeed(bytes))
}

async function cast(url: string): Promise<Cast> {
  const umi = createUmi(openConnection(url)).use(mplBubblegum()).use(dasApi())
  const me = signerOf(umi, 1)
  const stranger = signerOf(umi, 2)
  umi.use(keypairIdentity(me))
  await umi.rpc.airdrop(me.publicKey, sol(100))
  await umi.rpc.airdrop(stranger.publicKey, sol(1))
  return { umi, url, me, stranger, treeV1: signerOf(umi, 3), treeV2: signerOf(umi, 4) }
}

/** Sends without preflight, so that failures are recorded too, and reads back what happened. */
async function play(world: Cast, name: string, builder: TransactionBuilder): Promise<Step> {
  const { umi, url } = world
  const blockhash = await umi.rpc.getLatestBlockhash()
  const signed = await builder.setBlockhash(blockhash).buildAndSign(umi)
  const signature = await umi.rpc.sendTransaction(signed, { skipPreflight: true })
  const options = { maxSupportedTransactionVersion: 0 }
  const { meta } = await resultOf(url, 'getTransaction', [bs58.encode(signature), options])
  return {
    name,
    err: meta.err,
    fee: meta.fee,
    balances: meta.postBalances,
    inner: meta.innerInstructions.map((group: any) => ({
      index: group.index,
      calls: group.instructions,
    })),
  }
}

function assetOf(world: Cast, tree: PublicKey, leafIndex: number): PublicKey {
  return publicKey(findLeafAssetIdPda(world.umi, { merkleTree: tree, leafIndex }))
}

async function proofOf(world: Cast, tree: PublicKey, leafIndex: number) {
  return getAssetWithProof(world.umi as any, assetOf(world, tree, leafIndex), {
    truncateCanopy: true,
  })
}

async function createTrees(world: Cast): Promise<Step[]> {
  const { umi, treeV1, treeV2 } = world
  const size = { maxDepth: 14, maxBufferSize: 64 }
  const first = await createTree(umi, { merkleTree: treeV1, ...size })
  const second = await createTreeV2(umi, { merkleTree: treeV2, ...size, canopyDepth: 4 })
  return [await play(world, 'create V1', first), await play(world, 'create V2', second)]
}

async function mintAll(
  world: Cast,
  counts: { batchesV1: number; mintsV2: number },
): Promise<Step[]> {
  const { umi, me, treeV1, treeV2 } = world
  const steps: Step[] = []
  for (let batch = 0; batch < counts.batchesV1; batch++) {
    const mints = { first: 8 * batch, count: 8, owner: me.publicKey }
    steps.push(await play(world, `mint V1 ${batch}`, packMints(umi, treeV1.publicKey, mints)))
  }
  for (let index = 0; index < counts.mintsV2; index++) {
    const mint = mintOneV2(umi, treeV2.publicKey, { index, owner: me.publicKey })
    steps.push(await play(world, `mint V2 ${index}`, mint))
  }
  return steps
}

async function refuseAll(world: Cast): Promise<Step[]> {
  const { umi, me, stranger, treeV1, treeV2 } = world
  const owner = me.publicKey
  const mint = { first: 0, count: 1, owner, authority: stranger }
  const long = { ...metadata(0), name: 'x'.repeat(33) }
  const unverified = [{ address: stranger.publicKey, verified: true, share: 100 }]
  const mintWith = (fields: object) =>
    mintV1(umi, {
      leafOwner: owner,
      merkleTree: treeV1.publicKey,
      metadata: { ...metadata(0), ...fields },
    })
  const v2 = mintOneV2(umi, treeV2.publicKey, { index: 0, owner, authority: stranger })
  const half = packMints(umi, treeV1.publicKey, { first: 0, count: 2, owner })
  return [
    await play(world, 'foreign delegate V1', packMints(umi, treeV1.publicKey, mint)),
    await play(world, 'foreign delegate V2', v2),
    await play(world, 'half good', half.add(packMints(umi, treeV1.publicKey, mint))),
    await play(world, 'long name', mintWith(long)),
    await play(world, 'royalty above one', mintWith({ sellerFeeBasisPoints: 10_001 })),
    await play(world, 'unverified creator', mintWith({ creators: unverified })),
    await play(
      world,
      'V1 mint into V2 tree',
      packMints(umi, treeV2.publicKey, { first: 0, count: 1, owner }),
    ),
  ]
}

async function transferAll(world: Cast): Promise<Step[]> {
  const { umi, me, stranger, treeV1, treeV2 } = world
  const newLeafOwner = stranger.publicKey
  const steps: Step[] = []
  const stale = await proofOf(world, treeV1.publicKey, 40)
  for (const index of [0, 41, 71]) {
    const asset = await proofOf(world, treeV1.publicKey, index)
    const move = transfer(umi, { ...asset, leafOwner: me, newLeafOwner })
    steps.push(await play(world, `transfer V1 ${index}`, move))
  }
  const late = transfer(umi, { ...stale, leafOwner: me, newLeafOwner })
  steps.push(await play(world, 'transfer V1 with an older root', late))
  const again = transfer(umi, { ...stale, leafOwner: me, newLeafOwner: me.publicKey })
  steps.push(await play(world, 'transfer V1 of a leaf that moved', again))
  for (const index of [0, 33, 65]) {
    const asset = await proofOf(world, treeV2.publicKey, index)
    const move = transferV2(umi, { ...asset, authority: me, newLeafOwner })
    steps.push(await play(world, `transfer V2 ${index}`, move))
  }
  const other = await proofOf(world, treeV2.publicKey, 5)
  const stolen = transferV2(umi, { ...other, authority: stranger, newLeafOwner })
  steps.push(await play(world, 'transfer V2 by a stranger', stolen))
  return steps
}

async function readAccounts(world: Cast): Promise<Record<string, string>> {
  const { umi, treeV1, treeV2 } = world
  const accounts: Record<string, string> = {}
  for (const tree of [treeV1.publicKey, treeV2.publicKey]) {
    const config = publicKey(findTreeConfigPda(umi, { merkleTree: tree }))
    for (const key of [tree, config]) {
      const account = await umi.rpc.getAccount(key)
      if (!account.exists) throw new Error(`no account ${key}`)
      const { basisPoints } = account.lamports
      accounts[key] = `${basisPoints} ${account.owner} ${Buffer.from(account.data).toString('hex')}`
    }
  }
  return accounts
}

/** One fixed story of trees, mints, refusals and transfers, with all that a client can see of it. */
async function tell(directory: string): Promise<Story> {
  const net = await startLocalnet({ port: 0, slotMs: 0, programsDir: directory })
  try {
    const world = await cast(net.url)
    const steps = [
      ...(await createTrees(world)),
      ...(await mintAll(world, { batchesV1: 9, mintsV2: 66 })),
      ...(await refuseAll(world)),
      ...(await transferAll(world)),
      ...(await mintAll(world, { batchesV1: 1, mintsV2: 2 })),
    ]
    return { steps, accounts: await readAccounts(world) }
  } finally {
    closeConnections()
    await net.stop()
  }
}

describe('the emulation', () => {
  test('tells the same story twice', async () => {
    const first = await tell('')
    expect(await tell('')).toEqual(first)
    const failed = first.steps.filter(({ err }) => err !== null).map(({ name }) => name)
    expect(failed).toEqual([
      'foreign delegate V1',
      'foreign delegate V2',
      'half good',
      'long name',
      'royalty above one',
      'unverified creator',
      'V1 mint into V2 tree',
      'transfer V1 of a leaf that moved',
      'transfer V2 by a stranger',
    ])
  })

  test.skipIf(!hasPrograms)('tells the story that the real programs tell', async () => {
    expect(await tell('')).toEqual(await tell(programsDir))
  })
})
