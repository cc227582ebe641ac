import type { AuditRule } from '../../domain/audit/rules.ts'
import type { AssetRecordV1, ManifestAsset } from '../../domain/shard/asset-record.ts'
import type { Manifest } from '../../domain/shard/manifest.ts'
import { TAR_BLOCK_BYTES, tarPaddingBytes } from '../../domain/shard/tar.ts'
import type { AssetFacts, GeneratedAsset } from '../../generator/generator.ts'
import type { Lease } from '../../workers/oracle/schema.ts'
import { generateAssets, type Packed, pack, withManifest } from '../fixtures-batch.ts'

/** A batch that is not what was leased, and the rule that finds it out. */
export interface Cheat {
  readonly name: string
  readonly rule: AuditRule
  readonly index: number | null
  /** What is committed, where it is not the honest batch. */
  readonly commit?: (packed: Packed, lease: Lease) => Packed
  /** What happens to the store after the commit. */
  readonly later?: (lease: Lease, packed: Packed) => Promise<unknown>
}

/** The shard with some bytes put otherwise; its hash is committed as it then is. */
export const bytesAt =
  (at: (packed: Packed) => number, ...bytes: readonly number[]) =>
  (packed: Packed): Packed => {
    const shard = Uint8Array.from(packed.shard)
    shard.set(bytes, at(packed))
    return { ...packed, shard }
  }

export const cutTo =
  (bytes: (packed: Packed) => number) =>
  (packed: Packed): Packed => ({ ...packed, shard: packed.shard.slice(0, bytes(packed)) })

export const firstAsset = ({ manifest }: Packed): ManifestAsset => {
  const [asset] = manifest.assets
  if (asset === undefined) throw new Error('a batch has an asset')
  return asset
}

/** What records of every version state. */
type SharedFields = Partial<Omit<AssetRecordV1, 'parts'>>

/** The manifest with fields of its second asset put otherwise. */
export const lying =
  (change: (asset: ManifestAsset) => SharedFields) =>
  (packed: Packed): Packed => {
    const assets = packed.manifest.assets.map((asset) =>
      asset.index === 1 ? { ...asset, ...change(asset) } : asset,
    )
    return withManifest(packed, { ...packed.manifest, assets } as Manifest)
  }

export const withHead =
  (
    change: (manifest: Manifest, lease: Lease) => Partial<Pick<Manifest, 'batchId' | 'generator'>>,
  ) =>
  (packed: Packed, lease: Lease): Packed =>
    withManifest(packed, { ...packed.manifest, ...change(packed.manifest, lease) })

export const spelt =
  (spell: (text: string) => string) =>
  (packed: Packed): Packed => ({ ...packed, manifestText: spell(packed.manifestText) })

/** A batch made of other assets, consistent in itself. */
export const madeOtherwise =
  (change: (asset: GeneratedAsset) => GeneratedAsset) =>
  (_: Packed, lease: Lease): Packed => {
    const made = generateAssets(lease)
    return pack(
      lease,
      made.map((asset, index) => (index === 1 ? change(asset) : asset)),
    )
  }

/** What is stated here outweighs what `pack` finds: manifest and record both say it. */
export const withFacts = (change: (facts: AssetFacts) => SharedFields) =>
  madeOtherwise(({ glb, facts }) => ({ glb, facts: { ...facts, ...change(facts) } }))

export const flipped = (glb: Uint8Array<ArrayBuffer>, at: number): Uint8Array<ArrayBuffer> => {
  const copy = Uint8Array.from(glb)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

export const paddingAt = (packed: Packed): number => {
  const { offset, bytes } = firstAsset(packed)
  if (tarPaddingBytes(bytes) === 0) throw new Error('the first asset has no padding')
  return offset + bytes
}

/** Where the header of the first JSON record starts. */
export const recordHeaderAt = (packed: Packed): number => {
  const { offset, bytes } = firstAsset(packed)
  return offset + bytes + tarPaddingBytes(bytes)
}

export const endAt = ({ shard }: Packed): number => shard.length - 2 * TAR_BLOCK_BYTES
