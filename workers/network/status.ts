import { latestAnchor } from '../../d1/anchors.ts'
import { countNodes } from '../../d1/nodes.ts'
import { listLatest, type Submission } from '../../d1/submissions.ts'
import { readRejections, readTotals } from '../../d1/totals.ts'
import { batchId } from '../../domain/ids.ts'
import { readBatchAssets } from '../assets/batch-assets.ts'
import { previewPath } from '../assets/preview.ts'
import { provenanceLogOf } from '../provenance/log.ts'
import { reportFault } from '../report.ts'
import type { LatestAsset, NetworkStatus } from './schema.ts'

const LATEST_ASSETS = 8
const LATEST_BATCHES = 2

export async function readStatus(env: Env): Promise<NetworkStatus> {
  const [nodes, totals, rejectedBatches, head, anchor, treasury, latest] = await Promise.all([
    countNodes(env.CATALOG),
    readTotals(env.CATALOG),
    readRejections(env.CATALOG),
    provenanceLogOf(env).head(),
    latestAnchor(env.CATALOG, env.LOG_ORIGIN),
    readTreasury(env),
    readLatest(env),
  ])
  const { accepted, rejected, pending, duplicates, minted, batches, mintTransactions } = totals
  const { size, root, cosignatures } = head
  return {
    ...{ nodes, batches, mintTransactions, rejectedBatches, treasury, latest },
    assets: { accepted, rejected, pending, duplicates, minted },
    log: { origin: env.LOG_ORIGIN, size, root, cosignatures, anchor: anchor ?? null },
  }
}

/** The page can do without the treasury: null says that it could not be asked. */
async function readTreasury(env: Env): Promise<NetworkStatus['treasury']> {
  try {
    const { address, tree } = await env.TREASURY.status()
    return { address, tree }
  } catch (error) {
    reportFault({ event: 'treasury_unreachable' }, error)
    return null
  }
}

async function readLatest(env: Env): Promise<LatestAsset[]> {
  const batches = await listLatest(env.CATALOG, LATEST_BATCHES)
  const assets = await Promise.all(batches.map((batch) => latestOf(env, batch)))
  return assets.flat().slice(0, LATEST_ASSETS)
}

async function latestOf(env: Env, submission: Submission): Promise<LatestAsset[]> {
  const id = batchId(submission.batchNumber)
  const assets = await readBatchAssets(env.GEOMETRY, id, submission.leaseId)
  return assets
    .flatMap(({ receipt, asset }): LatestAsset[] =>
      receipt.logIndex === null
        ? []
        : [
            {
              ...{ logIndex: receipt.logIndex, sha256: receipt.sha256, node: submission.nodeId },
              ...{ family: asset.family, caption: asset.caption, triangles: asset.triangles },
              cnft: receipt.cnft?.assetId ?? null,
              previewUrl: previewPath(receipt.logIndex),
            },
          ],
    )
    .slice(-LATEST_ASSETS)
    .reverse()
}
