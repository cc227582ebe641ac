import fc from 'fast-check'
import type { ChunkBatch } from '../../../domain/dataset/chunk.ts'
import { type Cube, CubeBuilder } from '../../../domain/dataset/cube.ts'
import {
  ASSET_KINDS,
  type Facets,
  QUALITIES,
  TRIANGLE_RANGES,
} from '../../../domain/dataset/facets.ts'
import type { Filter } from '../../../domain/dataset/filter.ts'
import { ROW_TAGS_MAX, type Row } from '../../../domain/dataset/row.ts'
import type { LeaseId, Sha256Hex } from '../../../domain/ids.ts'

const uint48 = fc.integer({ min: 0, max: 2 ** 48 - 1 })
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const uint16 = fc.integer({ min: 0, max: 2 ** 16 - 1 })
const digits = (alphabet: string, length: number) =>
  fc
    .array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length })
    .map((made) => made.join(''))

export const someHash = digits('0123456789abcdef', 64).map((text) => text as Sha256Hex)

export const someRow: fc.Arbitrary<Row> = fc.record({
  ...{ logIndex: uint48, batchNumber: uint48, index: uint16, sha256: someHash },
  ...{ offset: uint32, bytes: uint32, span: uint32, facets: uint32 },
  tags: fc.array(uint16, { maxLength: ROW_TAGS_MAX }),
})

export const someRows = (length: fc.ArrayConstraints = { maxLength: 8 }): fc.Arbitrary<Row[]> =>
  fc.array(someRow, length)

export const someFacets: fc.Arbitrary<Facets> = fc.record({
  family: uint16,
  quality: fc.constantFrom(...QUALITIES),
  nsfw: fc.boolean(),
  kind: fc.constantFrom(...ASSET_KINDS),
  triangles: fc.constantFrom(...TRIANGLE_RANGES.map(({ id }) => id)),
  views: fc.boolean(),
})

export const someBatch: fc.Arbitrary<Omit<ChunkBatch, 'rows'>> = fc.record({
  batchNumber: fc.integer({ min: 0, max: 2 ** 40 - 1 }),
  leaseId: digits('abcdefghijklmnopqrstuvwxyz234567', 26).map((id) => `lease_${id}` as LeaseId),
  generator: fc.constantFrom('piwa-procedural@1', 'piwa-procedural@2'),
  grid: fc.constantFrom(32, 64, 128),
  views: fc.constantFrom(null, { count: 4, size: 64 }, { count: 32, size: 512 }),
  count: fc.integer({ min: 1, max: 256 }),
  shardSha256: someHash,
  shardBytes: uint32,
})

/** Few different facets, so that cells fall together. */
export const someCube: fc.Arbitrary<Cube> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.nat(1_000), fc.nat(1e9)))
  .map((cells) => {
    const builder = new CubeBuilder()
    for (const [facets, count, bytes] of cells) builder.add(facets * 65_537, count, bytes)
    return builder.build()
  })

export const someFilter: fc.Arbitrary<Filter> = fc.record({
  families: fc.array(fc.constantFrom('chair', 'table', 'tree', 'a,b', 'é"')),
  qualities: fc.array(fc.constantFrom(...QUALITIES)),
  nsfw: fc.constantFrom('exclude', 'include', 'only'),
  kinds: fc.array(fc.constantFrom(...ASSET_KINDS)),
  triangles: fc.array(fc.constantFrom(...TRIANGLE_RANGES.map(({ id }) => id))),
  views: fc.constantFrom(null, true, false),
  tag: fc.constantFrom(null, 'chair.n.01', 'wood'),
})
