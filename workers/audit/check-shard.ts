import type { AuditRule } from '../../domain/audit/rules.ts'
import { equalBytes, toHex } from '../../domain/bytes.ts'
import type { Sha256Hex } from '../../domain/ids.ts'
import { formatAssetRecord, type ManifestAsset } from '../../domain/shard/asset-record.ts'
import { glbName, nextGlbOffset, recordName } from '../../domain/shard/layout.ts'
import type { Manifest } from '../../domain/shard/manifest.ts'
import { TAR_END, tarEntryBytes, tarHeader, tarPaddingBytes } from '../../domain/shard/tar.ts'
import { sha256 } from '../../signing/sha256.ts'
import { type ByteSource, byteSource } from './byte-source.ts'

export interface Fault {
  readonly rule: AuditRule
  readonly index: number | null
}

/** Looks at one GLB that is what the manifest says; a fault it answers ends the check. */
export type InspectAsset = (asset: ManifestAsset, glb: Uint8Array) => Fault | undefined

/**
 * Reads a shard once, front to back, and holds it to the manifest, byte for byte. At most one asset
 * is in memory. A shard that is not the committed one has no other fault: its contents say nothing.
 * Throws where fewer bytes arrive than are stored: that is an outage, no verdict.
 */
export async function checkShard(
  stored: Pick<R2ObjectBody, 'body' | 'size'>,
  committedSha256: Sha256Hex,
  manifest: Manifest,
  inspect: InspectAsset,
): Promise<Fault | undefined> {
  const source = byteSource(stored.body)
  const fault = await checkEntries(source, manifest, inspect)
  const whole = await source.finish()
  if (whole.bytes !== stored.size) {
    throw new Error(`read ${whole.bytes} bytes of a shard of ${stored.size}`)
  }
  if (whole.sha256 !== committedSha256) return { rule: 'SHARD_HASH_MISMATCH', index: null }
  if (fault !== undefined) return fault
  return whole.unread === 0 ? undefined : { rule: 'SHARD_MALFORMED', index: null }
}

async function checkEntries(
  source: ByteSource,
  manifest: Manifest,
  inspect: InspectAsset,
): Promise<Fault | undefined> {
  let position = 0
  for (const asset of manifest.assets) {
    const record = new TextEncoder().encode(formatAssetRecord(asset))
    const fault = await checkAsset({ source, asset, record, position, inspect })
    if (fault !== undefined) return { rule: fault, index: asset.index }
    position += tarEntryBytes(asset.bytes) + tarEntryBytes(record.length)
  }
  const end = await source.take(TAR_END.length)
  if (end === undefined) return { rule: 'SHARD_TRUNCATED', index: null }
  return equalBytes(end, TAR_END) ? undefined : { rule: 'SHARD_MALFORMED', index: null }
}

async function checkAsset(check: {
  readonly source: ByteSource
  readonly asset: ManifestAsset
  readonly record: Uint8Array
  readonly position: number
  readonly inspect: InspectAsset
}): Promise<AuditRule | undefined> {
  const { source, asset, record, position, inspect } = check
  if (asset.offset !== nextGlbOffset(position)) return 'SHARD_MALFORMED'
  const glb = await takeFile(source, glbName(asset.index), asset.bytes)
  if (!(glb instanceof Uint8Array)) return glb
  if (toHex(sha256(glb)) !== asset.sha256) return 'ASSET_HASH_MISMATCH'
  const fault = inspect(asset, glb)
  if (fault !== undefined) return fault.rule
  const stored = await takeFile(source, recordName(asset.index), record.length)
  if (!(stored instanceof Uint8Array)) return stored
  return equalBytes(stored, record) ? undefined : 'SHARD_MALFORMED'
}

async function takeFile(
  source: ByteSource,
  name: string,
  bytes: number,
): Promise<Uint8Array | AuditRule> {
  const expected = tarHeader(name, bytes)
  const header = await source.take(expected.length)
  if (header === undefined) return 'SHARD_TRUNCATED'
  if (!equalBytes(header, expected)) return 'SHARD_MALFORMED'
  const content = await source.take(bytes)
  const padding = await source.take(tarPaddingBytes(bytes))
  if (content === undefined || padding === undefined) return 'SHARD_TRUNCATED'
  return padding.every((byte) => byte === 0) ? content : 'SHARD_MALFORMED'
}
