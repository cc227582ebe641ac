import type { DasApiAsset } from '@metaplex-foundation/digital-asset-standard-api'
import {
  findLeafAssetIdPda,
  getAssetWithProof,
  transfer,
  transferV2,
} from '@metaplex-foundation/mpl-bubblegum'
import {
  generateSigner,
  type PublicKey,
  publicKey,
  publicKeyBytes as publicKeyBytesOf,
} from '@metaplex-foundation/umi'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningLocalnet, startLocalnet } from '../../localnet/server.ts'
import {
  accountRoot,
  callRpc,
  closeConnections,
  errorOf,
  metadata,
  mintOneV2,
  openTree,
  openUmi,
  packMints,
  resultOf,
  type TestUmi,
} from './world.ts'

let net: RunningLocalnet
let world: TestUmi

beforeAll(async () => {
  net = await startLocalnet({ port: 0 })
  world = await openUmi(net.url)
})

afterAll(async () => {
  closeConnections()
  await net.stop()
})

function assetIn(tree: PublicKey, leafIndex: number): PublicKey {
  return publicKey(findLeafAssetIdPda(world.umi, { merkleTree: tree, leafIndex }))
}

async function treeOf(version: 'V1' | 'V2', count: number, canopyDepth = 0): Promise<PublicKey> {
  const { umi, me } = world
  const tree = await openTree(umi, version, { maxDepth: 14, maxBufferSize: 64, canopyDepth })
  for (let index = 0; index < count; index++) {
    const builder =
      version === 'V1'
        ? packMints(umi, tree, { first: index, count: 1, owner: me.publicKey })
        : mintOneV2(umi, tree, { index, owner: me.publicKey })
    await builder.sendAndConfirm(umi)
  }
  return tree
}

async function fetchAsset(id: PublicKey): Promise<DasApiAsset> {
  return resultOf(net.url, 'getAsset', { id })
}

async function sendTransfer(version: 'V1' | 'V2', id: PublicKey, newLeafOwner: PublicKey) {
  const { umi, me } = world
  const asset = await getAssetWithProof(umi as any, id, { truncateCanopy: true })
  const moved =
    version === 'V1'
      ? transfer(umi, { ...asset, leafOwner: me, newLeafOwner })
      : transferV2(umi, { ...asset, authority: me, newLeafOwner })
  return moved.sendAndConfirm(umi)
}

describe('getAsset', () => {
  test('tells what was minted', async () => {
    const tree = await treeOf('V1', 2)
    const asset = await fetchAsset(assetIn(tree, 1))
    expect(asset.content).toMatchObject({
      json_uri: metadata(1).uri,
      metadata: { name: metadata(1).name },
    })
    expect(asset.ownership).toMatchObject({ owner: world.me.publicKey, delegated: false })
    expect(asset.compression).toMatchObject({ compressed: true, tree, leaf_id: 1, seq: 2 })
    expect(asset.royalty.basis_points).toBe(250)
  })

  test('answers an unknown asset with an error', async () => {
    const { error } = await callRpc(net.url, 'getAsset', {
      id: generateSigner(world.umi).publicKey,
    })
    expect(error.message).toContain('Asset Not Found')
  })
})

describe('getAssetProof', () => {
  test('proves against the root in the tree account', async () => {
    const tree = await treeOf('V1', 5)
    const proof = await resultOf(net.url, 'getAssetProof', { id: assetIn(tree, 3) })
    const root = Buffer.from(publicKeyBytesOf(proof.root)).toString('hex')
    expect(root).toBe(await accountRoot(world.umi, tree))
    expect(proof.node_index).toBe(2 ** 14 + 3)
    expect(proof.proof).toHaveLength(14)
  })
})

