import { PART_BYTES, type Upload } from '../../workers/oracle/schema.ts'
import { OracleRefusal, Unanswered } from '../oracle/answer.ts'
import type { BatchDependencies } from './deps.ts'
import { readStretch } from './read-file.ts'

const PARTS_AT_ONCE = 2
/** After so many failures what is remembered of the parts is doubted, and they are sent again. */
const DOUBTED_AFTER = 3

export interface ObjectToUpload {
  readonly leaseId: string
  readonly path: string
  readonly bytes: number
  /** How often uploading it has failed in a row. */
  readonly attempt: number
}

type UploadDependencies = Pick<BatchDependencies, 'objects' | 'impatientOracle' | 'store'>
type Multipart = Extract<Upload, { kind: 'multipart' }>

/** Uploads one object the way the oracle says. Throws Unanswered where fresh URLs may help. */
export async function uploadObject(
  deps: UploadDependencies,
  upload: Upload,
  object: ObjectToUpload,
  signal: AbortSignal,
): Promise<void> {
  switch (upload.kind) {
    case 'stored':
      return
    case 'single': {
      const body = await readStretch(object.path, 0, object.bytes)
      await deps.objects.put(upload.url, upload.headers, body, signal)
      return
    }
    case 'multipart':
      await uploadParts(deps, upload, object, signal)
      await completeParts(deps, upload, object, signal)
  }
}

async function uploadParts(
  { objects, store }: UploadDependencies,
  { uploadId, parts }: Multipart,
  { path, attempt }: ObjectToUpload,
  signal: AbortSignal,
): Promise<void> {
  if (attempt > 0 && attempt % DOUBTED_AFTER === 0) store.parts.forget(uploadId)
  const done = new Set(store.parts.list(uploadId).map(({ number }) => number))
  const missing = parts.filter(({ number }) => !done.has(number))
  const sendNext = async (): Promise<void> => {
    for (let part = missing.shift(); part !== undefined; part = missing.shift()) {
      const { number, bytes, url } = part
      const body = await readStretch(path, (number - 1) * PART_BYTES, bytes)
      const stored = await objects.put(url, {}, body, signal)
      if (stored.status !== 'stored') throw new Unanswered('STORE_CONFLICT', `part ${number}`)
      store.parts.add(uploadId, { number, etag: stored.etag })
    }
  }
  // All are awaited, so that none still sends after a failure has been reported.
  const senders = await Promise.allSettled(Array.from({ length: PARTS_AT_ONCE }, sendNext))
  const failed = senders.find((sender) => sender.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

async function completeParts(
  { impatientOracle, store }: UploadDependencies,
  { uploadId }: Multipart,
  { leaseId }: ObjectToUpload,
  signal: AbortSignal,
): Promise<void> {
  const parts = store.parts.list(uploadId)
  try {
    await impatientOracle.completeUpload(leaseId, { uploadId, parts }, signal)
  } catch (error) {
    if (!(error instanceof OracleRefusal) || error.code !== 'UPLOAD_INCOMPLETE') throw error
    store.parts.forget(uploadId)
    throw new Unanswered(error.code, 'the parts are sent again', { cause: error })
  }
  store.parts.forget(uploadId)
}
