import { treeRoot, verifyConsistency } from '../../domain/log/merkle.ts'
import {
  consistencyProof,
  nodesRead,
  type ReadNode,
  type TreeNode,
} from '../../domain/log/proof.ts'
import { tileOfNode, tilePath, tileWidth } from '../../domain/log/tile.ts'
import { splitHashes } from '../../domain/log/tree.ts'
import { sha256 } from '../../signing/sha256.ts'

export interface TreeHead {
  readonly size: number
  readonly root: Uint8Array
}

/** Whether the log, read from its public tiles alone, only grew from the one head to the other. */
export async function isConsistent(logUrl: string, old: TreeHead, now: TreeHead): Promise<boolean> {
  const sizes = { oldSize: old.size, newSize: now.size }
  const wanted = nodesRead((blank, read) => consistencyProof(blank, read, sizes))
  const read = await readNodes(logUrl, now.size, wanted)
  const proof = consistencyProof(sha256, read, sizes)
  return verifyConsistency(sha256, { ...sizes, proof, oldRoot: old.root, newRoot: now.root })
}

async function readNodes(
  logUrl: string,
  size: number,
  nodes: readonly TreeNode[],
): Promise<ReadNode> {
  const hashes = new Map<string, Uint8Array>()
  for (const node of nodes) hashes.set(keyOf(node), await readNode(logUrl, size, node))
  return (node) => {
    const hash = hashes.get(keyOf(node))
    if (hash === undefined) throw new Error(`node ${keyOf(node)} was not read`)
    return hash
  }
}

async function readNode(logUrl: string, size: number, node: TreeNode): Promise<Uint8Array> {
  const { level, index, from, count } = tileOfNode(node)
  const path = tilePath({ level, index, width: tileWidth(size, { level, index }) })
  const response = await fetch(`${logUrl}/${path}`)
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  const tile = splitHashes(new Uint8Array(await response.arrayBuffer()))
  if (tile === undefined) throw new Error(`${path} is no tile`)
  return treeRoot(sha256, tile.slice(from, from + count))
}

const keyOf = ({ level, index }: TreeNode): string => `${level}/${index}`
