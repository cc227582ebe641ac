import { findNode } from '../../d1/nodes.ts'
import { markRegistered, type Submission } from '../../d1/submissions.ts'
import { batchId } from '../../domain/ids.ts'
import { formatEntry } from '../../domain/log/entry.ts'
import type { ManifestAsset } from '../../domain/shard/asset-record.ts'
import { registrationKey } from '../../r2/geometry-keys.ts'
import { putJson } from '../../r2/geometry-store.ts'
import type { Receipt } from '../oracle/schema.ts'
import { claimUploads, recordUploads } from '../provenance/first-uploads.ts'
import { provenanceLogOf } from '../provenance/log.ts'
import { readAcceptedManifest } from './accepted-manifest.ts'

/**
 * Gives every asset of an accepted submission its place in the log, or marks it as a duplicate.
 *
 * Each step can be repeated: claims carry the asset's own id, the log appends a batch once, and the
 * entries of a retry are the same bytes, because their time is the verdict's.
 */
export async function register(env: Env, submission: Submission): Promise<void> {
  const id = batchId(submission.batchNumber)
  const { assets } = await readAcceptedManifest(env.GEOMETRY, id, submission.leaseId)
  const claims = assets.map(({ sha256, index }) => ({ sha256, claimId: `${id}/${index}` }))
  const duplicates = await claimUploads(env, claims)
  const firsts = assets.filter(({ index }) => !duplicates.has(`${id}/${index}`))

  const firstLogIndex = await appendEntries(env, submission, firsts)
  const logIndexOf = new Map(firsts.map(({ index }, rank) => [index, firstLogIndex + rank]))
  await recordUploads(
    env,
    firsts.map(({ sha256, index }, rank) => ({
      ...{ sha256, claimId: `${id}/${index}`, logIndex: firstLogIndex + rank },
    })),
  )
  const receipts = assets.map(({ index, sha256 }): Receipt => {
    const logIndex = logIndexOf.get(index) ?? null
    return { index, sha256, logIndex, duplicate: logIndex === null, cnft: null }
  })
  await putJson(env.GEOMETRY, registrationKey(id, submission.leaseId), receipts)
  await markRegistered(env.CATALOG, submission.leaseId, {
    firstLogIndex: firsts.length > 0 ? firstLogIndex : null,
    duplicates: assets.length - firsts.length,
  })
}

async function appendEntries(
  env: Env,
  submission: Submission,
  assets: readonly ManifestAsset[],
): Promise<number> {
  if (assets.length === 0) return 0
  const { batchNumber, nodeId, generator, decidedAtMs } = submission
  const uploader = (await findNode(env.CATALOG, nodeId))?.wallet
  if (uploader === undefined || decidedAtMs === null) {
    throw new Error(`${submission.leaseId} is not a decided submission of a known node`)
  }
  const batch = batchId(batchNumber)
  const entries = assets.map(({ sha256, index }) =>
    formatEntry({
      ...({ v: 1, kind: 'generated' } as const),
      ...{ sha256, uploader, node: nodeId, batch, index, generator, timeMs: decidedAtMs },
    }),
  )
  const result = await provenanceLogOf(env).append({ id: batch, entries })
  if (result.status === 'append_conflict') {
    throw new Error(`${batch} is in the log with other entries`)
  }
  return result.firstIndex
}
