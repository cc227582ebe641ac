import { env } from 'cloudflare:workers'
import type { AuditRule } from '../../domain/audit/rules.ts'
import { concatBytes } from '../../domain/bytes.ts'
import { batchId, type Sha256Hex } from '../../domain/ids.ts'
import { nextGlbOffset } from '../../domain/shard/layout.ts'
import { ASSET_BYTES_MAX, type Manifest, type ManifestAsset } from '../../domain/shard/manifest.ts'
import { TAR_BLOCK_BYTES, tarHeader, tarPaddingBytes } from '../../domain/shard/tar.ts'
import type { AssetFacts, GeneratedAsset } from '../../generator/generator.ts'
import { manifestKey, shardKey } from '../../r2/geometry-store.ts'
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
const bytesAt =
  (at: (packed: Packed) => number, ...bytes: readonly number[]) =>
  (packed: Packed): Packed => {
    const shard = Uint8Array.from(packed.shard)
    shard.set(bytes, at(packed))
    return { ...packed, shard }
  }

const cutTo =
  (bytes: (packed: Packed) => number) =>
  (packed: Packed): Packed => ({ ...packed, shard: packed.shard.slice(0, bytes(packed)) })

const firstAsset = ({ manifest }: Packed): ManifestAsset => {
  const [asset] = manifest.assets
  if (asset === undefined) throw new Error('a batch has an asset')
  return asset
}

/** The manifest with fields of its second asset put otherwise. */
const lying =
  (change: (asset: ManifestAsset) => Partial<ManifestAsset>) =>
  (packed: Packed): Packed => {
    const assets = packed.manifest.assets.map((asset) =>
      asset.index === 1 ? { ...asset, ...change(asset) } : asset,
    )
    return withManifest(packed, { ...packed.manifest, assets })
  }

const withHead =
  (change: (manifest: Manifest, lease: Lease) => Partial<Manifest>) =>
  (packed: Packed, lease: Lease): Packed =>
    withManifest(packed, { ...packed.manifest, ...change(packed.manifest, lease) })

const spelt =
  (spell: (text: string) => string) =>
  (packed: Packed): Packed => ({ ...packed, manifestText: spell(packed.manifestText) })

/** A batch made of other assets, consistent in itself. */
const madeOtherwise =
  (change: (asset: GeneratedAsset) => GeneratedAsset) =>
  (_: Packed, lease: Lease): Packed => {
    const made = generateAssets(lease)
    return pack(
      lease,
      made.map((asset, index) => (index === 1 ? change(asset) : asset)),
    )
  }

/** What is stated here outweighs what `pack` finds: manifest and record both say it. */
const withFacts = (change: (facts: AssetFacts) => Partial<ManifestAsset>) =>
  madeOtherwise(({ glb, facts }) => ({ glb, facts: { ...facts, ...change(facts) } }))

