import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { concatBytes } from '../../domain/bytes.ts'
import { type Filter, matcherOf, WHOLE_DATASET } from '../../domain/dataset/filter.ts'
import { byteRanges } from '../../domain/license/ranges.ts'
import { TAR_BLOCK_BYTES, TAR_END } from '../../domain/shard/tar.ts'
import { shardFile } from '../../gpu-client/pull/paths.ts'
import { createFakeBackend } from './fakes/backend.ts'
import { type FakeDataset, fakeDataset } from './fakes/dataset.ts'
import { inFolder } from './fakes/node.ts'
import { type PullOptions, runPull } from './fakes/pull.ts'

/** Three of each four assets that follow one another, so that each of the edge's ranges has up to three. */
const filter = { qualities: ['medium', 'high', 'superior'] as const }

let dataset: FakeDataset
beforeAll(async () => {
  const backend = createFakeBackend(30_000)
  dataset = await inFolder((folder) => fakeDataset({ folder, backend, counts: [9, 12, 5] }))
})

const pull = (folder: string, options: PullOptions = {}) =>
  runPull(dataset, folder, { filter, ...options })

const rowsOf = (wanted: Partial<Filter>) => {
  const matches = matcherOf({ ...WHOLE_DATASET, ...wanted }, dataset.record)
  return dataset.batches.flatMap(({ rows }) => rows.filter((row) => matches(row.facets, row.tags)))
}

const bytesOf = (wanted: Partial<Filter>): number =>
  rowsOf(wanted).reduce((sum, { span }) => sum + span, 0)

/** Compares the files with the assets' bytes of the shards, one after the other. */
async function expectFiles(out: string, wanted: Partial<Filter>): Promise<void> {
  for (const { head, shard } of dataset.batches) {
    const rows = rowsOf(wanted).filter(({ batchNumber }) => batchNumber === head.batchNumber)
    const parts = rows.map(({ offset, span }) => {
      return shard.subarray(offset - TAR_BLOCK_BYTES, offset - TAR_BLOCK_BYTES + span)
    })
    const file = await readFile(join(out, shardFile(head.batchNumber)))
    expect(file.equals(concatBytes(...parts, TAR_END))).toBe(true)
  }
}

describe('a pull of parts of shards', () => {
  test('fetches the licensed bytes and no more', () =>
    inFolder(async (folder) => {
      const { summary, edge, out } = await pull(folder)
      const count = rowsOf(filter).length
      expect(summary).toMatchObject({ count, pulled: count, verified: count, missing: 0 })
      expect(edge.total()).toBe(bytesOf(filter))
      await expectFiles(out, filter)
    }))

  test('takes ranges that are cut between assets', () =>
    inFolder(async (folder) => {
      const rangeBytes = 80_000
      const { edge, out } = await pull(folder, { rangeBytes })
      for (const { head } of dataset.batches) {
        const rows = rowsOf(filter).filter(({ batchNumber }) => batchNumber === head.batchNumber)
        const ranges = byteRanges(rows, rangeBytes)
        expect(ranges.length).toBeGreaterThan(byteRanges(rows).length)
        expect(edge.attempts.get(head.batchNumber)).toBe(ranges.length)
      }
      expect(edge.total()).toBe(bytesOf(filter))
      await expectFiles(out, filter)
    }))

  test('narrowed drops what a range holds beside what is wanted', () =>
    inFolder(async (folder) => {
      const { summary, edge, out } = await pull(folder, { flags: { filter: 'qualities=superior' } })
      const wanted = { qualities: ['superior'] as const }
      const count = rowsOf(wanted).length
      expect(summary).toMatchObject({ count, verified: count, missing: 0 })
      expect(edge.total()).toBeGreaterThan(bytesOf(wanted))
      expect(edge.total()).toBeLessThanOrEqual(bytesOf(filter))
      await expectFiles(out, wanted)
    }))

  test('ends a request where nothing more of its range is wanted', () =>
    inFolder(async (folder) => {
      const wanted = { qualities: ['medium'] as const }
      const flags = { filter: 'qualities=medium', connections: 1 }
      const { summary, edge, out } = await pull(folder, { flags, pieceMs: 2 })
      expect(edge.total()).toBeLessThan(bytesOf(filter))
      expect(summary).toMatchObject({ verified: rowsOf(wanted).length, missing: 0 })
      await expectFiles(out, wanted)
    }))
})

describe('parts of shards of a store that fails', () => {
  test.each(['short', 'cut'] as const)('by answers that are %s are asked for again', (kind) =>
    inFolder(async (folder) => {
      const fault = ({ attempt }: { attempt: number }) =>
        attempt < 3 ? { kind, bytes: 40_000 } : undefined
      const { summary, out } = await pull(folder, { fault })
      expect(summary).toMatchObject({ verified: rowsOf(filter).length, missing: 0 })
      await expectFiles(out, filter)
    }),
  )

  test('by changed bytes are fetched again, and those that are verified are not written twice', () =>
    inFolder(async (folder) => {
      const at = (dataset.batches[1]?.rows[6]?.offset ?? 0) + 10
      const fault = ({ batch, attempt }: { batch: number; attempt: number }) =>
        batch === 5 && attempt < 4 ? ({ kind: 'flip', at } as const) : undefined
      const { summary, events, out } = await pull(folder, { fault })
      const count = rowsOf(filter).length
      expect(summary).toMatchObject({ pulled: count, verified: count, missing: 0 })
      expect(events.filter(({ event }) => event === 'asset')).toHaveLength(count)
      expect(events.some(({ event }) => event === 'mismatch')).toBe(true)
      await expectFiles(out, filter)
    }))

  test('for good leave one asset out, which a later pull brings', () =>
    inFolder(async (folder) => {
      const row = dataset.batches[1]?.rows[6]
      const at = (row?.offset ?? 0) + 10
      const fault = ({ batch }: { batch: number }) =>
        batch === 5 ? ({ kind: 'flip', at } as const) : undefined
      const { summary } = await pull(folder, { fault })
      expect(summary).toMatchObject({ missing: 1 })
      const { summary: again, edge, out } = await pull(folder)
      expect(again).toMatchObject({ pulled: 1, skipped: rowsOf(filter).length - 1, missing: 0 })
      // One request for the one range that it lies in.
      expect([...edge.attempts]).toEqual([[5, 1]])
      await expectFiles(out, filter)
    }))

  test('whose URLs have expired are asked for with new ones', () =>
    inFolder(async (folder) => {
      const fault = ({ attempt }: { attempt: number }) =>
        attempt < 3 ? ({ kind: 'cut', bytes: 40_000 } as const) : undefined
      const flags = { connections: 1 }
      const { summary, edge, out } = await pull(folder, { urlUses: 1, fault, flags })
      expect(summary).toMatchObject({ verified: rowsOf(filter).length, missing: 0 })
      expect(edge.pages.length).toBeGreaterThan(3)
      await expectFiles(out, filter)
    }))
})
