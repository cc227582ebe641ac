import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { matcherOf, WHOLE_DATASET } from '../../domain/dataset/filter.ts'
import { glbName } from '../../domain/shard/layout.ts'
import { DatasetFile } from '../../gpu-client/pull/dataset-file.ts'
import type { PullEvent } from '../../gpu-client/pull/events.ts'
import { shardFile } from '../../gpu-client/pull/paths.ts'
import { createFakeBackend } from './fakes/backend.ts'
import { type FakeDataset, fakeDataset } from './fakes/dataset.ts'
import { inFolder } from './fakes/node.ts'
import { type PullOptions, runPull } from './fakes/pull.ts'

const hasTar = spawnSync('tar', ['--version']).status === 0
if (!hasTar) console.warn('SKIPPED: no system tar to read pulled shards with')

let dataset: FakeDataset
beforeAll(async () => {
  const backend = createFakeBackend(30_000)
  dataset = await inFolder((folder) => fakeDataset({ folder, backend, counts: [9, 12, 5] }))
})

const pull = (folder: string, options?: PullOptions) => runPull(dataset, folder, options)

const issues = (events: readonly PullEvent[], name: string) =>
  events.flatMap((event) => (event.event === name && 'file' in event ? [event.file] : []))

const licensedBytes = (): number => dataset.record.bytes

describe('a pull', () => {
  test('brings every licensed asset, verified, as the shards have them', () =>
    inFolder(async (folder) => {
      const { summary, out, edge } = await pull(folder)
      expect(summary).toMatchObject({
        ...{ count: 26, bytes: licensedBytes(), pulled: 26, verified: 26, skipped: 0, missing: 0 },
        root: dataset.record.root,
      })
      expect(summary).not.toHaveProperty('recipeVerified')
      for (const { head, shard } of dataset.batches) {
        expect(await readFile(join(out, shardFile(head.batchNumber)))).toEqual(shard)
      }
      expect(edge.total()).toBe(licensedBytes())
      expect(readdirSync(join(out, 'shards'))).toHaveLength(3)
    }))

  test('lists the shards with their hashes for loaders', () =>
    inFolder(async (folder) => {
      const { out } = await pull(folder)
      const listed = DatasetFile.parse(JSON.parse(readFileSync(join(out, 'dataset.json'), 'utf8')))
      expect(listed).toMatchObject({ complete: true, samples: 26, recipe: false, narrowing: null })
      for (const { file, bytes, sha256 } of listed.shards) {
        const content = readFileSync(join(out, file))
        expect(content).toHaveLength(bytes)
        expect(createHash('sha256').update(content).digest('hex')).toBe(sha256)
      }
    }))

  test.skipIf(!hasTar)('of a filter makes tars of exactly the licensed assets', () =>
    inFolder(async (folder) => {
      const filter = { qualities: ['high', 'superior'] as const }
      const { summary, out } = await pull(folder, { filter })
      const matches = matcherOf({ ...WHOLE_DATASET, ...filter }, dataset.record)
      let bytes = 0
      for (const { head, rows } of dataset.batches) {
        const wanted = rows.filter((row) => matches(row.facets, row.tags))
        bytes += wanted.reduce((sum, row) => sum + row.span, 0)
        const file = join(out, shardFile(head.batchNumber))
        const names = execFileSync('tar', ['-tf', file], { encoding: 'utf8' }).trim().split('\n')
        const stems = wanted.map(({ index }) => glbName(index).slice(0, -4))
        expect(names).toEqual(stems.flatMap((stem) => [`${stem}.glb`, `${stem}.json`]))
        for (const { index, sha256 } of wanted) {
          const glb = execFileSync('tar', ['-xOf', file, glbName(index)], { maxBuffer: 1e8 })
          expect(createHash('sha256').update(glb).digest('hex')).toBe(sha256)
        }
      }
      expect(summary).toMatchObject({ count: 12, bytes, verified: 12 })
    }),
  )

  test('narrowed by a filter brings that part of the license alone', () =>
    inFolder(async (folder) => {
      const flags = { filter: 'qualities=high' }
      const { summary, edge } = await pull(folder, { flags })
      expect(summary).toMatchObject({ count: 6, verified: 6, missing: 0 })
      expect(edge.total()).toBe(summary.bytes)
    }))

  test.each([
    ['qualities=excellent', 'FILTER_INVALID'],
    ['quality=high', 'FILTER_INVALID'],
    ['', 'FILTER_INVALID'],
    ['families=dragon', 'PULL_EMPTY'],
  ])('refuses the filter %s', (filter, code) =>
    inFolder(async (folder) => {
      expect((await pull(folder, { flags: { filter } })).summary).toMatchObject({ code })
      // Nothing is left that another filter would have to be refused for.
      expect((await pull(folder)).summary).toMatchObject({ verified: 26 })
    }),
  )

  test('that is repeated fetches nothing, and needs no edge', () =>
    inFolder(async (folder) => {
      await pull(folder)
      const refuse = () => ({ status: 403, code: 'LICENSE_ENDED' })
      const { summary, edge } = await pull(folder, { refuse })
      expect(summary).toMatchObject({ pulled: 0, verified: 26, skipped: 26, missing: 0 })
      expect([edge.total(), edge.pages]).toEqual([0, []])
    }))

  test('goes on with what is missing or was cut off on the disk', () =>
    inFolder(async (folder) => {
      const { out } = await pull(folder)
      const [first = '', second = '', third = ''] = dataset.batches.map(({ head }) =>
        join(out, shardFile(head.batchNumber)),
      )
      await rm(first)
      await truncate(second, 5_000)
      const { summary, edge } = await pull(folder)
      expect(summary).toMatchObject({ pulled: 21, verified: 26, skipped: 5 })
      expect(edge.served.has(6)).toBe(false)
      expect((await stat(third)).size).toBe(dataset.batches[2]?.shard.length)
    }))

  test('finds a changed byte on the disk when it is asked to read all', () =>
    inFolder(async (folder) => {
      const { out } = await pull(folder)
      const file = join(out, shardFile(5))
      const content = readFileSync(file)
      content[70_000] = (content[70_000] ?? 0) ^ 1
      await writeFile(file, content)
      expect((await pull(folder)).summary).toMatchObject({ pulled: 0 })
      const { summary } = await pull(folder, { flags: { verify: true } })
      expect(summary).toMatchObject({ pulled: 12, verified: 26 })
      expect(readFileSync(file)).toEqual(dataset.batches[1]?.shard)
    }))

  test('refuses a folder that holds another pull', () =>
    inFolder(async (folder) => {
      await pull(folder, { flags: { filter: 'qualities=high' } })
      expect((await pull(folder)).summary).toMatchObject({ code: 'PULL_FOLDER_OTHER' })
    }))

  test('goes on under a renewed license of the same content', () =>
    inFolder(async (folder) => {
      await pull(folder)
      const jti = `license_${'z'.repeat(26)}` as never
      const { summary } = await pull(folder, { claims: { jti } })
      expect(summary).toMatchObject({ license: jti, pulled: 0, verified: 26 })
    }))
})

