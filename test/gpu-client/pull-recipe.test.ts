import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sha256Hex } from '../../domain/ids.ts'
import { createGenerator } from '../../generator/generator.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import { LATEST_GENERATOR } from '../../generator/versions.ts'
import type { Backend } from '../../gpu-client/backend/backend.ts'
import { createEdge, type Edge } from '../../gpu-client/pull/edge.ts'
import type { PullEvent } from '../../gpu-client/pull/events.ts'
import { makePlan } from '../../gpu-client/pull/make-plan.ts'
import { pullPaths, shardFile } from '../../gpu-client/pull/paths.ts'
import { openPlan } from '../../gpu-client/pull/plan-store.ts'
import { pullRecipe } from '../../gpu-client/pull/pull-recipe.ts'
import { writeDataset } from '../../gpu-client/pull/write-dataset.ts'
import { openSamples } from '../../gpu-client/samples/open-samples.ts'
import { createFakeBackend } from './fakes/backend.ts'
import { type FakeDataset, fakeDataset } from './fakes/dataset.ts'
import { type EdgeOptions, startLicensedEdge } from './fakes/licensed-edge.ts'
import { inFolder, NEVER } from './fakes/node.ts'
import { createFakeWorld } from './fakes/world.ts'

type Licensed = Parameters<FakeDataset['license']>[0]

async function recipe(
  folder: string,
  dataset: FakeDataset,
  options: {
    readonly backend: Backend
    readonly filter?: Licensed
    readonly edge?: Omit<EdgeOptions, 'dataset'>
    readonly around?: (edge: Edge) => Edge
  },
) {
  const server = await startLicensedEdge({ dataset, ...options.edge })
  const { claims, text } = await dataset.license(options.filter, { iss: server.url })
  const edge = createEdge({
    ...{ url: server.url, license: { id: claims.jti, token: text.trim() }, waitMs: 1_000 },
    ...{ world: createFakeWorld(), outages: { down: () => {}, up: () => {} } },
  })
  const paths = pullPaths(folder)
  for (const path of [paths.shards, paths.state]) await mkdir(path, { recursive: true })
  const plan = openPlan(paths.database)
  const events: PullEvent[] = []
  const report = (event: PullEvent): void => void events.push(event)
  const deps = { edge: options.around?.(edge) ?? edge, plan, paths, report }
  try {
    const request = { claims, narrowing: undefined, recipe: true }
    await makePlan(deps, request, NEVER)
    await pullRecipe({ ...deps, backend: options.backend }, NEVER)
    await writeDataset(deps, request)
    const left = plan.openTotals().assets
    return { events, left, pulled: events.filter(({ event }) => event === 'asset').length }
  } finally {
    plan.close()
    server.close()
  }
}

const failures = (events: readonly PullEvent[]) =>
  events.flatMap((event) => (event.event === 'failed' ? [event.file] : []))

async function realBackend(): Promise<Backend> {
  const module = await loadGeneratorModule(LATEST_GENERATOR)
  const generator = createGenerator(LATEST_GENERATOR, module, 32)
  return {
    ...{ name: 'wasm here', threads: 1, close: async () => {} },
    generate: async ({ assetSeed, views }) => {
      const made = generator.generate(assetSeed)
      const sha256 = sha256Hex(createHash('sha256').update(made.glb).digest('hex'))
      return { ...made, sha256, views: views === undefined ? [] : generator.views(views) }
    },
  }
}

