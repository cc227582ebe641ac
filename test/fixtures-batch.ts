import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { concatBytes, fromHex, toHex } from '../domain/bytes.ts'
import { sha256Hex } from '../domain/ids.ts'
import { assetSeed } from '../domain/seed/asset-seed.ts'
import type { ManifestAsset } from '../domain/shard/asset-record.ts'
import { batchRoot } from '../domain/shard/batch-root.ts'
import { formatManifest, type Manifest, manifestOf } from '../domain/shard/manifest.ts'
import { TAR_END, tarEntry } from '../domain/shard/tar.ts'
import type { GeneratedAsset, RawView } from '../generator/generator.ts'
import { packAsset } from '../gpu-client/batch/asset-files.ts'
import { manifestKey, shardKey } from '../r2/geometry-keys.ts'
import { sha256 } from '../signing/sha256.ts'
import { app } from '../workers/app.ts'
import { generatorFor } from '../workers/audit/generators.ts'
import type { CommitRequest, Lease, LeaseState, Receipts } from '../workers/oracle/schema.ts'
import { callAs, signedRequest, type TestNode } from './fixtures-node.ts'
import { someRequestKey } from './fixtures-queue.ts'

/** The variables that say what new leases ask for. */
export type AskedVariables = Pick<Env, 'GENERATOR' | 'VIEWS' | 'VIEW_SIZE'>

/** A batch as a node holds it before it uploads. */
export interface Packed {
  readonly manifest: Manifest
  readonly manifestText: string
  readonly shard: Uint8Array
  readonly root: string
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
export const hashOf = (bytes: Uint8Array) => sha256Hex(toHex(sha256(bytes)))

export type MadeAsset = GeneratedAsset & { readonly views?: readonly RawView[] }

/** The assets of a lease, made by the core, with the views that it asks for. */
export function generateAssets(lease: Lease): MadeAsset[] {
  const generator = generatorFor(lease.generator, lease.grid)
  const seed = fromHex(lease.seed)
  return Array.from({ length: lease.count }, (_, i) => {
    const made = generator.generate(assetSeed(sha256, seed, i))
    return lease.views === null ? made : { ...made, views: generator.views(lease.views) }
  })
}

/** Packs assets as the protocol says: consistent in itself, whatever the assets are. */
export function pack(lease: Lease, made: readonly MadeAsset[]): Packed {
  const entries: Uint8Array[] = []
  const assets: ManifestAsset[] = []
  let position = 0
  for (const [index, asset] of made.entries()) {
    const hashed = { views: [], ...asset, sha256: hashOf(asset.glb) }
    const { record, files } = packAsset(index, position, hashed)
    for (const { name, content } of files) {
      const entry = tarEntry(name, content)
      position += entry.length
      entries.push(entry)
    }
    assets.push(record)
  }
  const manifest = manifestOf(lease, assets)
  return {
    manifest,
    manifestText: formatManifest(manifest),
    shard: concatBytes(...entries, TAR_END),
    root: batchRoot(sha256, assets),
  }
}

/** The same batch with another manifest, and what follows from it. */
export const withManifest = (packed: Packed, manifest: Manifest): Packed => ({
  ...packed,
  manifest,
  manifestText: formatManifest(manifest),
  root: batchRoot(sha256, manifest.assets),
})

/** A lease from the edge, or from one whose variables are these. */
export async function leaseAs(
  node: TestNode,
  countMax: number,
  variables: Partial<AskedVariables> = {},
): Promise<Lease> {
  const request = await signedRequest(node, {
    ...{ method: 'POST', path: '/v1/oracle/leases' },
    body: { requestKey: someRequestKey(), countMax },
  })
  const response = await app.fetch(request, { ...env, ...variables }, createExecutionContext())
  if (response.status !== 201) throw new Error(`no lease: ${await response.text()}`)
  return response.json<Lease>()
}

/** Puts both objects into the store, as the node's uploads would. */
export async function store(lease: Lease, { shard, manifestText }: Packed): Promise<void> {
  const { batchId, leaseId } = lease
  await env.GEOMETRY.put(shardKey(batchId, leaseId), shard)
  await env.GEOMETRY.put(manifestKey(batchId, leaseId), manifestText)
}

export function commitOf(lease: Lease, { shard, manifestText, root }: Packed): CommitRequest {
  const manifest = encode(manifestText)
  return {
    batchId: lease.batchId,
    shard: { bytes: shard.length, sha256: hashOf(shard) },
    manifest: { bytes: manifest.length, sha256: hashOf(manifest) },
    root,
  }
}

export function commitAs(node: TestNode, lease: Lease, body: unknown): Promise<Response> {
  return callAs(node, { method: 'POST', path: `${leasePath(lease)}/commit`, body })
}

/** Stores and commits a batch; it then waits for its audit. */
export async function submit(node: TestNode, lease: Lease, packed: Packed): Promise<void> {
  await store(lease, packed)
  const response = await commitAs(node, lease, commitOf(lease, packed))
  if (response.status !== 202) throw new Error(`not committed: ${await response.text()}`)
}

/** An honest batch that waits for its audit. */
export async function submitHonest(node: TestNode, count: number): Promise<Lease> {
  const lease = await leaseAs(node, count)
  await submit(node, lease, pack(lease, generateAssets(lease)))
  return lease
}

export const leasePath = ({ leaseId }: Pick<Lease, 'leaseId'>): string =>
  `/v1/oracle/leases/${leaseId}`

export async function stateOf(node: TestNode, lease: Lease): Promise<LeaseState> {
  return (await callAs(node, { method: 'GET', path: leasePath(lease) })).json<LeaseState>()
}

export async function receiptsOf(node: TestNode, lease: Lease): Promise<Receipts['receipts']> {
  const path = `${leasePath(lease)}/receipts`
  const { receipts } = await (await callAs(node, { method: 'GET', path })).json<Receipts>()
  return receipts
}
