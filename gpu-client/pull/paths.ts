import { join } from 'node:path'

/** Where a pulled dataset keeps what. `docs/buyers.md` explains each. */
export interface PullPaths {
  readonly out: string
  readonly shards: string
  readonly dataset: string
  readonly index: string
  readonly state: string
  readonly database: string
  readonly lock: string
  readonly nativeCache: string
}

export function pullPaths(out: string): PullPaths {
  const state = join(out, '.piwa')
  return {
    ...{ out, state },
    shards: join(out, 'shards'),
    dataset: join(out, 'dataset.json'),
    index: join(out, 'index.bin'),
    database: join(state, 'pull.sqlite'),
    lock: join(state, 'lock.sqlite'),
    nativeCache: join(state, 'native'),
  }
}

const BATCH_DIGITS = 12

/** Relative to the folder of the dataset; slashes on every system, for it stands in `dataset.json`. */
export const shardFile = (batch: number): string =>
  `shards/${String(batch).padStart(BATCH_DIGITS, '0')}.tar`
