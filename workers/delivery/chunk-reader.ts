import type { Chunk } from '../../domain/dataset/chunk.ts'
import type { SnapshotChunk, SnapshotRecord } from '../../domain/dataset/snapshot.ts'
import type { Sha256Hex } from '../../domain/ids.ts'
import { readChunk } from '../../r2/snapshot-store.ts'

/** Chunks that one request fetches from the store. */
const FETCHED_MAX = 2
/** Chunks that one request looks through; a chunk takes about 10 ms. */
const SCANNED_MAX = 8
/** What an isolate keeps of chunks, which never change. */
const KEPT_BYTES_MAX = 12 * 1024 * 1024

const kept = new Map<Sha256Hex, { readonly chunk: Chunk; readonly bytes: number }>()

/** Reads chunks of a snapshot for one request: undefined once it has had as many as it may. */
export type ChunkReader = (place: number) => Promise<Chunk | undefined>

export function createChunkReader(bucket: R2Bucket, record: SnapshotRecord): ChunkReader {
  let fetched = 0
  let scanned = 0
  return async (place) => {
    const named = record.chunks[place]
    if (named === undefined) throw new RangeError(`no chunk ${place} in ${record.version}`)
    if (scanned === SCANNED_MAX) return undefined
    const known = take(named.sha256)
    if (known === undefined && fetched === FETCHED_MAX) return undefined
    scanned += 1
    if (known !== undefined) return known
    fetched += 1
    const chunk = await readChunk(bucket, named.key)
    keep(named, chunk)
    return chunk
  }
}

/** Makes it the latest used: the one that was used longest ago goes first. */
function take(sha256: Sha256Hex): Chunk | undefined {
  const found = kept.get(sha256)
  if (found === undefined) return undefined
  kept.delete(sha256)
  kept.set(sha256, found)
  return found.chunk
}

function keep({ sha256, bytes }: SnapshotChunk, chunk: Chunk): void {
  kept.set(sha256, { chunk, bytes })
  let held = [...kept.values()].reduce((sum, entry) => sum + entry.bytes, 0)
  for (const [oldest, entry] of kept) {
    if (held <= KEPT_BYTES_MAX) return
    kept.delete(oldest)
    held -= entry.bytes
  }
}