describe('a store that fails', () => {
  test('by changed bytes is asked again for the one asset', () =>
    inFolder(async (folder) => {
      const row = dataset.batches[1]?.rows[3]
      const at = (row?.offset ?? 0) + 10
      const fault = ({ batch, attempt }: { batch: number; attempt: number }) =>
        batch === 5 && attempt < 3 ? ({ kind: 'flip', at } as const) : undefined
      const { summary, events, edge } = await pull(folder, { fault })
      expect(summary).toMatchObject({ verified: 26, missing: 0 })
      expect(issues(events, 'mismatch')).toEqual([
        'shards/000000000005.tar/000003.glb',
        'shards/000000000005.tar/000003.glb',
      ])
      expect(edge.total()).toBe(licensedBytes() + 2 * (row?.span ?? 0))
    }))

  test('for good is reported by the asset’s name, with all else there', () =>
    inFolder(async (folder) => {
      const at = (dataset.batches[1]?.rows[3]?.offset ?? 0) + 10
      const fault = ({ batch }: { batch: number }) =>
        batch === 5 ? ({ kind: 'flip', at } as const) : undefined
      const { summary, events, out } = await pull(folder, { fault })
      expect(summary).toMatchObject({ verified: 25, missing: 1 })
      expect(issues(events, 'failed')).toEqual(['shards/000000000005.tar/000003.glb'])
      const listed = DatasetFile.parse(JSON.parse(readFileSync(join(out, 'dataset.json'), 'utf8')))
      expect(listed).toMatchObject({ complete: false, samples: 14 })

      const { summary: again, edge } = await pull(folder)
      expect(again).toMatchObject({ pulled: 1, verified: 26, skipped: 25, missing: 0 })
      expect(edge.total()).toBe(dataset.batches[1]?.rows[3]?.span)
    }))

  test('by a changed record is noticed by the record or by the hash of the shard', () =>
    inFolder(async (folder) => {
      const row = dataset.batches[0]?.rows[2]
      const json = (row?.offset ?? 0) + (row?.span ?? 0) - 512 - 300
      const fault = ({ batch, attempt }: { batch: number; attempt: number }) =>
        batch === 4 && attempt === 1 ? ({ kind: 'flip', at: json } as const) : undefined
      const { summary, events, out } = await pull(folder, { fault })
      expect(summary).toMatchObject({ verified: 26, missing: 0 })
      expect(issues(events, 'mismatch').length).toBeGreaterThan(0)
      expect(readFileSync(join(out, shardFile(4)))).toEqual(dataset.batches[0]?.shard)
    }))

  test.each(['short', 'cut'] as const)('by answers that are %s is asked for the rest', (kind) =>
    inFolder(async (folder) => {
      const fault = ({ attempt }: { attempt: number }) =>
        attempt < 3 ? { kind, bytes: 70_000 } : undefined
      const { summary, edge } = await pull(folder, { fault })
      expect(summary).toMatchObject({ pulled: 26, verified: 26, missing: 0 })
      // A connection that is cut may take with it all that the six broken answers held.
      expect(edge.total()).toBeLessThanOrEqual(licensedBytes() + 6 * 70_000)
    }),
  )

  test('by a shard that is shorter than it was names what is lost', () =>
    inFolder(async (folder) => {
      const gone = dataset.batches[2]?.rows[4]?.offset ?? 0
      const fault = ({ batch, from }: { batch: number; from: number }) =>
        batch === 6 ? ({ kind: 'short', bytes: Math.max(gone - from, 0) } as const) : undefined
      const { summary, events } = await pull(folder, { fault })
      expect(summary).toMatchObject({ verified: 25, missing: 1 })
      expect(issues(events, 'failed')).toEqual(['shards/000000000006.tar/000004.glb'])
    }))

  test('with 429 and 503 is given the time that it asks for', () =>
    inFolder(async (folder) => {
      const sleeps: number[] = []
      const fault = ({ attempt }: { attempt: number }) => {
        if (attempt === 1) return { kind: 'status', status: 429, retryAfter: 7 } as const
        return attempt === 2 ? ({ kind: 'status', status: 503 } as const) : undefined
      }
      const world = { sleep: async (ms: number) => void sleeps.push(ms) }
      const { summary, events } = await pull(folder, { fault, world })
      expect(summary).toMatchObject({ verified: 26, missing: 0 })
      expect(sleeps).toContain(7_000)
      expect(events.filter(({ event }) => event === 'recovered').length).toBeGreaterThan(0)
    }))

  test('for longer than the user waits ends the pull, which later goes on', () =>
    inFolder(async (folder) => {
      let nowMs = Date.now()
      const world = {
        nowMs: () => nowMs,
        sleep: async (ms: number) => {
          nowMs += ms
        },
      }
      const fault = ({ batch }: { batch: number }) =>
        batch === 4 ? undefined : ({ kind: 'status', status: 500 } as const)
      const { summary } = await pull(folder, { fault, world, flags: { wait: 60 } })
      expect(summary).toMatchObject({ code: 'EDGE_UNANSWERED' })
      const { summary: again } = await pull(folder)
      expect(again).toMatchObject({ verified: 26, missing: 0 })
    }))

  test('whose URLs have expired is asked with new ones', () =>
    inFolder(async (folder) => {
      const flags = { connections: 1 }
      const fault = ({ attempt }: { attempt: number }) =>
        attempt < 3 ? ({ kind: 'cut', bytes: 70_000 } as const) : undefined
      const { summary, edge } = await pull(folder, { urlUses: 1, fault, flags })
      expect(summary).toMatchObject({ verified: 26, missing: 0 })
      expect(edge.pages.length).toBeGreaterThan(3)
    }))
})
