import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type HomePaths, manifestPath, shardPath } from '../home/paths.ts'

export async function removeShard(paths: HomePaths, leaseId: string): Promise<void> {
  await rm(shardPath(paths, leaseId), { force: true })
  await rm(manifestPath(paths, leaseId), { force: true })
}

/** Removes the files of all leases but these: a process may die between settling a batch and removing them. */
export async function sweepShards(
  { shards }: HomePaths,
  wantedLeases: ReadonlySet<string>,
): Promise<void> {
  const names = await readdir(shards)
  const orphans = names.filter((name) => !wantedLeases.has(name.replace(/\.[a-z]+$/, '')))
  await Promise.all(orphans.map((name) => rm(join(shards, name), { force: true })))
}

/** Removes files of leases that are not in use, oldest first, until so many bytes are free; answers how many are. */
export async function removeOldest(
  { shards }: HomePaths,
  inUse: ReadonlySet<string>,
  bytes: number,
): Promise<number> {
  const names = await readdir(shards)
  const kept = names.filter((name) => !inUse.has(name.replace(/\.[a-z]+$/, '')))
  const files = await Promise.all(
    kept.map(async (name) => {
      const path = join(shards, name)
      const { size, mtimeMs } = await stat(path)
      return { path, size, mtimeMs }
    }),
  )
  let freed = 0
  for (const { path, size } of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
    if (freed >= bytes) break
    await rm(path, { force: true })
    freed += size
  }
  return freed
}
