import { mkdirSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { NodeId } from '../../domain/ids.ts'
import { nodeIdOf } from '../../domain/registration.ts'
import type { Ed25519Key } from '../../signing/ed25519.ts'
import { sha256 } from '../../signing/sha256.ts'
import { openStore, type Store } from '../store/store.ts'
import { lockHome } from './lock.ts'
import { type HomePaths, homePaths } from './paths.ts'
import { openKey } from './seed-file.ts'

export interface Home {
  readonly paths: HomePaths
  readonly key: Ed25519Key
  readonly nodeId: NodeId
  readonly store: Store
  close(): void
}

/** Opens a home for the one client that may run on it; makes what is missing. */
export async function openHome(folder: string): Promise<Home> {
  const paths = homePaths(folder)
  for (const path of [paths.home, paths.shards, paths.evidence]) {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  }
  const unlock = lockHome(paths.lock)
  try {
    const key = await openKey(paths.nodeKey)
    await removeLeftovers(paths)
    const store = openStore(paths.database)
    const close = (): void => {
      store.close()
      unlock()
    }
    return { paths, key, nodeId: nodeIdOf(sha256, key.publicKey), store, close }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Files that a killed client was in the middle of writing. */
async function removeLeftovers({ home, shards }: HomePaths): Promise<void> {
  for (const folder of [home, shards]) {
    const names = await readdir(folder)
    const leftovers = names.filter((name) => /\.(part|new)$/.test(name))
    await Promise.all(leftovers.map((name) => rm(join(folder, name), { force: true })))
  }
}
