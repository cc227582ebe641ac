import type { DatabaseSync } from 'node:sqlite'
import bs58 from 'bs58'
import type { Leaf } from './emulation/leaf.ts'
import type { Metadata } from './emulation/metadata.ts'
import type { LeafChange } from './leaf-changes.ts'
import { createLeafTree, type LeafTree, setLeaf } from './leaf-tree.ts'

/** The leaf's hashes as base58, in the form in which indexers show them. */
export interface LeafSchema {
  dataHash: string
  creatorHash: string
  collectionHash?: string
  assetDataHash?: string
  flags?: number
}

export type LeafMetadata = Omit<Metadata, 'bytes' | 'tokenStandard'>

export interface LeafRow {
  assetId: string
  tree: string
  index: number
  nonce: number
  owner: string
  delegate: string
  hash: Uint8Array
  sequence: number
  schema: LeafSchema
  metadata: LeafMetadata
}

export interface LeafTable {
  write(changes: readonly LeafChange[]): void
  find(assetId: string): LeafRow | undefined
  ownedBy(owner: string, page: { offset: number; limit: number }): LeafRow[]
  countOwnedBy(owner: string): number
  /** The whole tree of leaves, built on the first call and kept up to date from then on. */
  tree(tree: string, depth: number): LeafTree
}

interface Row {
  asset_id: string
  tree: string
  leaf_index: number
  nonce: number
  owner: string
  delegate: string
  leaf_hash: Uint8Array
  sequence: number
  schema: string
  metadata: string
}

function toSchema({ dataHash, creatorHash, extension }: Leaf): LeafSchema {
  const schema = { dataHash: bs58.encode(dataHash), creatorHash: bs58.encode(creatorHash) }
  if (extension === undefined) return schema
  return {
    ...schema,
    collectionHash: bs58.encode(extension.collectionHash),
    assetDataHash: bs58.encode(extension.assetDataHash),
    flags: extension.flags,
  }
}

function toMetadata({ bytes, tokenStandard, ...metadata }: Metadata): LeafMetadata {
  return metadata
}

function toLeafRow(row: Row): LeafRow {
  return {
    assetId: row.asset_id,
    tree: row.tree,
    index: row.leaf_index,
    nonce: row.nonce,
    owner: row.owner,
    delegate: row.delegate,
    hash: row.leaf_hash,
    sequence: row.sequence,
    schema: JSON.parse(row.schema),
    metadata: JSON.parse(row.metadata),
  }
}

function prepareStatements(database: DatabaseSync) {
  return {
    upsert: database.prepare(
      `INSERT INTO leaf VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (asset_id) DO UPDATE SET owner = excluded.owner, delegate = excluded.delegate,
         leaf_hash = excluded.leaf_hash, sequence = excluded.sequence, schema = excluded.schema`,
    ),
    find: database.prepare('SELECT * FROM leaf WHERE asset_id = ?'),
    ownedBy: database.prepare(
      'SELECT * FROM leaf WHERE owner = ? ORDER BY tree, leaf_index LIMIT ? OFFSET ?',
    ),
    countOwnedBy: database.prepare('SELECT count(*) AS count FROM leaf WHERE owner = ?'),
    ofTree: database.prepare('SELECT leaf_index, leaf_hash FROM leaf WHERE tree = ?'),
  }
}

type Statements = ReturnType<typeof prepareStatements>

function upsert(statements: Statements, change: LeafChange): void {
  const { leaf, hash } = change.event
  statements.upsert.run(
    bs58.encode(leaf.id),
    change.tree,
    change.index,
    leaf.nonce,
    bs58.encode(leaf.owner),
    bs58.encode(leaf.delegate),
    hash,
    change.sequence,
    JSON.stringify(toSchema(leaf)),
    JSON.stringify(change.metadata === undefined ? {} : toMetadata(change.metadata)),
  )
}

function loadTree(statements: Statements, tree: string, depth: number): LeafTree {
  const loaded = createLeafTree(depth)
  for (const row of statements.ofTree.iterate(tree)) {
    const { leaf_index, leaf_hash } = row as unknown as Pick<Row, 'leaf_index' | 'leaf_hash'>
    setLeaf(loaded, leaf_index, leaf_hash)
  }
  return loaded
}

/** Every compressed NFT's newest leaf, which is all that an indexer of the tree has to know. */
export function openLeafTable(database: DatabaseSync): LeafTable {
  const statements = prepareStatements(database)
  const trees = new Map<string, LeafTree>()
  return {
    write(changes) {
      for (const change of changes) {
        upsert(statements, change)
        const tree = trees.get(change.tree)
        if (tree !== undefined) setLeaf(tree, change.index, Uint8Array.from(change.event.hash))
      }
    },
    find(assetId) {
      const row = statements.find.get(assetId) as Row | undefined
      return row && toLeafRow(row)
    },
    ownedBy(owner, { offset, limit }) {
      const rows = statements.ownedBy.all(owner, limit, offset)
      return rows.map((row) => toLeafRow(row as unknown as Row))
    },
    countOwnedBy(owner) {
      return (statements.countOwnedBy.get(owner) as { count: number }).count
    },
    tree(tree, depth) {
      const loaded = trees.get(tree) ?? loadTree(statements, tree, depth)
      trees.set(tree, loaded)
      return loaded
    },
  }
}
