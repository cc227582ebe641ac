import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import bs58 from 'bs58'
import type { AuditRule } from '../domain/audit/rules.ts'
import { fromHex, toHex } from '../domain/bytes.ts'
import { isWallet, type Sha256Hex, sha256Hex } from '../domain/ids.ts'
import { nodeIdOf, registrationText } from '../domain/registration.ts'
import { assetSeed } from '../domain/seed/asset-seed.ts'
import { createGenerator } from '../generator/generator.ts'
import { loadGeneratorModule } from '../generator/node-module.ts'
import { isGeneratorId } from '../generator/versions.ts'
import { fetchNetwork } from '../gpu-client/oracle/http.ts'
import { createHttpOracle } from '../gpu-client/oracle/http-oracle.ts'
import { httpObjectStore } from '../gpu-client/oracle/object-store.ts'
import type { OracleClient } from '../gpu-client/oracle/oracle-client.ts'
import { systemWorld } from '../gpu-client/world.ts'
import { ed25519Key } from '../signing/ed25519.ts'
import { sha256 } from '../signing/sha256.ts'
import type { Lease, LeaseState, Upload } from '../workers/oracle/schema.ts'
import { assembleBatch, type BatchContent, type MadeAsset } from './batch-content.ts'
import { CHEATS, type Cheat } from './cheats.ts'

const POLL_MS = 250
const ASSETS_A_BATCH = 4

export interface CheatOutcome {
  readonly cheat: string
  readonly assets: number
  readonly accepted: number
  readonly rule: AuditRule | null
  readonly expectedRule: AuditRule
}

/** Joins a network as a registered node and tries every cheat once, a batch each. */
export async function cheat(edgeUrl: string, signal: AbortSignal): Promise<CheatOutcome[]> {
  const oracle = await joinNetwork(edgeUrl, signal)
  const outcomes: CheatOutcome[] = []
  for (const attempt of CHEATS) {
    const request = { requestKey: systemWorld.randomText(), countMax: ASSETS_A_BATCH }
    const lease = await oracle.lease(request, signal)
    const made = await makeHonestly(lease)
    const state = await handIn(oracle, lease, tamper(attempt, lease, made), signal)
    outcomes.push({
      cheat: attempt.name,
      assets: lease.count,
      accepted: state.status === 'rejected' ? 0 : lease.count,
      rule: state.rule,
      expectedRule: attempt.caughtBy,
    })
  }
  return outcomes
}

async function makeHonestly(lease: Lease): Promise<MadeAsset[]> {
  const { generator: id, grid, views } = lease
  if (!isGeneratorId(id)) throw new Error(`no generator ${id}`)
  const generator = createGenerator(id, await loadGeneratorModule(id), grid)
  return Array.from({ length: lease.count }, (_, index) => {
    const made = generator.generate(assetSeed(sha256, fromHex(lease.seed), index))
    return { ...made, views: views === null ? [] : generator.views(views) }
  })
}

async function joinNetwork(edgeUrl: string, signal: AbortSignal): Promise<OracleClient> {
  const network = await fetchNetwork(edgeUrl, signal)
  const key = await ed25519Key(randomBytes(32))
  const walletKey = await ed25519Key(randomBytes(32))
  const wallet = bs58.encode(walletKey.publicKey)
  if (!isWallet(wallet)) throw new Error(`not a wallet: ${wallet}`)
  const nodeId = nodeIdOf(sha256, key.publicKey)
  const url = network.publicUrl
  const oracle = createHttpOracle({ url, nodeId, key, world: systemWorld })
  const publicKey = toHex(key.publicKey)
  const registration = { publicKey, wallet, payoutAddress: wallet, issuedAtMs: Date.now() }
  const text = registrationText({ ...registration, nodeId, network: network.logOrigin })
  const walletSignature = toHex(await walletKey.sign(new TextEncoder().encode(text)))
  await oracle.register({ ...registration, walletSignature }, signal)
  return oracle
}

function tamper(attempt: Cheat, lease: Lease, made: readonly MadeAsset[]): BatchContent {
  return attempt.tamper(made, (assets, lie) => assembleBatch(lease, assets, lie))
}

async function handIn(
  oracle: OracleClient,
  lease: Lease,
  content: BatchContent,
  signal: AbortSignal,
): Promise<LeaseState> {
  const shard = stored(content.shard, content.committedShardSha256)
  const manifest = stored(content.manifest)
  const uploads = await oracle.uploads(lease.leaseId, { shard, manifest }, signal)
  await put(uploads.shard, content.shard, signal)
  await put(uploads.manifest, content.manifest, signal)
  const { batchId } = lease
  await oracle.commit(lease.leaseId, { batchId, shard, manifest, root: content.root }, signal)
  for (;;) {
    const state = await oracle.leaseState(lease.leaseId, signal)
    if (state.status !== 'committed') return state
    await setTimeout(POLL_MS, undefined, { signal })
  }
}

function stored(content: Uint8Array, stated?: Sha256Hex) {
  return { bytes: content.length, sha256: stated ?? sha256Hex(toHex(sha256(content))) }
}

async function put(upload: Upload, content: Uint8Array, signal: AbortSignal): Promise<void> {
  if (upload.kind === 'multipart') throw new Error('a cheat is small enough for one upload')
  if (upload.kind === 'single') {
    await httpObjectStore.put(upload.url, upload.headers, content, signal)
  }
}
