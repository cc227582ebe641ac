import { z } from 'zod'
import { isVersion } from '../../domain/dataset/snapshot.ts'
import { Sha256Text } from '../../workers/oracle/schema.ts'

const Count = z.number().int().nonnegative()

/** `dataset.json`: what was pulled, for loaders. Files are relative to the folder that it lies in. */
export const DatasetFile = z.object({
  format: z.literal('piwa-pull/1'),
  license: z.string(),
  snapshot: z.string().refine(isVersion, 'malformed version'),
  root: Sha256Text,
  /** Of the license, and what `--filter` left of it. */
  filter: z.unknown(),
  narrowing: z.unknown(),
  recipe: z.boolean(),
  /** Whether nothing that was asked for is missing. */
  complete: z.boolean(),
  samples: Count,
  bytes: Count,
  /** In the order of the snapshot. */
  shards: z.array(z.object({ file: z.string(), samples: Count, bytes: Count, sha256: Sha256Text })),
})
export type DatasetFile = z.infer<typeof DatasetFile>

/**
 * `index.bin` has 16 bytes a sample in the order of `dataset.json`, four uint32 little-endian: the shard's
 * position in the list, where the GLB starts in it, the GLB's length, the asset's position in its batch.
 */
export const INDEX_ENTRY_BYTES = 16

export interface IndexEntry {
  readonly shard: number
  readonly offset: number
  readonly bytes: number
  readonly index: number
}

export function formatIndexEntries(entries: readonly IndexEntry[]): Uint8Array {
  const bytes = new Uint8Array(entries.length * INDEX_ENTRY_BYTES)
  const view = new DataView(bytes.buffer)
  for (const [at, entry] of entries.entries()) {
    const place = at * INDEX_ENTRY_BYTES
    view.setUint32(place, entry.shard, true)
    view.setUint32(place + 4, entry.offset, true)
    view.setUint32(place + 8, entry.bytes, true)
    view.setUint32(place + 12, entry.index, true)
  }
  return bytes
}

export function readIndexEntry(bytes: Uint8Array): IndexEntry {
  const view = new DataView(bytes.buffer, bytes.byteOffset, INDEX_ENTRY_BYTES)
  return {
    shard: view.getUint32(0, true),
    offset: view.getUint32(4, true),
    bytes: view.getUint32(8, true),
    index: view.getUint32(12, true),
  }
}
