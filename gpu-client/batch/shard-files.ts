import { readdir, rm } from 'node:fs/promises'
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
