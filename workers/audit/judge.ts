import { type Submission, viewsOf } from '../../d1/submissions.ts'
import type { AuditRule, Verdict } from '../../domain/audit/rules.ts'
import { auditSample } from '../../domain/audit/sample.ts'
import { toHex } from '../../domain/bytes.ts'
import { batchId } from '../../domain/ids.ts'
import { sameViews } from '../../domain/lease/views.ts'
import { parseUtf8 } from '../../domain/log/utf8.ts'
import { batchRoot } from '../../domain/shard/batch-root.ts'
import { type Manifest, manifestVersionOf, parseManifest } from '../../domain/shard/manifest.ts'
import { manifestKey, shardKey } from '../../r2/geometry-keys.ts'
import { sha256 } from '../../signing/sha256.ts'
import { checkShard } from './check-shard.ts'
import { reexecute } from './reexecute.ts'

export interface Audit {
  readonly submission: Submission
  readonly seed: Uint8Array
  readonly challenge: Uint8Array
  readonly ratePpm: bigint
}

/**
 * Decides a submission by what lies in the store. An object that cannot be read is an outage: it
 * throws, and the audit is tried again.
 */
export async function judge(bucket: R2Bucket, audit: Audit): Promise<Verdict> {
  const manifest = await readManifest(bucket, audit.submission)
  if (typeof manifest === 'string') return { status: 'rejected', rule: manifest, index: null }

  const { submission, seed, challenge, ratePpm } = audit
  const sample = new Set(auditSample(sha256, challenge, submission.assetCount, ratePpm))
  const shard = await bucket.get(shardKey(batchId(submission.batchNumber), submission.leaseId))
  if (shard === null) throw new Error(`the shard of ${submission.leaseId} is missing`)
  const fault = await checkShard(shard, submission.shardSha256, manifest, (asset, glb) =>
    sample.has(asset.index) ? reexecute({ submission, seed, challenge }, asset, glb) : {},
  )
  if (fault !== undefined) return { status: 'rejected', ...fault }
  return { status: 'accepted', reexecuted: sample.size }
}

async function readManifest(
  bucket: R2Bucket,
  submission: Submission,
): Promise<Manifest | AuditRule> {
  const id = batchId(submission.batchNumber)
  const object = await bucket.get(manifestKey(id, submission.leaseId))
  if (object === null) throw new Error(`the manifest of ${submission.leaseId} is missing`)
  const bytes = await object.bytes()
  if (bytes.length !== object.size) {
    throw new Error(`read ${bytes.length} bytes of a manifest of ${object.size}`)
  }
  if (toHex(sha256(bytes)) !== submission.manifestSha256) return 'MANIFEST_HASH_MISMATCH'

  // Not by TextDecoder, which drops a byte order mark: then two byte strings would be one manifest.
  const parsed = parseManifest(parseUtf8(bytes) ?? '')
  if (parsed.status === 'malformed') return 'MANIFEST_MALFORMED'
  const { manifest } = parsed
  const isOfLease =
    manifest.version === manifestVersionOf(submission.generator) &&
    manifest.batchId === id &&
    manifest.generator === submission.generator &&
    manifest.grid === submission.grid &&
    manifest.count === submission.assetCount &&
    sameViews(manifest.version === 1 ? null : manifest.views, viewsOf(submission))
  if (!isOfLease) return 'MANIFEST_LEASE_MISMATCH'
  return batchRoot(sha256, manifest.assets) === submission.root ? manifest : 'ROOT_MISMATCH'
}
