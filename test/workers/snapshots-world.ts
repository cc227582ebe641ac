import type { AcceptedAsset, AcceptedBatch } from '../../domain/dataset/accepted-asset.ts'
import type { Cube } from '../../domain/dataset/cube.ts'
import type { SnapshotRecord } from '../../domain/dataset/snapshot.ts'
import { beginBuild, runStep } from '../../workers/snapshots/steps.ts'
import type {
  AssetSource,
  BuildPlan,
  BuildWorld,
  SnapshotCatalog,
} from '../../workers/snapshots/world.ts'
import { type SomeAsset, someAcceptedAsset, someAcceptedBatch } from '../fixtures-snapshot.ts'

/** A world of a build that is all in memory, and what was stored in it. */
export interface MemoryWorld extends BuildWorld {
  readonly objects: Map<string, Uint8Array>
  readonly cubes: Map<string, Cube>
  readonly samples: Map<number, unknown>
  readonly published: SnapshotRecord[]
}

export function memoryWorld(source: AssetSource): MemoryWorld {
  const objects = new Map<string, Uint8Array>()
  const cubes = new Map<string, Cube>()
  const samples = new Map<number, unknown>()
  const published: SnapshotRecord[] = []
  const catalog: SnapshotCatalog = {
    async putCubes(version, added) {
      for (const [tag, cube] of added) cubes.set(`${version} ${tag}`, cube)
    },
    async putSamples(_, added) {
      for (const sample of added) samples.set(sample.logIndex, sample)
    },
    async publish(record) {
      published.push(record)
    },
  }
  return {
    ...{ objects, cubes, samples, published, source, catalog },
    bucket: {
      async get(key, options) {
        const bytes = objects.get(key)
        if (bytes === undefined) return null
        const { offset = 0, length = bytes.length } = options?.range ?? {}
        return { arrayBuffer: async () => bytes.slice(offset, offset + length).buffer }
      },
      async put(key, value) {
        objects.set(key, value.slice())
      },
    },
  }
}

/** A source of made-up assets: batches of these numbers of assets, one after the other in the log. */
export function syntheticSource(
  counts: readonly number[],
  assetAt: (logIndex: number) => SomeAsset,
): AssetSource {
  const batches: AcceptedBatch[] = []
  let firstLogIndex = 0
  for (const [batchNumber, count] of counts.entries()) {
    const leaseId = `lease_${String(batchNumber).padStart(26, 'a').replace(/\d/g, 'b')}` as never
    const node = `node_${'a'.repeat(26)}` as never
    batches.push(someAcceptedBatch({ batchNumber, count, firstLogIndex, leaseId, node }))
    firstLogIndex += count
  }
  return {
    async batches({ from, to, batchesMax }) {
      return batches
        .filter(({ firstLogIndex: first, count }) => first < to && first + count > from)
        .slice(0, batchesMax)
    },
    async assets({ firstLogIndex: first, count }): Promise<AcceptedAsset[]> {
      return Array.from({ length: count }, (_, index) =>
        someAcceptedAsset(first + index, { index, ...assetAt(first + index) }),
      )
    },
  }
}

export const planOf = (assets: number, changes: Partial<BuildPlan> = {}): BuildPlan => ({
  ...{ version: '1.0.0', parent: null, extendsParent: false, startedAtMs: 1, logOrigin: 'log' },
  ...{ logSize: assets, assets },
  ...changes,
})

/** Builds to the end, each step as often as it takes. */
export async function buildAll(
  world: MemoryWorld,
  plan: BuildPlan,
  attempt: <T>(step: () => Promise<T>) => Promise<T> = (step) => step(),
): Promise<SnapshotRecord> {
  await attempt(() => beginBuild(world, plan))
  for (let step = 0; (await attempt(() => runStep(world, plan, step))) !== 'done'; step += 1);
  const record = world.published.at(-1)
  if (record === undefined) throw new Error('nothing was published')
  return record
}

class FaultError extends Error {
  override readonly name = 'FaultError'
}

/** The same world of which the n-th call (from 1) fails, before or after it had its effect. */
export function failingAt(world: MemoryWorld, failing: number, moment: 'before' | 'after') {
  let calls = 0
  const guard = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(_, name) {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return async (...args: unknown[]) => {
          calls += 1
          const fails = calls === failing
          if (fails && moment === 'before') throw new FaultError(String(name))
          const result: unknown = await Reflect.apply(member, target, args)
          if (fails) throw new FaultError(String(name))
          return result
        }
      },
    })
  const guarded: MemoryWorld = {
    ...world,
    bucket: guard(world.bucket),
    source: guard(world.source),
    catalog: guard(world.catalog),
  }
  return { world: guarded, calls: () => calls }
}

/** Repeats a step that met the fault. */
export async function again<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    return step()
  }
}
