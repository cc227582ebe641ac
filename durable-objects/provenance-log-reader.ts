import type { Sha256 } from '../domain/hash.ts'
import { splitEntries } from '../domain/log/entry-bundle.ts'
import { treeRoot } from '../domain/log/merkle.ts'
import { nodesRead, type ReadNode, type TreeNode } from '../domain/log/proof.ts'
import {
  entryBundlePath,
  floorDivide,
  TILE_WIDTH,
  tileOfNode,
  tilePath,
} from '../domain/log/tile.ts'
import { splitHashes } from '../domain/log/tree.ts'
import { getLogObject } from '../r2/log-store.ts'
import { sha256 } from '../signing/sha256.ts'
import { findStaged, readTree } from './provenance-log-store.ts'

export interface LogStorage {
  readonly sql: SqlStorage
  readonly bucket: R2Bucket
  readonly shard: string
}

/** Consecutive leaves of the tree. */
export interface LeafRange {
  readonly first: number
  readonly count: number
}

/**
 * Runs a computation over nodes of the tree: finds out which tiles it reads, gathers them, runs it.
 * What storage holds is read at once, so a tree that grows meanwhile changes nothing.
 */
export async function computeOnTiles<T>(
  log: LogStorage,
  compute: (hash: Sha256, read: ReadNode) => T,
): Promise<T> {
  const { tree } = readTree(log.sql)
  const sources = new Map<string, Promise<readonly Uint8Array[]>>()
  for (const { level, index } of nodesRead(compute).map(tileOfNode)) {
    const path = tilePath({ level, index, width: TILE_WIDTH })
    if (sources.has(path)) continue
    const isEdge = index === floorDivide(tree.size, TILE_WIDTH ** (level + 1))
    const held = isEdge ? tree.levels[level] : undefined
    sources.set(path, held === undefined ? readFullTile(log, path) : Promise.resolve(held))
  }
  const tiles = new Map(
    await Promise.all([...sources].map(async ([path, hashes]) => [path, await hashes] as const)),
  )
  return compute(sha256, (node) => nodeOf(tiles, node))
}

/** The entries of consecutive leaves that the tree has. Each bundle is read once. */
export async function readEntries(log: LogStorage, leaves: LeafRange): Promise<Uint8Array[]> {
  const { first, count } = leaves
  const firstBundle = floorDivide(first, TILE_WIDTH)
  const lastBundle = floorDivide(first + count - 1, TILE_WIDTH)
  const bundles = await Promise.all(
    Array.from({ length: lastBundle - firstBundle + 1 }, (_, i) =>
      readBundle(log, firstBundle + i),
    ),
  )
  const from = first % TILE_WIDTH
  const entries = bundles.flat().slice(from, from + count)
  if (entries.length !== count)
    throw new Error(`entries ${first}+${count} are not in their bundles`)
  return entries
}

async function readBundle(log: LogStorage, index: number): Promise<readonly Uint8Array[]> {
  const { tree, bundle } = readTree(log.sql)
  const isEdge = index === floorDivide(tree.size, TILE_WIDTH)
  const path = entryBundlePath({ index, width: TILE_WIDTH })
  const entries = splitEntries(isEdge ? bundle : await readFull(log, path))
  if (entries === undefined || (!isEdge && entries.length !== TILE_WIDTH)) {
    throw new Error(`${path} is not a bundle of its width`)
  }
  return entries
}

async function readFullTile(log: LogStorage, path: string): Promise<readonly Uint8Array[]> {
  const hashes = splitHashes(await readFull(log, path))
  if (hashes?.length !== TILE_WIDTH) throw new Error(`${path} is not a full tile`)
  return hashes
}

async function readFull(log: LogStorage, path: string): Promise<Uint8Array> {
  const staged = findStaged(log.sql, path)
  if (staged !== undefined) return staged
  const object = await getLogObject(log.bucket, log.shard, path)
  if (object === undefined) throw new Error(`${path} of ${log.shard} is not in R2`)
  return new Uint8Array(await object.arrayBuffer())
}

function nodeOf(tiles: ReadonlyMap<string, readonly Uint8Array[]>, node: TreeNode): Uint8Array {
  const { level, index, from, count } = tileOfNode(node)
  const path = tilePath({ level, index, width: TILE_WIDTH })
  const hashes = tiles.get(path)?.slice(from, from + count)
  if (hashes?.length !== count)
    throw new Error(`node ${node.level}/${node.index} is not in ${path}`)
  return treeRoot(sha256, hashes)
}
