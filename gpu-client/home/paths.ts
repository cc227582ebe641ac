import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where the client keeps what. `docs/operators.md` explains each. */
export interface HomePaths {
  readonly home: string
  readonly nodeKey: string
  readonly walletKey: string
  readonly lock: string
  readonly database: string
  readonly shards: string
  readonly evidence: string
}

export const HOME_DEFAULT = join(homedir(), '.piwa-node')

export function homePaths(home: string): HomePaths {
  return {
    home,
    nodeKey: join(home, 'node-key'),
    walletKey: join(home, 'wallet-key'),
    lock: join(home, 'lock.sqlite'),
    database: join(home, 'node.sqlite'),
    shards: join(home, 'shards'),
    evidence: join(home, 'evidence'),
  }
}

/** A lease's files are named by the lease: an expired batch can come back under another one. */
export const shardPath = (paths: HomePaths, leaseId: string): string =>
  join(paths.shards, `${leaseId}.tar`)
export const manifestPath = (paths: HomePaths, leaseId: string): string =>
  join(paths.shards, `${leaseId}.json`)
