import type { AuditRule } from '../../domain/audit/rules.ts'
import { equalBytes, toHex } from '../../domain/bytes.ts'
import type { Sha256Hex } from '../../domain/ids.ts'
import type { ViewsRequest } from '../../domain/lease/views.ts'
import { formatAssetRecord, type ManifestAsset } from '../../domain/shard/asset-record.ts'
import { glbName, nextGlbOffset, recordName } from '../../domain/shard/layout.ts'
import type { Manifest } from '../../domain/shard/manifest.ts'
import { TAR_END, tarEntryBytes } from '../../domain/shard/tar.ts'
import { sha256 } from '../../signing/sha256.ts'
import { type ByteSource, byteSource } from './byte-source.ts'
import { checkViews, type RenderedViews } from './check-views.ts'
import { takeFile } from './take-file.ts'

export interface Fault {
  readonly rule: AuditRule
  readonly index: number | null
}

/** What somebody found about an asset: a fault ends the check, views are compared with the images. */
export interface Inspection {
  readonly fault?: AuditRule
  readonly rendered?: RenderedViews | undefined
}

/** Looks at one GLB that is what the manifest says. */
export type InspectAsset = (asset: ManifestAsset, glb: Uint8Array) => Inspection

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
  const views = manifest.version === 1 ? null : manifest.views
  let position = 0
  for (const asset of manifest.assets) {
    const checked = await checkAsset({ source, asset, position, views, inspect })
    if (typeof checked === 'string') return { rule: checked, index: asset.index }
    position = checked
  }
  const end = await source.take(TAR_END.length)
  if (end === undefined) return { rule: 'SHARD_TRUNCATED', index: null }
  return equalBytes(end, TAR_END) ? undefined : { rule: 'SHARD_MALFORMED', index: null }
}

/** Answers where the next asset starts, or what is wrong with this one. */
async function checkAsset(check: {
  readonly source: ByteSource
  readonly asset: ManifestAsset
  readonly position: number
  readonly views: ViewsRequest | null
  readonly inspect: InspectAsset
}): Promise<number | AuditRule> {
  const { source, asset, position, views, inspect } = check
  if (asset.offset !== nextGlbOffset(position)) return 'SHARD_MALFORMED'
  const glb = await takeFile(source, glbName(asset.index), asset.bytes)
  if (!(glb instanceof Uint8Array)) return glb
  if (toHex(sha256(glb)) !== asset.sha256) return 'ASSET_HASH_MISMATCH'
  const { fault, rendered } = inspect(asset, glb)
  if (fault !== undefined) return fault
  const record = new TextEncoder().encode(formatAssetRecord(asset))
  const stored = await takeFile(source, recordName(asset.index), record.length)
  if (!(stored instanceof Uint8Array)) return stored
  if (!equalBytes(stored, record)) return 'SHARD_MALFORMED'
  const viewBytes = views === null ? 0 : await checkViews(source, asset, views, rendered)
  if (typeof viewBytes === 'string') return viewBytes
  return position + tarEntryBytes(asset.bytes) + tarEntryBytes(record.length) + viewBytes
}
