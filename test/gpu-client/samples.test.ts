import { createHash } from 'node:crypto'
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { placesOf } from '../../domain/dataset/sample-order.ts'
import { glbName } from '../../domain/shard/layout.ts'
import type { PullEvent } from '../../gpu-client/pull/events.ts'
import { pullCommand } from '../../gpu-client/pull/pull-command.ts'
import { PullSettings } from '../../gpu-client/pull/settings.ts'
import { openSamples } from '../../gpu-client/samples/open-samples.ts'
import { createFakeBackend } from './fakes/backend.ts'
import { type FakeDataset, fakeDataset } from './fakes/dataset.ts'
import { startLicensedEdge } from './fakes/licensed-edge.ts'
import { inFolder, NEVER } from './fakes/node.ts'

async function pulled(
  folder: string,
  filter: Parameters<FakeDataset['license']>[0] = {},
): Promise<{ readonly out: string; readonly dataset: FakeDataset }> {
  const backend = createFakeBackend(2_000)
  const dataset = await fakeDataset({ folder, backend, counts: [9, 3, 14] })
  const edge = await startLicensedEdge({ dataset })
  const license = join(folder, 'x.license')
  await mkdir(folder, { recursive: true })
  await writeFile(license, (await dataset.license(filter, { iss: edge.url })).text)
  const out = join(folder, 'out')
  const report = (_event: PullEvent): void => undefined
  const settings = PullSettings.parse({ license, out })
  await pullCommand(settings, { report, pulled: () => 0 }, NEVER)
  edge.close()
  return { out, dataset }
}

const REQUEST = { mode: 'global', seed: 5, epoch: 3 } as const

describe('the samples of a pull', () => {
  test('are each found at their place, with the bytes of the snapshot', () =>
    inFolder(async (folder) => {
      const { out, dataset } = await pulled(folder)
      const rows = dataset.batches.flatMap((batch) => batch.rows)
      const samples = await openSamples(out)
      expect(samples.size).toBe(26)
      for (const [sample, row] of rows.entries()) {
        const found = await samples.find(sample)
        expect(found).toMatchObject({ bytes: row.bytes, index: row.index, offset: row.offset })
        expect(`${found.key}.glb`).toBe(glbName(row.index))
        const { glb, record } = await samples.read(found)
        expect(createHash('sha256').update(glb).digest('hex')).toBe(row.sha256)
        expect(JSON.parse(Buffer.from(record).toString()).sha256).toBe(row.sha256)
      }
      await samples.close()
    }))

  test('of a filter are found in the shards that hold them alone', () =>
    inFolder(async (folder) => {
      const { out, dataset } = await pulled(folder, { qualities: ['superior'] })
      const samples = await openSamples(out)
      const rows = dataset.batches.flatMap((batch) => batch.rows).filter((_, at) => at % 4 === 3)
      expect(samples.size).toBe(rows.length)
      for (const [sample, row] of rows.entries()) {
        const { glb } = await samples.read(await samples.find(sample))
        expect(createHash('sha256').update(glb).digest('hex')).toBe(row.sha256)
      }
      await samples.close()
    }))

  test('come in one order, for one worker as for seven, begun or gone on with', () =>
    inFolder(async (folder) => {
      const { out } = await pulled(folder)
      const samples = await openSamples(out)
      const order = samples.order(REQUEST)
      const whole = Array.from({ length: 26 }, (_, n) => order.at(n))
      const other = await openSamples(out)
      const again = other.order(REQUEST)
      const byWorkers: number[] = []
      for (let worker = 0; worker < 7; worker += 1) {
        for (const n of placesOf({ from: 0, to: 26 }, { worker, workers: 7 })) {
          byWorkers[n] = again.at(n)
        }
      }
      expect(byWorkers).toEqual(whole)
      expect(whole.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 26 }, (_, n) => n))
      await other.close()
      await samples.close()
    }))

  test.each([-1, 26, 0.5])('have no number %d', (sample) =>
    inFolder(async (folder) => {
      const { out } = await pulled(folder)
      const samples = await openSamples(out)
      await expect(samples.find(sample)).rejects.toThrow(RangeError)
      await samples.close()
    }),
  )

  test('of a folder without a dataset are a fault that names the file', () =>
    inFolder(async (folder) => {
      await expect(openSamples(folder)).rejects.toMatchObject({ code: 'DATASET_UNREADABLE' })
      await writeFile(join(folder, 'dataset.json'), '{"format":"piwa-pull/9"}')
      await expect(openSamples(folder)).rejects.toMatchObject({ code: 'DATASET_UNREADABLE' })
    }))

  test('of files that are gone or cut off are errors, never other bytes', () =>
    inFolder(async (folder) => {
      const { out } = await pulled(folder)
      await rm(join(out, 'shards', '000000000004.tar'))
      await truncate(join(out, 'shards', '000000000005.tar'), 2_000)
      const samples = await openSamples(out)
      const read = async (sample: number) => samples.read(await samples.find(sample))
      await expect(read(0)).rejects.toMatchObject({ code: 'DATASET_UNREADABLE' })
      await expect(read(9)).rejects.toThrow(RangeError)
      expect((await read(12)).glb.length).toBeGreaterThan(0)
      await samples.close()
    }))
})
