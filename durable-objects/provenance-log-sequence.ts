import { equalBytes } from '../domain/bytes.ts'
import { growBundles, joinEntries, splitEntries } from '../domain/log/entry-bundle.ts'
import { leafHash } from '../domain/log/merkle.ts'
import { entryBundlePath, TILE_WIDTH, tilePath } from '../domain/log/tile.ts'
import { growTree, joinHashes } from '../domain/log/tree.ts'
import { sha256 } from '../signing/sha256.ts'
import {
  findAppend,
  insertAppend,
  notePartial,
  readTree,
  stage,
  writeTree,
} from './provenance-log-store.ts'

export type AppendResult =
  | {
      readonly status: 'appended' | 'already_appended'
      readonly firstIndex: number
      readonly count: number
    }
  | { readonly status: 'append_conflict' }

/** An append that waits for its place in the log. */
export interface PooledAppend {
  readonly id: string
  readonly entries: readonly Uint8Array[]
  readonly digest: Uint8Array
  readonly leaves: readonly Uint8Array[]
}

export function poolAppend(id: string, entries: readonly Uint8Array[]): PooledAppend {
  const leaves = entries.map((entry) => leafHash(sha256, entry))
  return { id, entries, digest: sha256(joinEntries(entries)), leaves }
}

/**
 * Gives pooled appends the next indexes, in their order, and stages the tiles they make. Synchronous:
 * the caller runs it as one transaction, so all of it becomes durable or nothing does.
 */
export function sequence(sql: SqlStorage, pool: readonly PooledAppend[]): AppendResult[] {
  let size = readTree(sql).tree.size
  const added: PooledAppend[] = []
  const results = pool.map((append): AppendResult => {
    const known = findAppend(sql, append.id)
    if (known !== undefined) {
      const { firstIndex, count, digest } = known
      if (!equalBytes(digest, append.digest)) return { status: 'append_conflict' }
      return { status: 'already_appended', firstIndex, count }
    }
    const stored = { firstIndex: size, count: append.entries.length, digest: append.digest }
    insertAppend(sql, append.id, stored)
    added.push(append)
    size += stored.count
    return { status: 'appended', firstIndex: stored.firstIndex, count: stored.count }
  })
  grow(sql, added)
  return results
}

function grow(sql: SqlStorage, appends: readonly PooledAppend[]): void {
  if (appends.length === 0) return
  const { tree, bundle } = readTree(sql)
  const grown = growTree(
    sha256,
    tree,
    appends.flatMap(({ leaves }) => leaves),
  )
  for (const tile of grown.tiles) {
    const path = tilePath(tile)
    stage(sql, { path, body: joinHashes(tile.hashes) })
    if (tile.width < TILE_WIDTH) notePartial(sql, path, tile)
  }
  let edge: Uint8Array = new Uint8Array()
  const bundles = growBundles(
    tree.size,
    splitEntries(bundle) ?? [],
    appends.flatMap(({ entries }) => entries),
  )
  for (const written of bundles) {
    const path = entryBundlePath(written)
    const body = joinEntries(written.entries)
    stage(sql, { path, body })
    if (written.width === TILE_WIDTH) continue
    notePartial(sql, path, { index: written.index, width: written.width })
    edge = body
  }
  writeTree(sql, grown.tree, edge)
}
