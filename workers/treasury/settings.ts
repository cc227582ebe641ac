import { fromHex } from '../../domain/bytes.ts'
import type { Outbox } from './outbox.ts'

export interface TreasuryEnv {
  readonly OUTBOX: DurableObjectNamespace<Outbox>
  readonly SOLANA_RPC_URL: string
  readonly METADATA_URL: string
  readonly TREE_DEPTH: string
  readonly TREE_BUFFER: string
  readonly TREE_CANOPY: string
  readonly TREASURY_KEY: string
}

export interface TreeShape {
  readonly depth: number
  readonly bufferSize: number
  readonly canopy: number
}

export interface Settings {
  readonly rpcUrl: string
  readonly metadataUrl: string
  readonly treeShape: TreeShape
  readonly seed: Uint8Array
}

export const METADATA_URL_BYTES_MAX = 64
const SEED_BYTES = 32
const TREE_DEPTH_MAX = 30
const TREE_BUFFER_MAX = 2048

/** Throws RangeError for a setting that is missing or out of range; the key never shows in a message. */
export function readSettings(env: TreasuryEnv): Settings {
  if (!/^[0-9a-f]{64}$/.test(env.TREASURY_KEY)) {
    throw new RangeError(`TREASURY_KEY is not ${SEED_BYTES} bytes of lowercase hex`)
  }
  if (!/^https?:\/\/[!-~]+[^/]$/.test(env.METADATA_URL)) {
    throw new RangeError(`METADATA_URL is not a URL without trailing slash: ${env.METADATA_URL}`)
  }
  if (env.METADATA_URL.length > METADATA_URL_BYTES_MAX) {
    throw new RangeError(`METADATA_URL is longer than ${METADATA_URL_BYTES_MAX}`)
  }
  return {
    rpcUrl: env.SOLANA_RPC_URL,
    metadataUrl: env.METADATA_URL,
    treeShape: {
      depth: integer('TREE_DEPTH', env.TREE_DEPTH, TREE_DEPTH_MAX),
      bufferSize: integer('TREE_BUFFER', env.TREE_BUFFER, TREE_BUFFER_MAX),
      canopy: integer('TREE_CANOPY', env.TREE_CANOPY, TREE_DEPTH_MAX),
    },
    seed: fromHex(env.TREASURY_KEY),
  }
}

function integer(name: string, text: string, max: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > max) {
    throw new RangeError(`${name} is not an integer up to ${max}: ${text}`)
  }
  return value
}