describe('a recipe', () => {
  test('of the real generator makes what the shards hold, byte for byte', () =>
    inFolder(async (folder) => {
      const backend = await realBackend()
      const dataset = await fakeDataset({ folder, backend, counts: [3, 4] })
      const { left, pulled } = await recipe(join(folder, 'out'), dataset, { backend })
      expect([left, pulled]).toEqual([0, 7])
      for (const { head, shard } of dataset.batches) {
        expect(readFileSync(join(folder, 'out', shardFile(head.batchNumber)))).toEqual(shard)
      }
    }))

  test('of shards with views makes GLB and record of them', () =>
    inFolder(async (folder) => {
      const backend = await realBackend()
      const views = { count: 1, size: 64 }
      const dataset = await fakeDataset({ folder, backend, counts: [2], views })
      const out = join(folder, 'out')
      expect((await recipe(out, dataset, { backend })).left).toBe(0)
      const samples = await openSamples(out)
      for (const row of dataset.batches[0]?.rows ?? []) {
        const { glb, record } = await samples.read(await samples.find(row.index))
        expect(createHash('sha256').update(glb).digest('hex')).toBe(row.sha256)
        expect(JSON.parse(Buffer.from(record).toString())).toMatchObject({ sha256: row.sha256 })
      }
      await samples.close()
    }))

  test('of single assets makes those alone', () =>
    inFolder(async (folder) => {
      const backend = createFakeBackend()
      const dataset = await fakeDataset({ folder, backend, counts: [9, 8] })
      const made = createFakeBackend()
      const filter = { qualities: ['high' as const] }
      const { left, pulled } = await recipe(join(folder, 'out'), dataset, { backend: made, filter })
      expect([left, pulled]).toEqual([0, 4])
      expect(made.generated).toHaveLength(4)
    }))

  test('gone on with after a kill makes again only the batch that was in hand', () =>
    inFolder(async (folder) => {
      const dataset = await fakeDataset({ folder, backend: createFakeBackend(), counts: [6, 6, 6] })
      const out = join(folder, 'out')
      const dying = createFakeBackend()
      const backend: Backend = {
        ...dying,
        generate: async (...args) => {
          if (dying.generated.length === 15) throw new Error('killed')
          return dying.generate(...args)
        },
      }
      await expect(recipe(out, dataset, { backend })).rejects.toThrow('killed')
      const second = createFakeBackend()
      const { left } = await recipe(out, dataset, { backend: second })
      expect(left).toBe(0)
      expect(second.generated).toHaveLength(6)
      expect((await readdir(join(out, 'shards'))).filter((name) => /part$/.test(name))).toEqual([])
    }))

  test('on a machine that makes other bytes reports each asset and keeps no file of them', () =>
    inFolder(async (folder) => {
      const dataset = await fakeDataset({ folder, backend: createFakeBackend(), counts: [3, 3] })
      const wrong = dataset.batches[0]?.rows[1]?.sha256
      const right = createFakeBackend()
      const backend: Backend = {
        ...right,
        generate: async (...args) => {
          const asset = await right.generate(...args)
          return asset.sha256 === wrong ? { ...asset, sha256: sha256Hex('0'.repeat(64)) } : asset
        },
      }
      const out = join(folder, 'out')
      const { events, left } = await recipe(out, dataset, { backend })
      expect(failures(events)).toEqual(['shards/000000000004.tar/000001.glb'])
      expect(left).toBe(3)
      expect(await readdir(join(out, 'shards'))).toEqual(['000000000005.tar'])
    }))

  test('that lacks a batch reports it and makes the others', () =>
    inFolder(async (folder) => {
      const dataset = await fakeDataset({ folder, backend: createFakeBackend(), counts: [3, 3] })
      const around = (edge: Edge): Edge => ({
        ...edge,
        recipe: async (...args) => {
          const page = await edge.recipe(...args)
          return { ...page, data: page.data.slice(1) }
        },
      })
      const out = join(folder, 'out')
      const { events, left } = await recipe(out, dataset, { backend: createFakeBackend(), around })
      expect(failures(events)).toEqual(['shards/000000000004.tar'])
      expect(left).toBe(3)
    }))

  test('comes in pages, some of them empty', () =>
    inFolder(async (folder) => {
      const dataset = await fakeDataset({
        ...{ folder, backend: createFakeBackend(), counts: [2, 2, 2] },
      })
      let asked = 0
      const around = (edge: Edge): Edge => ({
        ...edge,
        recipe: async (start, signal) => {
          asked += 1
          if (asked === 1) {
            const page = await edge.recipe(start, signal)
            return { ...page, data: [], cursor: '0', hasMore: true }
          }
          return edge.recipe(start, signal)
        },
      })
      const backend = createFakeBackend()
      const options = { backend, around, edge: { pageShards: 1 } }
      expect((await recipe(join(folder, 'out'), dataset, options)).left).toBe(0)
      expect(asked).toBe(4)
    }))

  test('of a folder of fetched shards is another pull', () =>
    inFolder(async (folder) => {
      const dataset = await fakeDataset({ folder, backend: createFakeBackend(), counts: [2] })
      const out = join(folder, 'out')
      await recipe(out, dataset, { backend: createFakeBackend() })
      const plan = openPlan(pullPaths(out).database)
      const { claims } = await dataset.license()
      const deps = { edge: {} as Edge, plan, report: () => {} }
      const request = { claims, narrowing: undefined, recipe: false }
      await expect(makePlan(deps, request, NEVER)).rejects.toMatchObject({
        code: 'PULL_FOLDER_OTHER',
      })
      plan.close()
    }))
})
