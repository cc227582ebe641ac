import { SHA256_BYTES } from '../../domain/hash.ts'
import { joinEntries, splitEntries } from '../../domain/log/entry-bundle.ts'
import {
  entryBundlePath,
  parseTilePath,
  TILE_WIDTH,
  type TileResource,
  tilePath,
} from '../../domain/log/tile.ts'
import { CHECKPOINT_PATH, getLogObject } from '../../r2/log-store.ts'

export interface LogResource {
  readonly kind: 'checkpoint' | TileResource['kind']
  readonly body: ReadableStream | Uint8Array<ArrayBuffer>
}

/** What a log shard has under a path of tlog-tiles; undefined where it has nothing, or the path is none. */
export async function findLogResource(
  bucket: R2Bucket,
  shard: string,
  path: string,
): Promise<LogResource | undefined> {
  const tile = path === CHECKPOINT_PATH ? undefined : parseTilePath(path)
  if (path !== CHECKPOINT_PATH && tile === undefined) return undefined
  const object = await getLogObject(bucket, shard, path)
  if (object !== undefined) return { kind: tile?.kind ?? 'checkpoint', body: object.body }
  return tile && tile.width < TILE_WIDTH ? cutFromFull(bucket, shard, tile) : undefined
}

/** A partial tile may be deleted once the full one exists: it is the beginning of that one. */
async function cutFromFull(
  bucket: R2Bucket,
  shard: string,
  tile: TileResource,
): Promise<LogResource | undefined> {
  const { kind, width } = tile
  const full = { ...tile, width: TILE_WIDTH }
  const path = full.kind === 'entries' ? entryBundlePath(full) : tilePath(full)
  const object = await getLogObject(bucket, shard, path)
  if (object === undefined) return undefined
  const bytes = new Uint8Array(await object.arrayBuffer())
  if (kind === 'hashes') return { kind, body: bytes.slice(0, width * SHA256_BYTES) }
  const entries = splitEntries(bytes)
  if (entries === undefined) throw new Error(`${path} of ${shard} is no entry bundle`)
  return { kind, body: Uint8Array.from(joinEntries(entries.slice(0, width))) }
}
