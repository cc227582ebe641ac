import { fromHex, toHex } from '../bytes.ts'
import type { Sha256 } from '../hash.ts'
import { type Sha256Hex, sha256Hex } from '../ids.ts'
import { treeRoot } from '../log/merkle.ts'
import { CHUNK_ROWS } from './chunk.ts'
import type { Quality } from './facets.ts'
import type { Dictionary } from './filter.ts'

/** A chunk of a snapshot as its record names it. All but the last have `CHUNK_ROWS` rows. */
export interface SnapshotChunk {
  /** In R2. */
  readonly key: string
  readonly rows: number
  readonly bytes: number
  /** Of the object. */
  readonly sha256: Sha256Hex
  /** RFC 6962, over its rows. */
  readonly root: Sha256Hex
}

/** One Parquet file of a snapshot: assets of one family and quality, in the order of their log index. */
export interface SnapshotPart {
  readonly key: string
  readonly family: string
  readonly quality: Quality
  readonly rows: number
  readonly bytes: number
  readonly sha256: Sha256Hex
}

/** All that a snapshot is. Its text is stored once, and licenses name it by its SHA-256. */
export interface SnapshotRecord extends Dictionary {
  readonly dataset: 'piwa'
  /** Semantic version, by Croissant's rules: assets added is minor, removed or changed is major. */
  readonly version: string
  /** The version that this one grew from. */
  readonly parent: string | null
  readonly createdAtMs: number
  /** The provenance log and its size that the content follows from. */
  readonly logOrigin: string
  readonly logSize: number
  readonly rows: number
  /** Of the assets' files in the shards. */
  readonly bytes: number
  /** RFC 6962, over all rows in their order. */
  readonly root: Sha256Hex
  readonly chunks: readonly SnapshotChunk[]
  readonly parts: readonly SnapshotPart[]
}

/** The root over all rows, from the roots of the chunks. */
export function snapshotRoot(
  sha256: Sha256,
  chunks: readonly Pick<SnapshotChunk, 'rows' | 'root'>[],
): Sha256Hex {
  if (chunks.slice(0, -1).some(({ rows }) => rows !== CHUNK_ROWS)) {
    throw new RangeError('only the last chunk may have fewer rows than the others')
  }
  return sha256Hex(
    toHex(
      treeRoot(
        sha256,
        chunks.map(({ root }) => fromHex(root)),
      ),
    ),
  )
}

export const isVersion = (text: string): boolean =>
  /^(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}$/.test(text)
