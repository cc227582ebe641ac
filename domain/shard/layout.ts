import { TAR_BLOCK_BYTES, TAR_END, tarEntryBytes } from './tar.ts'

/** WebDataset groups files by what precedes the first dot: one key, two files an asset. */
export const glbName = (index: number): string => `${String(index).padStart(6, '0')}.glb`
export const recordName = (index: number): string => `${String(index).padStart(6, '0')}.json`

export interface ShardEntry {
  readonly glbBytes: number
  readonly recordBytes: number
}

/** Where the GLB of the next asset starts, given what the shard holds already. */
export function nextGlbOffset(shardBytes: number): number {
  return shardBytes + TAR_BLOCK_BYTES
}

/** Length of the whole archive, end marker included. */
export function shardBytes(entries: readonly ShardEntry[]): number {
  return entries.reduce(
    (sum, entry) => sum + tarEntryBytes(entry.glbBytes) + tarEntryBytes(entry.recordBytes),
    TAR_END.length,
  )
}
