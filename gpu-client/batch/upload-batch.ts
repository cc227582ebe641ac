import { manifestPath, shardPath } from '../home/paths.ts'
import { waitOut } from '../retry.ts'
import type { UnsettledBatch } from '../store/batch-store.ts'
import type { BatchDependencies } from './deps.ts'
import { holds } from './read-file.ts'
import { uploadObject } from './upload-object.ts'

type GeneratedBatch = Extract<UnsettledBatch, { commitment: unknown }>

/**
 * Brings shard and manifest into the store. After any failure it asks for fresh URLs, which name
 * only what is still missing.
 */
export async function uploadBatch(
  deps: BatchDependencies,
  batch: GeneratedBatch,
  signal: AbortSignal,
): Promise<void> {
  const { store, report } = deps
  const { requestKey, lease, commitment } = batch
  if (!(await filesAreWhole(deps, batch))) {
    store.batches.retreat(requestKey, 'leased')
    return
  }
  for (let attempt = 0; ; attempt += 1) {
    try {
      await uploadOnce(deps, batch, attempt, signal)
      break
    } catch (error) {
      signal.throwIfAborted()
      await waitOut(deps, { call: 'upload', error, attempt }, signal)
    }
  }
  deps.outages.up('upload')
  store.batches.advance(requestKey, 'generated', 'uploaded')
  report({ event: 'uploaded', batchId: lease.batchId, bytes: commitment.shard.bytes })
}

async function uploadOnce(
  deps: BatchDependencies,
  { lease, commitment }: GeneratedBatch,
  attempt: number,
  signal: AbortSignal,
): Promise<void> {
  const { leaseId } = lease
  const { shard, manifest } = commitment
  const uploads = await deps.oracle.uploads(leaseId, { shard, manifest }, signal)
  const shardObject = { leaseId, path: shardPath(deps.paths, leaseId), bytes: shard.bytes }
  await uploadObject(deps, uploads.shard, { ...shardObject, attempt }, signal)
  const manifestObject = { leaseId, path: manifestPath(deps.paths, leaseId), bytes: manifest.bytes }
  await uploadObject(deps, uploads.manifest, { ...manifestObject, attempt }, signal)
}

async function filesAreWhole(
  { paths }: BatchDependencies,
  { lease, commitment }: GeneratedBatch,
): Promise<boolean> {
  const { shard, manifest } = commitment
  return (
    (await holds(shardPath(paths, lease.leaseId), shard)) &&
    (await holds(manifestPath(paths, lease.leaseId), manifest))
  )
}
