import fc from 'fast-check'
import { batchId, type Sha256Hex } from '../../../domain/ids.ts'
import {
  ASSET_BYTES_MAX,
  type Manifest,
  type ManifestAsset,
} from '../../../domain/shard/manifest.ts'

const hex = (digits: number) =>
  fc.stringMatching(new RegExp(`^[0-9a-f]{${digits}}$`), { maxLength: digits })

const assetFacts = fc.record({
  sha256: hex(64).map((value) => value as Sha256Hex),
  bytes: fc.integer({ min: 0, max: ASSET_BYTES_MAX }),
  offset: fc.maxSafeNat(),
  family: fc.string({ maxLength: 64 }),
  attempt: fc.nat({ max: 8 }),
  parts: fc.nat({ max: 64 }),
  vertices: fc.nat(),
  triangles: fc.nat(),
  caption: fc.string({ unit: 'binary', maxLength: 100 }),
  descriptor: hex(176),
})

/** Any manifest that follows the rules of a manifest, honest or not. */
export const manifests = fc
  .record({
    number: fc.integer({ min: 0, max: 2 ** 40 - 1 }),
    generator: fc.string({ maxLength: 64 }),
    grid: fc.nat(),
    facts: fc.array(assetFacts, { maxLength: 5 }),
  })
  .map(({ number, generator, grid, facts }): Manifest => {
    const assets = facts.map((asset, index): ManifestAsset => ({ index, ...asset }))
    const id = batchId(number)
    return { version: 1, batchId: id, generator, grid, count: assets.length, assets }
  })

/** Two plain assets, to be bent by the tests of malformed manifests. */
export const PLAIN: Manifest = {
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
