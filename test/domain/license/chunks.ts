import fc from 'fast-check'
import { concatBytes, toHex } from '../../../domain/bytes.ts'
import type { Chunk, ChunkBatch } from '../../../domain/dataset/chunk.ts'
import { packFacets } from '../../../domain/dataset/facets.ts'
import { formatRow, type Row } from '../../../domain/dataset/row.ts'
import { type LeaseId, sha256Hex } from '../../../domain/ids.ts'
import { sha256 } from '../../../signing/sha256.ts'

/** What became of one asset of a lease. */
export const FATES = ['licensed', 'unlicensed', 'duplicate', 'learned'] as const
export type Fate = (typeof FATES)[number]

/** A lease of a batch and what became of it; without fates it was never accepted. */
export interface LeasedBatch {
  readonly batchNumber: number
  readonly generator: string
  readonly grid: number
  readonly count: number
  readonly fates: readonly Fate[] | null
}

const SPAN = 2_048
const LICENSED = packFacets({
  ...{ family: 1, quality: 'high', nsfw: false, kind: 'generated' },
  ...{ triangles: '0-999', views: false },
})
const UNLICENSED = LICENSED + (1 << 16)
const LEARNED = packFacets({
  ...{ family: 1, quality: 'high', nsfw: false, kind: 'learned' },
  ...{ triangles: '0-999', views: false },
})

/** Licensed are families of the dictionary's position 1, whatever made them. */
export const isLicensed = (facets: number): boolean => facets >>> 16 === 1

const hash = (text: string) => sha256Hex(toHex(sha256(new TextEncoder().encode(text))))

/** The snapshot of accepted batches in the order in which they were registered, in chunks of so many rows. */
export function chunksOf(batches: readonly LeasedBatch[], chunkRows: number): Chunk[] {
  const rows = batches.flatMap((batch) =>
    (batch.fates ?? []).flatMap((fate, index) => (fate === 'duplicate' ? [] : [{ batch, index }])),
  )
  const chunks = Array.from({ length: Math.ceil(rows.length / chunkRows) }, (_, i) =>
    rows.slice(i * chunkRows, (i + 1) * chunkRows),
  )
  return chunks.map((own, i) => ({
    batches: [...Map.groupBy(own, ({ batch }) => batch)].map(([batch, part]) =>
      chunkBatch(batch, part.length),
    ),
    rows: concatBytes(
      ...own.map(({ batch, index }, place) =>
        formatRow(rowOf(batch, index, i * chunkRows + place)),
      ),
    ),
  }))
}

function chunkBatch(batch: LeasedBatch, rows: number): ChunkBatch {
  const { batchNumber, generator, grid, count } = batch
  const leaseId = `lease_${'a'.repeat(26)}` as LeaseId
  const shard = { shardSha256: hash(`shard ${batchNumber}`), shardBytes: count * SPAN + 1_024 }
  return { batchNumber, leaseId, generator, grid, views: null, count, ...shard, rows }
}

function rowOf({ batchNumber, fates }: LeasedBatch, index: number, logIndex: number): Row {
  const fate = fates?.[index]
  const facets = fate === 'learned' ? LEARNED : fate === 'licensed' ? LICENSED : UNLICENSED
  return {
    ...{ logIndex, batchNumber, index, sha256: hash(`${batchNumber} ${index}`) },
    ...{ offset: index * SPAN + 512, bytes: 100, span: SPAN, facets, tags: [index] },
  }
}

/** Batches around one place of the seed tree, in any order of registration. */
export function leasedBatches(): fc.Arbitrary<LeasedBatch[]> {
  const fates = fc.oneof(
    fc.constant<Fate[] | null>(null),
    fc.integer({ min: 1, max: 5 }).map((count) => Array<Fate>(count).fill('licensed')),
    fc.array(fc.constantFrom(...FATES), { minLength: 1, maxLength: 5 }),
  )
  const batch = fc.record({
    generator: fc.constantFrom('piwa-procedural@1', 'piwa-procedural@2'),
    grid: fc.constantFrom(64, 64, 64, 128),
    fates,
    unacceptedCount: fc.integer({ min: 1, max: 5 }),
  })
  return fc
    .tuple(
      fc.constantFrom(0, 3, 2 ** 32 - 4, 2 ** 40 - 20),
      fc.array(batch, { minLength: 1, maxLength: 16 }),
    )
    .map(([first, batches]) =>
      batches.map(({ unacceptedCount, ...rest }, i) => ({
        ...rest,
        batchNumber: first + i,
        count: rest.fates?.length ?? unacceptedCount,
      })),
    )
    .chain((batches) => fc.shuffledSubarray(batches, { minLength: batches.length }))
}
