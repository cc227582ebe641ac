import { createHash } from 'node:crypto'
import { fromHex } from '../../../domain/bytes.ts'
import { batchId, type LeaseId, type NodeId, type Wallet } from '../../../domain/ids.ts'
import { nodeIdOf } from '../../../domain/registration.ts'
import { assetSeed } from '../../../domain/seed/asset-seed.ts'
import { type Manifest, parseManifest } from '../../../domain/shard/manifest.ts'
import { LATEST_GENERATOR } from '../../../generator/versions.ts'
import type { GenerationRequest } from '../../../gpu-client/backend/backend.ts'
import { OracleRefusal } from '../../../gpu-client/oracle/answer.ts'
import type { ObjectStore } from '../../../gpu-client/oracle/object-store.ts'
import type { OracleClient } from '../../../gpu-client/oracle/oracle-client.ts'
import { sha256 } from '../../../signing/sha256.ts'
import type {
  CommitRequest,
  Lease,
  LeaseState,
  Receipt,
  UploadRequest,
} from '../../../workers/oracle/schema.ts'
import { fakeAsset } from './backend.ts'
import type { FakeLog } from './log.ts'

interface HeldLease {
  readonly lease: Lease
  readonly requestKey: string
  state: LeaseState
  declared: UploadRequest | undefined
  commit: CommitRequest | undefined
  receipts: Receipt[]
}

export const refusal = (code: string, status: number): OracleRefusal =>
  new OracleRefusal({ code, context: {}, requestId: 'req_test' }, status, undefined)

