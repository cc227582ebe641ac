import fc from 'fast-check'
import { batchId, type Sha256Hex } from '../../../domain/ids.ts'
import {
  VIEW_COUNT_MAX,
  VIEW_SIZE_MAX,
  VIEW_SIZE_MIN,
  VIEW_SIZE_STEP,
} from '../../../domain/lease/views.ts'
import {
  ASSET_BYTES_MAX,
  FAMILY_LENGTH_MAX,
  NAME_LENGTH_MAX,
  TAGS_MAX,
} from '../../../domain/shard/asset-record.ts'
import type { Manifest, ManifestV1, ManifestV2 } from '../../../domain/shard/manifest.ts'

const hex = (digits: number) =>
  fc.stringMatching(new RegExp(`^[0-9a-f]{${digits}}$`), { maxLength: digits })

const place = {
  sha256: hex(64).map((value) => value as Sha256Hex),
  bytes: fc.integer({ min: 0, max: ASSET_BYTES_MAX }),
  offset: fc.maxSafeNat(),
}
const counts = { attempt: fc.nat({ max: 8 }), vertices: fc.nat(), triangles: fc.nat() }

const recordsV1 = fc.record({
  ...{ ...place, ...counts, descriptor: hex(176), parts: fc.nat({ max: 64 }) },
  family: fc.string({ maxLength: 64 }),
  caption: fc.string({ unit: 'binary', maxLength: 100 }),
})

const plain = (lengthMax: number) =>
  fc
    .stringMatching(/^[ !#-[\]-~]*$/, { maxLength: lengthMax })
    .map((text) => text.slice(0, lengthMax))
const name = plain(NAME_LENGTH_MAX)

const recordsV2 = fc
  .record({
    ...{ ...place, ...counts, descriptor: hex(176) },
    parts: fc.array(fc.record({ name, material: name }), { maxLength: 5 }),
    tags: fc.array(name, { maxLength: TAGS_MAX }),
    family: plain(FAMILY_LENGTH_MAX),
    caption: plain(100),
    parent: fc.option(place.sha256),
  })
  .map(({ parent, ...record }) => (parent === null ? record : { ...record, parent }))

const head = {
  batchId: fc.integer({ min: 0, max: 2 ** 40 - 1 }).map(batchId),
  generator: fc.string({ maxLength: 64 }),
  grid: fc.nat(),
}

const indexed = <T extends object>(assets: readonly T[]) =>
  assets.map((asset, index) => ({ index, ...asset }))

const manifestsV1 = fc
  .record({ ...head, assets: fc.array(recordsV1, { maxLength: 5 }).map(indexed) })
  .map((fields): Manifest => ({ version: 1, count: fields.assets.length, ...fields }))

const viewsRequests = fc.record({
  count: fc.integer({ min: 1, max: VIEW_COUNT_MAX }),
  size: fc
    .integer({ min: VIEW_SIZE_MIN / VIEW_SIZE_STEP, max: VIEW_SIZE_MAX / VIEW_SIZE_STEP })
    .map((tiles) => tiles * VIEW_SIZE_STEP),
})

const manifestsV2 = fc
  .record({
    ...{ ...head, assets: fc.array(recordsV2, { maxLength: 5 }).map(indexed) },
    views: fc.option(viewsRequests),
  })
  .map(({ assets, views, ...fields }): Manifest => {
    const hash = '5e'.repeat(32) as Sha256Hex
    const stated = views === null ? assets : assets.map((asset) => ({ ...asset, views: hash }))
    return { version: 2, count: assets.length, views, assets: stated, ...fields }
  })

/** Any manifest that follows the rules of a manifest, honest or not. */
export const manifests: fc.Arbitrary<Manifest> = fc.oneof(manifestsV1, manifestsV2)

/** Two plain assets, to be bent by the tests of malformed manifests. */
export const PLAIN: ManifestV1 = {
  version: 1,
  batchId: batchId(7),
  generator: 'piwa-procedural@1',
  grid: 64,
  count: 2,
  assets: [0, 1].map((index) => ({
    index,
    sha256: `${index}f`.repeat(32) as Sha256Hex,
    bytes: 1_000 + index,
    offset: 512 + 3_072 * index,
    family: 'vessel',
    attempt: 0,
    parts: 3,
    vertices: 120,
    triangles: 240,
    caption: 'a vessel with two handles',
    descriptor: 'a5'.repeat(88),
  })),
}

/** The same in version 2, with views and a parent. */
export const RICH: ManifestV2 = {
  version: 2,
  batchId: batchId(7),
  generator: 'piwa-procedural@2',
  grid: 64,
  views: { count: 4, size: 256 },
  count: 2,
  assets: [0, 1].map((index) => ({
    index,
    sha256: `${index}f`.repeat(32) as Sha256Hex,
    bytes: 1_000 + index,
    offset: 512 + 3_072 * index,
    family: 'chair',
    attempt: 0,
    parts: [
      { name: 'seat', material: 'wood' },
      { name: 'leg', material: 'metal' },
    ],
    vertices: 120,
    triangles: 240,
    caption: 'a wooden chair with metal legs',
    tags: ['chair.n.01'],
    descriptor: 'a5'.repeat(88),
    views: `${index}e`.repeat(32) as Sha256Hex,
    ...(index === 0 ? {} : { parent: '0f'.repeat(32) as Sha256Hex }),
  })),
}
