import { listRegistered, type RegisteredBatch } from '../../d1/registered-batches.ts'
import { viewsOf } from '../../d1/submissions.ts'
import type { AcceptedBatch } from '../../domain/dataset/accepted-asset.ts'
import { batchId } from '../../domain/ids.ts'
import { shardKey } from '../../r2/geometry-keys.ts'
import { readAssets } from './read-assets.ts'
import type { AssetSource } from './world.ts'

/** Registered assets as the catalog and the manifests state them. */
export function registeredAssets(env: Pick<Env, 'CATALOG' | 'GEOMETRY'>): AssetSource {
  return {
    async batches(range) {
      return (await listRegistered(env.CATALOG, range)).map(acceptedBatch)
    },
    assets: (batch) => readAssets(env.GEOMETRY, batch),
  }
}

function acceptedBatch({ submission, node }: RegisteredBatch): AcceptedBatch {
  const { batchNumber, leaseId, generator, grid, assetCount, duplicates } = submission
  const { firstLogIndex, manifestSha256, shardSha256, shardBytes, decidedAtMs } = submission
  if (firstLogIndex === null || decidedAtMs === null) {
    throw new Error(`${leaseId} is registered without a place in the log`)
  }
  return {
    ...{ batchNumber, leaseId, generator, grid, views: viewsOf(submission), count: assetCount },
    ...{ duplicates, firstLogIndex, manifestSha256, shardSha256, shardBytes },
    shardKey: shardKey(batchId(batchNumber), leaseId),
    ...{ node: node.id, uploader: node.wallet, registeredAtMs: decidedAtMs },
  }
}
