import { findSnapshot, latestSnapshot, type PublishedSnapshot } from '../../d1/snapshots.ts'
import type { SnapshotRecord } from '../../domain/dataset/snapshot.ts'
import { Refusal } from '../../domain/errors.ts'
import type { Sha256Hex } from '../../domain/ids.ts'
import { readRecord } from '../../r2/snapshot-store.ts'

export interface LoadedSnapshot {
  readonly row: PublishedSnapshot
  readonly record: SnapshotRecord
}

/** Records that an isolate keeps: a record never changes, and most requests are for the latest. */
const RECORDS_KEPT_MAX = 4
const records = new Map<Sha256Hex, SnapshotRecord>()

/** A published version with its record, the latest where none is named. */
export async function loadSnapshot(
  env: Pick<Env, 'CATALOG' | 'GEOMETRY'>,
  version?: string,
): Promise<LoadedSnapshot> {
  const row =
    version === undefined
      ? await latestSnapshot(env.CATALOG)
      : await findSnapshot(env.CATALOG, version)
  if (row === undefined) {
    if (version === undefined) throw new Refusal('SNAPSHOT_NOT_READY')
    throw new Refusal('SNAPSHOT_UNKNOWN', { version })
  }
  return { row, record: await recordOf(env.GEOMETRY, row) }
}

async function recordOf(
  bucket: R2Bucket,
  { recordKey, recordSha256 }: PublishedSnapshot,
): Promise<SnapshotRecord> {
  const kept = records.get(recordSha256)
  if (kept !== undefined) return kept
  const record = await readRecord(bucket, recordKey)
  const [oldest] = records.keys()
  if (records.size >= RECORDS_KEPT_MAX && oldest !== undefined) records.delete(oldest)
  records.set(recordSha256, record)
  return record
}
