import {
  getLeafSchemaSerializer,
  hashLeaf,
  hashLeafV2,
  parseLeafFromMintV1Transaction,
  parseLeafFromMintV2Transaction,
} from '@metaplex-foundation/mpl-bubblegum'
import { generateSigner, lamports as lamportsOf, type PublicKey } from '@metaplex-foundation/umi'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { treeRoot } from '../../localnet/leaf-tree.ts'
import { type RunningLocalnet, startLocalnet } from '../../localnet/server.ts'
import {
  accountRoot,
  closeConnections,
  errorOf,
  metadata,
  mintedIn,
  mintOneV2,
  openTree,
  openUmi,
  packMints,
  type TestUmi,
} from './world.ts'

let net: RunningLocalnet
let world: TestUmi
let treeV1: PublicKey
let treeV2: PublicKey

beforeAll(async () => {
  net = await startLocalnet({ port: 0 })
  world = await openUmi(net.url)
  treeV1 = await openTree(world.umi, 'V1')
  treeV2 = await openTree(world.umi, 'V2')
})

afterAll(async () => {
  closeConnections()
  await net.stop()
})

function leafTableRoot(tree: PublicKey): string {
  return Buffer.from(treeRoot(net.localnet.leaves.tree(tree, 14))).toString('hex')
}

async function balance(): Promise<bigint> {
  return (await world.umi.rpc.getBalance(world.me.publicKey)).basisPoints
}

