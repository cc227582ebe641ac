import { readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { ClientFault } from '../faults.ts'
import type { PullPaths } from './paths.ts'

/** For the plan, the index and the ends of tars. */
const MARGIN_BYTES = 16 * 1024 * 1024
const STAT_BLOCK_BYTES = 512

/** Throws ClientFault where the disk has less room than the bytes that are still to come. */
export async function assertRoom(
  paths: PullPaths,
  bytes: number,
  freeBytes: (path: string) => Promise<number> = freeBytesOf,
): Promise<void> {
  if (bytes === 0) return
  const needed = bytes + MARGIN_BYTES - (await partialBytes(paths.shards))
  const free = await freeBytes(paths.out)
  if (free >= needed) return
  throw new ClientFault('DISK_TOO_SMALL', {
    path: paths.out,
    neededBytes: String(needed),
    freeBytes: String(free),
  })
}

async function freeBytesOf(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path)
  return bavail * bsize
}

/** What unfinished files take already; they may have holes. */
async function partialBytes(folder: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.part'))
  const sizes = await Promise.all(
    names.map(async (name) => {
      const { size, blocks } = await stat(join(folder, name))
      return Math.min(size, blocks * STAT_BLOCK_BYTES)
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
