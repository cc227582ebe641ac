import bs58 from 'bs58'
import { readAccount } from '../account.ts'
import type { Chain } from '../chain.ts'
import { readTreeSize } from '../emulation/merkle-tree-account.ts'
import type { LeafRow } from '../leaf-table.ts'
import { treeProof, treeRoot } from '../leaf-tree.ts'
import { RpcError } from '../rpc-error.ts'
import { asAddress, integer, type Methods, named, type Params } from './params.ts'

const PAGE_ASSETS_MAX = 1000
const PAGES_MAX = 1_000_000
const FROZEN_FLAGS = 0b011
const NON_TRANSFERABLE_FLAG = 0b100

function findLeaf(chain: Chain, params: Params): LeafRow {
  const id = asAddress(named(params).id, 'id')
  const leaf = chain.leaves.find(id)
  if (leaf === undefined) throw new RpcError('internal', `Asset Not Found: ${id}`)
  return leaf
}

function showCompression(leaf: LeafRow) {
  const { schema } = leaf
  return {
    eligible: false,
    compressed: true,
    data_hash: schema.dataHash,
    creator_hash: schema.creatorHash,
    ...(schema.flags !== undefined && {
      collection_hash: schema.collectionHash,
      asset_data_hash: schema.assetDataHash,
      flags: schema.flags,
    }),
    asset_hash: bs58.encode(leaf.hash),
    tree: leaf.tree,
    seq: leaf.sequence,
    leaf_id: leaf.nonce,
  }
}

function showOwnership(leaf: LeafRow) {
  const flags = leaf.schema.flags ?? 0
  const delegated = leaf.delegate !== leaf.owner
  return {
    frozen: (flags & FROZEN_FLAGS) !== 0,
    non_transferable: (flags & NON_TRANSFERABLE_FLAG) !== 0,
    delegated,
    delegate: delegated ? leaf.delegate : null,
    ownership_model: 'single',
    owner: leaf.owner,
  }
}

function showRoyalty({ metadata }: LeafRow) {
  return {
    royalty_model: 'creators',
    target: null,
    percent: metadata.sellerFeeBasisPoints / 10_000,
    basis_points: metadata.sellerFeeBasisPoints,
    primary_sale_happened: metadata.primarySaleHappened,
    locked: false,
  }
}

function showGrouping({ metadata }: LeafRow) {
  const { collection } = metadata
  if (collection === null) return []
  return [{ group_key: 'collection', group_value: collection.key, verified: collection.verified }]
}

function showAsset(leaf: LeafRow) {
  const { metadata } = leaf
  return {
    interface: leaf.schema.flags === undefined ? 'V1_NFT' : 'MplBubblegumV2',
    id: leaf.assetId,
    content: {
      $schema: 'https://schema.metaplex.com/nft1.0.json',
      json_uri: metadata.uri,
      files: [],
      metadata: {
        name: metadata.name,
        symbol: metadata.symbol,
        token_standard: 'NonFungible',
        attributes: [],
      },
      links: {},
    },
    authorities: [],
    compression: showCompression(leaf),
    grouping: showGrouping(leaf),
    royalty: showRoyalty(leaf),
    creators: metadata.creators,
    ownership: showOwnership(leaf),
    supply: {
      print_max_supply: 0,
      print_current_supply: 0,
      edition_nonce: metadata.editionNonce,
    },
    mutable: metadata.isMutable,
    burnt: false,
  }
}

function showProof(chain: Chain, leaf: LeafRow) {
  const account = readAccount(chain.svm, leaf.tree)
  const size = account && readTreeSize(account.data)
  if (size === undefined) throw new Error(`tree ${leaf.tree} has leaves but no account`)
  const tree = chain.leaves.tree(leaf.tree, size.depth)
  return {
    root: bs58.encode(treeRoot(tree)),
    proof: treeProof(tree, leaf.index).map((node) => bs58.encode(node)),
    node_index: 2 ** size.depth + leaf.index,
    leaf: bs58.encode(leaf.hash),
    tree_id: leaf.tree,
  }
}

/** The part of the Digital Asset Standard API that Piwa uses, over the local leaf table. */
export const dasMethods: Methods = {
  getAsset: (chain, params) => showAsset(findLeaf(chain, params)),

  getAssetProof: (chain, params) => showProof(chain, findLeaf(chain, params)),

  getAssetsByOwner(chain, params) {
    const options = named(params)
    const owner = asAddress(options.ownerAddress, 'ownerAddress')
    const most = PAGE_ASSETS_MAX
    const limit = integer(options.limit, { name: 'limit', least: 1, most, absent: most })
    const page = integer(options.page, { name: 'page', least: 1, most: PAGES_MAX, absent: 1 })
    const items = chain.leaves.ownedBy(owner, { offset: (page - 1) * limit, limit })
    return { total: items.length, limit, page, items: items.map(showAsset) }
  },
}
