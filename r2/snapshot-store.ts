import { type Chunk, parseChunk } from '../domain/dataset/chunk.ts'
import type { SnapshotPart, SnapshotRecord } from '../domain/dataset/snapshot.ts'
import type { Sha256Hex } from '../domain/ids.ts'

/** What snapshots need of R2, so that a folder can stand for it. */
export interface SnapshotBucket {
  get(
    key: string,
    options?: { readonly range: { readonly offset: number; readonly length: number } },
  ): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>
  put(
    key: string,
    value: Uint8Array,
    options?: { readonly sha256?: string; readonly httpMetadata?: { contentType?: string } },
  ): Promise<unknown>
}

export const recordKey = (version: string): string => `datasets/records/${version}.json`

/** Names its content: a chunk is written once, and later versions refer to it. */
export const chunkKey = (position: number, sha256: Sha256Hex): string =>
  `datasets/chunks/${String(position).padStart(6, '0')}-${sha256}.bin`

/** In the folders that readers of partitioned Parquet take columns from. */
export function partKey(
  { family, quality, sha256 }: Pick<SnapshotPart, 'family' | 'quality' | 'sha256'>,
  firstLogIndex: number,
): string {
  const folder = `datasets/parts/family=${encodeURIComponent(family)}/quality=${quality}`
  return `${folder}/${String(firstLogIndex).padStart(12, '0')}-${sha256}.parquet`
}

/** What a version's successor goes on from. */
export const stateKey = (version: string): string => `datasets/states/${version}.bin`

/** Objects that only the build of a version needs; they are deleted after it. */
export const buildPrefix = (version: string): string => `datasets/builds/${version}/`
export const stepKey = (version: string, step: number): string =>
  `${buildPrefix(version)}step-${String(step).padStart(6, '0')}.bin`
export const scatterKey = (version: string, position: number, sha256: Sha256Hex): string =>
  `${buildPrefix(version)}scatter-${String(position).padStart(6, '0')}-${sha256}.bin`

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
export const decodeUtf8 = (bytes: Uint8Array): string => UTF8.decode(bytes)

/** The bytes of an object that has to be there. */
export async function readObject(
  bucket: Pick<SnapshotBucket, 'get'>,
  key: string,
  range?: { readonly offset: number; readonly length: number },
): Promise<Uint8Array> {
  const object = await bucket.get(key, ...(range === undefined ? [] : [{ range }]))
  if (object === null) throw new Error(`object ${key} is missing`)
  return new Uint8Array(await object.arrayBuffer())
}

/** The record that was stored under a key. Throws where it is missing: that is an outage. */
export async function readRecord(
  bucket: Pick<SnapshotBucket, 'get'>,
  key: string,
): Promise<SnapshotRecord> {
  return JSON.parse(decodeUtf8(await readObject(bucket, key))) as SnapshotRecord
}

/** One text for one record: its SHA-256 is what licenses name. */
export const formatRecord = (record: SnapshotRecord): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(record)}\n`)

/** A stored chunk. Throws where it is missing or malformed: that is an outage. */
export async function readChunk(bucket: Pick<SnapshotBucket, 'get'>, key: string): Promise<Chunk> {
  const parsed = parseChunk(await readObject(bucket, key), decodeUtf8)
  if (parsed.status === 'parsed') return parsed.chunk
  throw new Error(`chunk ${key} is malformed: ${parsed.issue}`)
}