/** An oracle in memory: it re-executes what it is sent, keeps a log, and mints one step a poll. */
export function createFakeOracle(options: {
  readonly log: FakeLog
  readonly nodeId: NodeId
  readonly wallet: Wallet
  readonly countMax?: number
  readonly leaseMs?: number
  readonly nowMs: () => number
  readonly storeUrl?: string
  /** What the audit compares with; the fake backend's assets where it is left out. */
  readonly reexecute?: (request: GenerationRequest) => Uint8Array
}) {
  const { log } = options
  const storeUrl = options.storeUrl ?? 'http://store'
  let { nodeId, wallet } = options
  const leases = new Map<string, HeldLease>()
  const objects = new Map<string, Uint8Array>()
  const cosigned: { readonly size: number; readonly line: string }[] = []
  const known = (leaseId: string): HeldLease => {
    const held = leases.get(leaseId)
    if (held === undefined) throw refusal('LEASE_UNKNOWN', 404)
    return held
  }

  const oracle: OracleClient = {
    register: async (request) => {
      wallet = request.wallet
      nodeId = nodeIdOf(sha256, fromHex(request.publicKey))
      return { nodeId, wallet, registeredAtMs: 1 }
    },
    lease: async ({ requestKey, countMax }) => {
      const same = [...leases.values()].find((held) => held.requestKey === requestKey)
      if (same !== undefined) return same.lease
      const held = newLease(leases.size, requestKey, Math.min(countMax, options.countMax ?? 4))
      leases.set(held.lease.leaseId, held)
      return held.lease
    },
    leaseState: async (leaseId) => {
      const held = known(leaseId)
      const expired = held.state.status === 'open' && options.nowMs() >= held.lease.expiresAtMs
      if (expired) held.state = { ...held.state, status: 'expired' }
      else stepOn(held)
      return held.state
    },
    uploads: async (leaseId, declared) => {
      const held = known(leaseId)
      if (held.state.status === 'expired') throw refusal('LEASE_EXPIRED', 410)
      held.declared = declared
      const plan = (name: string) =>
        objects.has(`${leaseId}/${name}`)
          ? ({ kind: 'stored' } as const)
          : ({ kind: 'single', url: `${storeUrl}/${leaseId}/${name}`, headers: {} } as const)
      return { shard: plan('shard'), manifest: plan('manifest'), expiresAtMs: 1 }
    },
    completeUpload: async () => {
      throw new Error('no upload here has parts')
    },
    commit: async (leaseId, commit) => {
      const held = known(leaseId)
      if (!objects.has(`${leaseId}/shard`) || !objects.has(`${leaseId}/manifest`)) {
        throw refusal('UPLOAD_INCOMPLETE', 409)
      }
      if (held.commit !== undefined && JSON.stringify(held.commit) !== JSON.stringify(commit)) {
        throw refusal('COMMIT_CONFLICT', 409)
      }
      held.commit = commit
      if (held.state.status === 'open') held.state = { ...held.state, status: 'committed' }
      return held.state
    },
    receipts: async (leaseId) => {
      const { lease, receipts } = known(leaseId)
      return { leaseId: lease.leaseId, batchId: lease.batchId, receipts }
    },
    proofs: (first, count) => log.proofs(first, count),
    witnessRequest: (oldSize) => log.witnessRequest(oldSize),
    cosign: async (request) => {
      cosigned.push(request)
    },
  }
  const store: ObjectStore = {
    put: async (url, _headers, body) => {
      const key = url.slice(storeUrl.length + 1)
      if (objects.has(key)) return { status: 'exists' }
      objects.set(key, Uint8Array.from(body))
      return { status: 'stored', etag: '"etag"' }
    },
  }

  function newLease(number: number, requestKey: string, count: number): HeldLease {
    const id = `lease_${'abcdefghij'[number] ?? 'z'}${'a'.repeat(25)}` as LeaseId
    const seed = createHash('sha256').update(`seed ${number}`).digest('hex')
    const expiresAtMs = options.nowMs() + (options.leaseMs ?? 1_800_000)
    const lease: Lease = {
      ...{ leaseId: id, batchId: batchId(number), generator: LATEST_GENERATOR },
      ...{ seed, count, grid: 64, views: null, expiresAtMs },
    }
    const state: LeaseState = {
      ...{ leaseId: id, batchId: lease.batchId, status: 'open', rule: null, ruleIndex: null },
      ...{ assets: count, reexecuted: 0, duplicates: 0, firstLogIndex: null, minted: 0 },
    }
    return { lease, requestKey, state, declared: undefined, commit: undefined, receipts: [] }
  }

  function stepOn(held: HeldLease): void {
    const { status } = held.state
    if (status === 'committed') held.state = { ...held.state, ...audit(held) }
    else if (status === 'accepted') register(held)
    else if (status === 'registered') mint(held)
  }

  function audit(held: HeldLease): Partial<LeaseState> {
    const manifest = readManifest(held)
    const shard = objects.get(`${held.lease.leaseId}/shard`) ?? new Uint8Array()
    const sound = manifest.assets.every(({ index, offset, bytes }) => {
      const seed = assetSeed(sha256, fromHex(held.lease.seed), index)
      const request = {
        ...{ generator: LATEST_GENERATOR, assetSeed: seed, grid: held.lease.grid },
        views: undefined,
      }
      const glb = options.reexecute?.(request) ?? fakeAsset(request, assetBytesOf(held)).glb
      return Buffer.compare(shard.subarray(offset, offset + bytes), glb) === 0
    })
    return sound
      ? { status: 'accepted', reexecuted: manifest.count }
      : { status: 'rejected', rule: 'ASSET_NOT_REPRODUCED', ruleIndex: 0 }
  }

  function assetBytesOf(held: HeldLease): number {
    const [first] = readManifest(held).assets
    const seed = assetSeed(sha256, fromHex(held.lease.seed), 0)
    return (first?.bytes ?? 0) - (seed[0] ?? 0)
  }

  function readManifest({ lease }: HeldLease): Manifest {
    const bytes = objects.get(`${lease.leaseId}/manifest`)
    const parsed = parseManifest(Buffer.from(bytes ?? []).toString())
    if (parsed.status !== 'parsed') throw new Error(parsed.issue)
    return parsed.manifest
  }

  function register(held: HeldLease): void {
    const { batchId: batch } = held.lease
    held.receipts = readManifest(held).assets.map(({ index, sha256: hash }) => {
      const logIndex = log.append({
        ...{ v: 1, kind: 'generated', sha256: hash, uploader: wallet, node: nodeId, batch, index },
        ...{ generator: LATEST_GENERATOR, timeMs: options.nowMs() },
      })
      return { index, sha256: hash, logIndex, duplicate: false, cnft: null }
    })
    const firstLogIndex = held.receipts[0]?.logIndex ?? null
    held.state = { ...held.state, status: 'registered', firstLogIndex }
  }

  function mint(held: HeldLease): void {
    held.receipts = held.receipts.map((receipt) => ({
      ...receipt,
      cnft: { assetId: wallet, tree: wallet, leafIndex: receipt.logIndex ?? 0, signature: 'sig' },
    }))
    held.state = { ...held.state, status: 'minted', minted: held.receipts.length }
  }

  return { oracle, store, leases, objects, cosigned, log }
}

export type FakeOracle = ReturnType<typeof createFakeOracle>
