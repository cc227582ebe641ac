import { keccak } from './keccak.ts'
import type { TreeVersion } from './tree-config.ts'

/** The fields that a leaf's hash covers. V1 leaves have no `extension`. */
export interface Leaf {
  id: Uint8Array
  owner: Uint8Array
  delegate: Uint8Array
  nonce: bigint
  dataHash: Uint8Array
  creatorHash: Uint8Array
  extension?: { collectionHash: Uint8Array; assetDataHash: Uint8Array; flags: number }
}

export const DEFAULT_ASSET_DATA_HASH = keccak(new Uint8Array(0))

export function leafVersion(leaf: Leaf): TreeVersion {
  return leaf.extension === undefined ? 'V1' : 'V2'
}

/** The leaf's fields in the order in which both the hash and the event have them. */
export function leafFields(leaf: Leaf): Uint8Array[] {
  const nonce = Buffer.alloc(8)
  nonce.writeBigUInt64LE(leaf.nonce)
  const fields = [leaf.id, leaf.owner, leaf.delegate, nonce, leaf.dataHash, leaf.creatorHash]
  if (leaf.extension === undefined) return fields
  const { collectionHash, assetDataHash, flags } = leaf.extension
  return [...fields, collectionHash, assetDataHash, Uint8Array.of(flags)]
}

export function hashLeaf(leaf: Leaf): Uint8Array {
  return keccak(Uint8Array.of(leafVersion(leaf) === 'V1' ? 1 : 2), ...leafFields(leaf))
}
