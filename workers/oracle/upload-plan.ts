import { fromHex } from '../../domain/bytes.ts'
import type { QueuedLease } from '../../durable-objects/work-queue-schema.ts'
import { manifestKey, shardKey } from '../../r2/geometry-keys.ts'
import { isStored } from '../../r2/geometry-store.ts'
import { presignPut, s3AccessOf } from '../../r2/presign.ts'
import {
  PART_BYTES,
  SINGLE_UPLOAD_BYTES_MAX,
  type Upload,
  type UploadRequest,
  type Uploads,
} from './schema.ts'
import { workQueue } from './work-queue.ts'

const URL_VALID_SECONDS = 900

type Declared = UploadRequest['shard']

/** URLs for what is still missing. Asking again continues the same multipart upload. */
export async function planUploads(
  env: Env,
  lease: QueuedLease,
  { shard, manifest }: UploadRequest,
): Promise<Uploads> {
  const { batchId, leaseId } = lease
  const expiresAtMs = Date.now() + URL_VALID_SECONDS * 1000
  const plan = { env, lease, key: shardKey(batchId, leaseId), declared: shard }
  return {
    shard:
      shard.bytes > SINGLE_UPLOAD_BYTES_MAX ? await planMultipart(plan) : await planSingle(plan),
    manifest: await planSingle({
      ...{ env, lease, key: manifestKey(batchId, leaseId), declared: manifest },
    }),
    expiresAtMs,
  }
}

interface Plan {
  readonly env: Env
  readonly lease: QueuedLease
  readonly key: string
  readonly declared: Declared
}

async function planSingle({ env, key, declared }: Plan): Promise<Upload> {
  if (await isStored(env.GEOMETRY, key, declared.bytes)) return { kind: 'stored' }
  const headers = {
    'content-length': String(declared.bytes),
    'if-none-match': '*',
    'x-amz-checksum-sha256': btoa(String.fromCharCode(...fromHex(declared.sha256))),
  }
  const url = await presignPut(s3AccessOf(env), { key, headers, validSeconds: URL_VALID_SECONDS })
  return { kind: 'single', url, headers }
}

async function planMultipart({ env, lease, key, declared }: Plan): Promise<Upload> {
  if (await isStored(env.GEOMETRY, key, declared.bytes)) return { kind: 'stored' }
  const uploadId = lease.uploadId ?? (await startMultipart(env, lease, key))
  const count = Math.ceil(declared.bytes / PART_BYTES)
  const parts = Array.from({ length: count }, async (_, i) => {
    const bytes = Math.min(PART_BYTES, declared.bytes - i * PART_BYTES)
    const url = await presignPut(s3AccessOf(env), {
      key,
      headers: { 'content-length': String(bytes) },
      validSeconds: URL_VALID_SECONDS,
      query: { partNumber: String(i + 1), uploadId },
    })
    return { number: i + 1, bytes, url }
  })
  return { kind: 'multipart', uploadId, parts: await Promise.all(parts) }
}

/** Two requests at once may both start an upload; the queue decides which of them counts. */
async function startMultipart(env: Env, lease: QueuedLease, key: string): Promise<string> {
  const started = await env.GEOMETRY.createMultipartUpload(key)
  const uploadId = await workQueue(env).fixUploadId(lease.leaseId, started.uploadId)
  if (uploadId !== started.uploadId) await started.abort()
  return uploadId
}