describe('V1 mints', () => {
  test('eight in one transaction give one group of inner instructions each', async () => {
    const { umi, me } = world
    const tree = await openTree(umi, 'V1')
    const sent = await packMints(umi, tree, {
      first: 0,
      count: 8,
      owner: me.publicKey,
    }).sendAndConfirm(umi)
    const transaction = await umi.rpc.getTransaction(sent.signature)
    const groups = transaction?.meta.innerInstructions ?? []
    expect(groups.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    const leaves = groups.map(
      ({ instructions }) =>
        getLeafSchemaSerializer().deserialize(
          instructions[0]?.data.slice(8) ?? new Uint8Array(),
        )[0],
    )
    expect(leaves.map(({ nonce }) => nonce)).toEqual([0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n])
    expect(await mintedIn(umi, tree)).toBe(8n)
  })

  test('write the leaf that the client computes', async () => {
    const { umi, me } = world
    const mint = packMints(umi, treeV1, { first: 5, count: 1, owner: me.publicKey })
    const { signature } = await mint.sendAndConfirm(umi)
    const leaf = await parseLeafFromMintV1Transaction(umi, signature)
    const expected = hashLeaf(umi, {
      merkleTree: treeV1,
      owner: me.publicKey,
      leafIndex: leaf.nonce,
      metadata: { ...metadata(5) },
    })
    expect(net.localnet.leaves.find(leaf.id)?.hash).toEqual(expected)
  })

  test('cost the signature fee alone', async () => {
    const { umi, me } = world
    const before = await balance()
    await packMints(umi, treeV1, { first: 0, count: 3, owner: me.publicKey }).sendAndConfirm(umi)
    expect(before - (await balance())).toBe(5000n)
  })

  test('leave the root of the leaf table in the tree account', async () => {
    const { umi, me } = world
    await packMints(umi, treeV1, { first: 0, count: 7, owner: me.publicKey }).sendAndConfirm(umi)
    expect(await accountRoot(umi, treeV1)).toBe(leafTableRoot(treeV1))
  })
})

describe('V2 mints', () => {
  test('write the leaf that the client computes', async () => {
    const { umi, me } = world
    const mint = mintOneV2(umi, treeV2, { index: 9, owner: me.publicKey })
    const { signature } = await mint.sendAndConfirm(umi)
    const leaf = await parseLeafFromMintV2Transaction(umi, signature)
    const { name, uri, sellerFeeBasisPoints, creators } = metadata(9)
    const expected = hashLeafV2(umi, {
      merkleTree: treeV2,
      owner: me.publicKey,
      leafIndex: leaf.nonce,
      metadata: { name, uri, sellerFeeBasisPoints, creators, collection: null },
    })
    expect(net.localnet.leaves.find(leaf.id)?.hash).toEqual(expected)
    expect(await accountRoot(umi, treeV2)).toBe(leafTableRoot(treeV2))
  })

  test('cost 90,000 lamports of protocol fee', async () => {
    const { umi, me } = world
    const before = await balance()
    await mintOneV2(umi, treeV2, { index: 0, owner: me.publicKey }).sendAndConfirm(umi)
    expect(before - (await balance())).toBe(95_000n)
  })
})

describe('mints that are refused', () => {
  test('by a foreign delegate, with the code of the real program', async () => {
    const { umi, me } = world
    const authority = generateSigner(umi)
    const mint = packMints(umi, treeV1, { first: 0, count: 1, owner: me.publicKey, authority })
    const error = await errorOf(mint.sendAndConfirm(umi))
    expect(error.name).toBe('TreeAuthorityIncorrect')
  })

  test('by a foreign delegate of a V2 tree', async () => {
    const { umi, me } = world
    const authority = generateSigner(umi)
    const mint = mintOneV2(umi, treeV2, { index: 0, owner: me.publicKey, authority })
    expect((await errorOf(mint.sendAndConfirm(umi))).name).toBe('TreeAuthorityIncorrect')
  })

  test('take the whole transaction with them and cost the fee alone', async () => {
    const { umi, me } = world
    const authority = generateSigner(umi)
    const before = { balance: await balance(), minted: await mintedIn(umi, treeV1) }
    const root = await accountRoot(umi, treeV1)
    const builder = packMints(umi, treeV1, { first: 0, count: 2, owner: me.publicKey }).add(
      packMints(umi, treeV1, { first: 2, count: 1, owner: me.publicKey, authority }),
    )
    const sent = await builder.sendAndConfirm(umi, { send: { skipPreflight: true } })
    expect(sent.result.value.err).toEqual({ InstructionError: [2, { Custom: 6016 }] })
    expect(before.balance - (await balance())).toBe(10_000n)
    expect(await mintedIn(umi, treeV1)).toBe(before.minted)
    expect(await accountRoot(umi, treeV1)).toBe(root)
  })

  test('without the delegate among the signers', async () => {
    const { umi, me } = world
    const stranger = await openUmi(net.url)
    const mint = packMints(umi, treeV1, { first: 0, count: 1, owner: me.publicKey })
    const [item] = mint.items
    const keys = item?.instruction.keys.map((key, index) =>
      index === 4 ? { ...key, pubkey: stranger.me.publicKey } : { ...key, isSigner: index === 4 },
    )
    const forged = mint.mapInstructions((wrapped) => ({
      ...wrapped,
      instruction: { ...wrapped.instruction, keys: keys ?? [] },
      signers: [stranger.me],
    }))
    const error = await errorOf(forged.sendAndConfirm(stranger.umi))
    expect(error.message).toContain('custom program error: 0xbc2')
  })

  test('into a tree that is full', async () => {
    const { umi, me } = world
    const tree = await openTree(umi, 'V1', { maxDepth: 3, maxBufferSize: 8 })
    await packMints(umi, tree, { first: 0, count: 8, owner: me.publicKey }).sendAndConfirm(umi)
    const ninth = packMints(umi, tree, { first: 8, count: 1, owner: me.publicKey })
    expect((await errorOf(ninth.sendAndConfirm(umi))).name).toBe('InsufficientMintCapacity')
  })

  test('with metadata that the program does not take', async () => {
    const { umi, me } = world
    const { mintV1 } = await import('@metaplex-foundation/mpl-bubblegum')
    const tooLong = mintV1(umi, {
      leafOwner: me.publicKey,
      merkleTree: treeV1,
      metadata: { ...metadata(0), name: 'x'.repeat(33) },
    })
    expect((await errorOf(tooLong.sendAndConfirm(umi))).name).toBe('MetadataNameTooLong')
  })

  const hasRealPrograms = (process.env.PIWA_PROGRAMS_DIR ?? '') !== ''

  test.skipIf(hasRealPrograms)('by an instruction that localnet does not emulate', async () => {
    const { umi, me } = world
    const { setTreeDelegate } = await import('@metaplex-foundation/mpl-bubblegum')
    const set = setTreeDelegate(umi, { merkleTree: treeV1, newTreeDelegate: me.publicKey })
    const error = await errorOf(set.sendAndConfirm(umi))
    expect(error.message).toContain('custom program error: 0x65')
  })
})

describe('trees', () => {
  test('of a size that the program does not know are refused', async () => {
    const { umi } = world
    const odd = openTree(umi, 'V1', { maxDepth: 14, maxBufferSize: 32 })
    expect((await errorOf(odd)).message).toContain('custom program error: 0x1773')
  })

  test('cost their rent, the rent of their config and two signatures', async () => {
    const { umi } = world
    const before = await balance()
    await openTree(umi, 'V2')
    const rent = 222_218_880n + 1_559_040n
    expect(before - (await balance())).toBe(rent + 10_000n)
  })

  test('without enough canopy for their depth are refused', async () => {
    const { umi } = world
    const deep = openTree(umi, 'V1', { maxDepth: 20, maxBufferSize: 64 })
    expect((await errorOf(deep)).name).toBe('InvalidCanopySize')
  })

  test('that are public take mints from anyone', async () => {
    const { umi } = world
    const { createTree } = await import('@metaplex-foundation/mpl-bubblegum')
    const merkleTree = generateSigner(umi)
    const size = { maxDepth: 14, maxBufferSize: 64 }
    await (await createTree(umi, { merkleTree, ...size, public: true })).sendAndConfirm(umi)
    const stranger = await openUmi(net.url)
    const owner = stranger.me.publicKey
    await packMints(stranger.umi, merkleTree.publicKey, {
      first: 0,
      count: 1,
      owner,
    }).sendAndConfirm(stranger.umi)
    expect(await mintedIn(umi, merkleTree.publicKey)).toBe(1n)
  })
})

describe('a payer of V2 mint fees', () => {
  async function mintPaidBy(lamports: number) {
    const { umi, me } = world
    const payer = generateSigner(umi)
    await umi.rpc.airdrop(payer.publicKey, lamportsOf(lamports))
    const mint = mintOneV2(umi, treeV2, { index: 0, owner: me.publicKey, authority: me, payer })
    const sent = await mint.setFeePayer(me).sendAndConfirm(umi, { send: { skipPreflight: true } })
    return sent.result.value.err
  }

  test('that cannot pay is refused', async () => {
    expect(await mintPaidBy(980_000)).toEqual({ InsufficientFundsForRent: { account_index: 1 } })
  })

  test('may end at exactly the rent of an empty account', async () => {
    expect(await mintPaidBy(980_880)).toBeNull()
  })
})
