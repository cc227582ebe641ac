import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { batchId, type Sha256Hex, sha256Hex, type Wallet } from '../../domain/ids.ts'
import { type Chain, createChain } from '../../workers/treasury/chain.ts'
import type { Desk } from '../../workers/treasury/desk.ts'
import { collectibleText, planPacks } from '../../workers/treasury/packing.ts'
import { RESEND_MS } from '../../workers/treasury/pass.ts'
import { insertRequest } from '../../workers/treasury/requests.ts'
import type { MintRequest } from '../../workers/treasury/rpc.ts'
import { readSettings, type TreasuryEnv } from '../../workers/treasury/settings.ts'
import type { SolanaRpc } from '../../workers/treasury/solana-rpc.ts'
import { openTrees, reserveLeaves } from '../../workers/treasury/trees.ts'

export const treasuryEnv = env as unknown as TreasuryEnv
export const settings = readSettings(treasuryEnv)
export const OWNER = '4vJ9JU1bJJE96FWSJKvHsmmFADCg4gpZQff4P3bkLKi' as Wallet

const TREE_DEPTH = 3

export const createTestChain = (seed = settings.seed): Chain =>
  createChain({ ...settings, seed, treeShape: { depth: TREE_DEPTH, bufferSize: 8, canopy: 0 } })

export const hashOf = (index: number): Sha256Hex => sha256Hex(index.toString(16).padStart(64, '0'))

export function mintRequest(
  number: number,
  count: number,
  { owner = OWNER, from = number * 1000 }: { owner?: Wallet; from?: number } = {},
): MintRequest {
  return {
    id: batchId(number),
    owner,
    assets: Array.from({ length: count }, (_, index) => ({
      logIndex: from + index,
      sha256: hashOf(from + index),
    })),
  }
}

/** Runs the body on the empty storage of an outbox of its own, without the object's own driver. */
export async function withStorage<T>(
  name: string,
  body: (storage: DurableObjectStorage) => Promise<T>,
): Promise<T> {
  const stub = treasuryEnv.OUTBOX.getByName(name)
  return runInDurableObject(stub, (_: unknown, state: DurableObjectState) => body(state.storage))
}

const testChain = createTestChain()

let clockMs = 0
/** Every look at the clock is late enough to send again. */
function tickMs(): number {
  clockMs += RESEND_MS
  return clockMs
}

export function createDesk(storage: DurableObjectStorage, rpc: SolanaRpc, chain: Chain): Desk {
  return {
    sql: storage.sql,
    rpc,
    chain,
    metadataUrl: settings.metadataUrl,
    nowMs: tickMs,
    atomically: (change) => storage.transactionSync(change),
    flush: async () => undefined,
  }
}

export function enqueue(
  storage: DurableObjectStorage,
  request: MintRequest,
  grove: Chain = testChain,
): void {
  const texts = request.assets.map(({ logIndex }) =>
    collectibleText(settings.metadataUrl, logIndex),
  )
  const packs = planPacks(texts, openTrees(storage.sql, grove))
  for (const pack of packs) reserveLeaves(storage.sql, pack, grove)
  insertRequest(storage.sql, request, packs)
}
