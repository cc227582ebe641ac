import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { TAR_BLOCK_BYTES, TAR_END } from '../../domain/shard/tar.ts'
import { renameDurably } from '../home/durable-file.ts'
import { type PullPaths, shardFile } from './paths.ts'
import type { PlannedShard, PlanStore, WholeFile } from './plan-store.ts'

const READ_BYTES = 1_048_576

/** A file of a pull on its way: assets lie in it from the start where they will lie in the end. */
export interface OpenFile {
  readonly shard: PlannedShard
  readonly handle: FileHandle
  readonly path: string
  /** Where the files of each asset begin, by position; at last where they all end. */
  readonly starts: readonly number[]
  /** Positions of assets that are not there yet. */
  readonly missing: Set<number>
}

/** Opens `FILE.part` with what an earlier run has verified in it; each asset is compared with what was journaled. */
export async function openFile(
  { paths, plan }: { readonly paths: PullPaths; readonly plan: PlanStore },
  shard: PlannedShard,
): Promise<OpenFile> {
  const path = join(paths.out, shardFile(shard.batch))
  const starts = [0]
  for (const { span } of shard.rows) starts.push((starts.at(-1) ?? 0) + span)
  const pieces = plan.pieces(shard.batch)
  // Whole already, but a kill came before that was noted.
  if (pieces.size > 0) await rename(path, `${path}.part`).catch(ignoreMissing)
  const handle = await open(`${path}.part`, constants.O_RDWR | constants.O_CREAT, 0o644)
  const missing = new Set(shard.rows.keys())
  for (const [position, crc] of pieces) {
    const [from = 0, to = 0] = starts.slice(position, position + 2)
    if ((await crcOf(handle, from, to)) === crc) missing.delete(position)
  }
  return { shard, handle, path, starts, missing }
}

/** Writes all of the pieces one after the other, from a place in the file on. */
export async function writeAt(
  handle: FileHandle,
  pieces: readonly Uint8Array[],
  place: number,
): Promise<void> {
  const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0)
  const { bytesWritten } = await handle.writev([...pieces], place)
  if (bytesWritten === bytes) return
  // A disk that is full writes less and says so at the next write.
  const rest = Buffer.concat(pieces).subarray(bytesWritten)
  for (let done = 0; done < rest.length; ) {
    const at = place + bytesWritten + done
    done += (await handle.write(rest, done, rest.length - done, at)).bytesWritten
  }
}

/** Ends the file as a tar, hashes it as it lies there and brings it to the disk. */
export async function endFile({ handle, starts, shard }: OpenFile): Promise<WholeFile> {
  const end = starts.at(-1) ?? 0
  await writeAt(handle, [TAR_END], end)
  const bytes = end + TAR_END.length
  await handle.truncate(bytes)
  const sha256 = await hashOf(handle, bytes)
  await handle.sync()
  const places = shard.rows.map(({ bytes: glb, index }, position) => ({
    offset: (starts[position] ?? 0) + TAR_BLOCK_BYTES,
    bytes: glb,
    index,
  }))
  return { bytes, sha256, places }
}

/** Gives a whole file its name. */
export async function nameFile({ path }: Pick<OpenFile, 'path'>): Promise<void> {
  await renameDurably(`${path}.part`, path)
}

export async function hashOf(handle: FileHandle, bytes: number): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of stretch(handle, 0, bytes)) hash.update(piece)
  return hash.digest('hex')
}

async function crcOf(handle: FileHandle, from: number, to: number): Promise<number | undefined> {
  let crc = 0
  let missing = to - from
  for await (const piece of stretch(handle, from, to)) {
    crc = crc32(piece, crc)
    missing -= piece.length
  }
  return missing === 0 ? crc : undefined
}

/** Ends early where the file does. */
export async function* stretch(
  handle: FileHandle,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(Math.min(READ_BYTES, to - from))
  for (let at = from; at < to; ) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, to - at), at)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
    at += bytesRead
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