const flipped = (glb: Uint8Array<ArrayBuffer>, at: number): Uint8Array<ArrayBuffer> => {
  const copy = Uint8Array.from(glb)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

const paddingAt = (packed: Packed): number => {
  const { offset, bytes } = firstAsset(packed)
  if (tarPaddingBytes(bytes) === 0) throw new Error('the first asset has no padding')
  return offset + bytes
}

/** Where the header of the first JSON record starts. */
const recordHeaderAt = (packed: Packed): number => {
  const { offset, bytes } = firstAsset(packed)
  return offset + bytes + tarPaddingBytes(bytes)
}

const endAt = ({ shard }: Packed): number => shard.length - 2 * TAR_BLOCK_BYTES

export const CHEATS: readonly Cheat[] = [
  {
    name: 'a manifest that was changed after the commit',
    ...{ rule: 'MANIFEST_HASH_MISMATCH', index: null },
    later: ({ batchId: id, leaseId }, { manifestText }) =>
      env.GEOMETRY.put(manifestKey(id, leaseId), manifestText.replace('"attempt":', '"attempT":')),
  },
  {
    name: 'a manifest that was cut after the commit',
    ...{ rule: 'MANIFEST_HASH_MISMATCH', index: null },
    later: ({ batchId: id, leaseId }, { manifestText }) =>
      env.GEOMETRY.put(manifestKey(id, leaseId), manifestText.slice(1)),
  },
  {
    name: 'a manifest with white space',
    ...{ rule: 'MANIFEST_MALFORMED', index: null },
    commit: spelt((text) => text.replace(',', ', ')),
  },
  {
    name: 'a manifest behind a byte order mark',
    ...{ rule: 'MANIFEST_MALFORMED', index: null },
    commit: spelt((text) => `\ufeff${text}`),
  },
  {
    name: 'a manifest with another key order',
    ...{ rule: 'MANIFEST_MALFORMED', index: null },
    commit: spelt((text) => JSON.stringify({ assets: 0, ...JSON.parse(text) })),
  },
  {
    name: 'a manifest that is no JSON',
    ...{ rule: 'MANIFEST_MALFORMED', index: null },
    commit: spelt(() => 'version: 1'),
  },
  {
    name: 'the manifest of another batch',
    ...{ rule: 'MANIFEST_LEASE_MISMATCH', index: null },
    commit: withHead(() => ({ batchId: batchId(4_242) })),
  },
  {
    name: 'a manifest of another generator',
    ...{ rule: 'MANIFEST_LEASE_MISMATCH', index: null },
    commit: withHead(() => ({ generator: 'piwa-procedural@2' })),
  },
  {
    name: 'a manifest of a coarser grid',
    ...{ rule: 'MANIFEST_LEASE_MISMATCH', index: null },
    commit: (_, lease) => {
      const coarse = { ...lease, grid: 32 }
      return pack(coarse, generateAssets(coarse))
    },
  },
  {
    name: 'a batch with fewer assets than were leased',
    ...{ rule: 'MANIFEST_LEASE_MISMATCH', index: null },
    commit: (_, lease) => pack(lease, generateAssets(lease).slice(0, 1)),
  },
  {
    name: 'a root over other assets',
    ...{ rule: 'ROOT_MISMATCH', index: null },
    commit: (packed) => ({ ...packed, root: '00'.repeat(32) }),
  },
  {
    name: 'a shard that was changed after the commit',
    ...{ rule: 'SHARD_HASH_MISMATCH', index: null },
    later: ({ batchId: id, leaseId }, packed) =>
      env.GEOMETRY.put(shardKey(id, leaseId), bytesAt(endAt, 1)(packed).shard),
  },
  {
    name: 'a shard that was cut after the commit',
    ...{ rule: 'SHARD_HASH_MISMATCH', index: null },
    later: ({ batchId: id, leaseId }, { shard }) =>
      env.GEOMETRY.put(shardKey(id, leaseId), shard.slice(0, shard.length / 2)),
  },
  {
    name: 'a shard that is empty after the commit',
    ...{ rule: 'SHARD_HASH_MISMATCH', index: null },
    later: ({ batchId: id, leaseId }) => env.GEOMETRY.put(shardKey(id, leaseId), ''),
  },
  {
    name: 'a shard that ends within a GLB',
    ...{ rule: 'SHARD_TRUNCATED', index: 0 },
    commit: cutTo((packed) => firstAsset(packed).offset + 100),
  },
  {
    name: 'a shard that ends within its first header',
    ...{ rule: 'SHARD_TRUNCATED', index: 0 },
    commit: cutTo(() => 100),
  },
  {
    name: 'a shard that ends within a padding',
    ...{ rule: 'SHARD_TRUNCATED', index: 0 },
    commit: cutTo((packed) => paddingAt(packed)),
  },
  {
    name: 'a shard without its end',
    ...{ rule: 'SHARD_TRUNCATED', index: null },
    commit: cutTo(endAt),
  },
  {
    name: 'a shard with half its end',
    ...{ rule: 'SHARD_TRUNCATED', index: null },
    commit: cutTo((packed) => endAt(packed) + TAR_BLOCK_BYTES),
  },
  {
    name: 'bytes behind the end of the shard',
    ...{ rule: 'SHARD_MALFORMED', index: null },
    commit: (packed) => ({ ...packed, shard: concatBytes(packed.shard, Uint8Array.of(0)) }),
  },
  {
    name: 'a megabyte behind the end of the shard',
    ...{ rule: 'SHARD_MALFORMED', index: null },
    commit: (packed) => ({ ...packed, shard: concatBytes(packed.shard, new Uint8Array(2 ** 20)) }),
  },
  {
    name: 'an end that is not zero',
    ...{ rule: 'SHARD_MALFORMED', index: null },
    commit: bytesAt((packed) => endAt(packed) + 700, 1),
  },
  {
    name: 'a header with a time',
    ...{ rule: 'SHARD_MALFORMED', index: 0 },
    commit: bytesAt(() => 140, 0x31),
  },
  {
    name: 'a header with another mode',
    ...{ rule: 'SHARD_MALFORMED', index: 0 },
    commit: bytesAt(() => 104, 0x37),
  },
  {
    name: 'a file of another name',
    ...{ rule: 'SHARD_MALFORMED', index: 0 },
    commit: (packed) =>
      bytesAt(() => 0, ...tarHeader('000001.glb', firstAsset(packed).bytes))(packed),
  },
  {
    name: 'a record of another name',
    ...{ rule: 'SHARD_MALFORMED', index: 0 },
    commit: bytesAt((packed) => recordHeaderAt(packed) + 7, 0x4a),
  },
  {
    name: 'a padding that is not zero',
    ...{ rule: 'SHARD_MALFORMED', index: 0 },
    commit: bytesAt(paddingAt, 1),
  },
  {
    name: 'a record that says something else',
    ...{ rule: 'SHARD_MALFORMED', index: 0 },
    commit: bytesAt((packed) => recordHeaderAt(packed) + TAR_BLOCK_BYTES + 10, 0x39),
  },
  {
    name: 'an offset that is not where the asset lies',
    ...{ rule: 'SHARD_MALFORMED', index: 1 },
    commit: lying(({ offset }) => ({ offset: nextGlbOffset(offset) })),
  },
  {
    name: 'an offset elsewhere that manifest and record agree on',
    ...{ rule: 'SHARD_MALFORMED', index: 1 },
    commit: withFacts(() => ({ offset: TAR_BLOCK_BYTES })),
  },
  {
    name: 'a length that is not the length of the asset',
    ...{ rule: 'SHARD_MALFORMED', index: 1 },
    commit: lying(({ bytes }) => ({ bytes: bytes - 1 })),
  },
  {
    name: 'a length beyond the end of the shard',
    ...{ rule: 'SHARD_MALFORMED', index: 1 },
    commit: lying(() => ({ bytes: ASSET_BYTES_MAX })),
  },
  {
    name: 'a hash that is not the hash of the asset',
    ...{ rule: 'ASSET_HASH_MISMATCH', index: 1 },
    commit: lying(() => ({ sha256: '00'.repeat(32) as Sha256Hex })),
  },
  {
    name: 'one flipped bit with every hash consistent',
    ...{ rule: 'ASSET_NOT_REPRODUCED', index: 1 },
    commit: madeOtherwise(({ glb, facts }) => ({ glb: flipped(glb, glb.length - 1), facts })),
  },
  {
    name: 'one byte more with every hash consistent',
    ...{ rule: 'ASSET_NOT_REPRODUCED', index: 1 },
    commit: madeOtherwise(({ glb, facts }) => ({
      glb: Uint8Array.from([...glb, 0]),
      facts,
    })),
  },
  {
    name: 'one asset in place of all',
    ...{ rule: 'ASSET_NOT_REPRODUCED', index: 1 },
    commit: (_, lease) => {
      const [first] = generateAssets(lease)
      if (first === undefined) throw new Error('a lease has an asset')
      return pack(lease, [first, first])
    },
  },
  {
    name: 'the assets of another seed',
    ...{ rule: 'ASSET_NOT_REPRODUCED', index: 0 },
    commit: (_, lease) => pack(lease, generateAssets({ ...lease, seed: '5a'.repeat(32) })),
  },
  {
    name: 'another caption',
    ...{ rule: 'FACTS_NOT_REPRODUCED', index: 1 },
    commit: withFacts(({ caption }) => ({ caption: `${caption}!` })),
  },
  {
    name: 'another count of triangles',
    ...{ rule: 'FACTS_NOT_REPRODUCED', index: 1 },
    commit: withFacts(({ triangles }) => ({ triangles: triangles + 1 })),
  },
  {
    name: 'another descriptor',
    ...{ rule: 'FACTS_NOT_REPRODUCED', index: 1 },
    commit: withFacts(() => ({ descriptor: '00'.repeat(88) })),
  },
]
