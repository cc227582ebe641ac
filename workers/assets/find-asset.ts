import { findNode } from '../../d1/nodes.ts'
import { findByLogIndex, type Submission } from '../../d1/submissions.ts'
import { batchId } from '../../domain/ids.ts'
import type { ManifestAsset } from '../../domain/shard/asset-record.ts'
import type { BatchAsset } from './batch-assets.ts'
import { readBatchAssets } from './batch-assets.ts'
import { previewPath } from './preview.ts'
import type { AssetRecord } from './schema.ts'

export interface FoundAsset extends BatchAsset {
  readonly submission: Submission
}

/** The generated asset at a log index, if there is one. */
export async function findAsset(env: Env, logIndex: number): Promise<FoundAsset | undefined> {
  const submission = await findByLogIndex(env.CATALOG, logIndex)
  if (submission === undefined) return undefined
  const id = batchId(submission.batchNumber)
  const assets = await readBatchAssets(env.GEOMETRY, id, submission.leaseId)
  const found = assets.find(({ receipt }) => receipt.logIndex === logIndex)
  return found && { ...found, submission }
}

export async function readRecord(
  env: Env,
  logIndex: number,
  found: FoundAsset,
): Promise<AssetRecord> {
  const { receipt, asset, submission } = found
  const node = await findNode(env.CATALOG, submission.nodeId)
  if (node === undefined || submission.decidedAtMs === null) {
    throw new Error(`${submission.leaseId} is not a decided submission of a known node`)
  }
  const { sha256, index, bytes, family, caption, vertices, triangles } = asset
  return {
    ...{ sha256, logIndex, uploader: node.wallet, node: node.id, index, bytes },
    ...{ batch: batchId(submission.batchNumber), lease: submission.leaseId },
    ...{ generator: submission.generator, grid: submission.grid },
    ...{ registeredAtMs: submission.decidedAtMs, cnft: receipt.cnft },
    ...{ family, caption, vertices, triangles, ...partsOf(asset) },
    proofUrl: `${env.PUBLIC_URL}/v1/log/proofs/${logIndex}`,
    previewUrl: `${env.PUBLIC_URL}${previewPath(logIndex)}`,
  }
}

function partsOf(asset: ManifestAsset): Pick<AssetRecord, 'parts' | 'partFacts' | 'tags'> {
  if (!('tags' in asset)) return { parts: asset.parts, partFacts: [], tags: [] }
  return { parts: asset.parts.length, partFacts: [...asset.parts], tags: [...asset.tags] }
}