describe('getAssetsByOwner', () => {
  test('pages through what a wallet holds', async () => {
    const { umi } = world
    const owner = generateSigner(umi).publicKey
    const tree = await openTree(umi, 'V1')
    await packMints(umi, tree, { first: 0, count: 5, owner }).sendAndConfirm(umi)
    const page = async (number: number) => {
      const params = { ownerAddress: owner, page: number, limit: 2 }
      const { items } = await resultOf(net.url, 'getAssetsByOwner', params)
      return items.map((asset: DasApiAsset) => asset.content.metadata.name)
    }
    expect(await page(1)).toEqual(['Piwa #0', 'Piwa #1'])
    expect(await page(3)).toEqual(['Piwa #4'])
    expect(await page(4)).toEqual([])
  })
})

describe.each(['V1', 'V2'] as const)('a %s transfer', (version) => {
  test.each([0, 5])('with a proof from DAS is accepted at canopy depth %i', async (canopy) => {
    const { umi } = world
    const tree = await treeOf(version, 3, canopy)
    const newOwner = generateSigner(umi).publicKey
    await sendTransfer(version, assetIn(tree, 1), newOwner)
    const moved = await fetchAsset(assetIn(tree, 1))
    expect(moved.ownership.owner).toBe(newOwner)
    expect(moved.content.metadata.name).toBe('Piwa #1')
    const proof = await resultOf(net.url, 'getAssetProof', { id: assetIn(tree, 1) })
    const root = Buffer.from(publicKeyBytesOf(proof.root)).toString('hex')
    expect(root).toBe(await accountRoot(umi, tree))
  })

  test('by someone who does not own the leaf is refused', async () => {
    const tree = await treeOf(version, 1)
    const thief = await openUmi(net.url)
    const asset = await getAssetWithProof(thief.umi as any, assetIn(tree, 0), {
      truncateCanopy: true,
    })
    const newLeafOwner = thief.me.publicKey
    const stolen =
      version === 'V1'
        ? transfer(thief.umi, {
            ...asset,
            leafOwner: thief.me,
            leafDelegate: thief.me,
            newLeafOwner,
          })
        : transferV2(thief.umi, { ...asset, authority: thief.me, newLeafOwner })
    const error = await errorOf(stolen.sendAndConfirm(thief.umi))
    expect(error.name).toBe(version === 'V1' ? 'PublicKeyMismatch' : 'InvalidAuthority')
    expect((await fetchAsset(assetIn(tree, 0))).ownership.owner).toBe(world.me.publicKey)
  })

  test('is refused once the leaf has moved on', async () => {
    const { umi, me } = world
    const tree = await treeOf(version, 1)
    const stale = await getAssetWithProof(umi as any, assetIn(tree, 0), { truncateCanopy: true })
    await sendTransfer(version, assetIn(tree, 0), generateSigner(umi).publicKey)
    const newLeafOwner = generateSigner(umi).publicKey
    const again =
      version === 'V1'
        ? transfer(umi, { ...stale, leafOwner: me, newLeafOwner })
        : transferV2(umi, { ...stale, authority: me, newLeafOwner })
    // The compression program's 0x1771, which umi reads as Bubblegum's error of that number.
    expect((await errorOf(again.sendAndConfirm(umi))).name).toBe('PublicKeyMismatch')
  })
})

test('a V1 transfer that neither owner nor delegate signed is refused', async () => {
  const { umi, me } = world
  const tree = await treeOf('V1', 1)
  const stranger = await openUmi(net.url)
  const asset = await getAssetWithProof(umi as any, assetIn(tree, 0))
  const newLeafOwner = stranger.me.publicKey
  const unsigned = transfer(stranger.umi, { ...asset, leafOwner: me.publicKey, newLeafOwner })
  expect((await errorOf(unsigned.sendAndConfirm(stranger.umi))).name).toBe('LeafAuthorityMustSign')
})

test('a V2 transfer costs 6,000 lamports beside the signature', async () => {
  const { umi, me } = world
  const tree = await treeOf('V2', 1)
  const before = (await umi.rpc.getBalance(me.publicKey)).basisPoints
  await sendTransfer('V2', assetIn(tree, 0), generateSigner(umi).publicKey)
  const after = (await umi.rpc.getBalance(me.publicKey)).basisPoints
  expect(before - after).toBe(11_000n)
})
