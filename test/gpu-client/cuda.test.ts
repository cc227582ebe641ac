import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createGenerator, type Generator } from '../../generator/generator.ts'
import { goldenSeeds } from '../../generator/golden-seeds.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import { LATEST_GENERATOR, rendersViews, versionOf } from '../../generator/versions.ts'
import type { Backend, HashedAsset } from '../../gpu-client/backend/backend.ts'
import {
  type CudaPoolOptions,
  listCudaDevices,
  openCudaPool,
  pickDevices,
} from '../../gpu-client/backend/cuda-pool.ts'
import {
  buildFakeCuda,
  type FakeCuda,
  hasCompiler,
  readFakeLog,
  withFakeCuda,
} from './fakes/fake-cuda.ts'
import { inFolder, NEVER } from './fakes/node.ts'

const SEEDS = goldenSeeds(64)
const QUICK = { backOffMs: 5, restartsMax: 2 }

let fake: FakeCuda
let wasm: Generator

const pools: Backend[] = []
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})

type Settings = Readonly<Record<string, string | number>>

/** A pool on the fake driver, with what its children said when they died. */
async function openPool(settings: Settings, options: Partial<CudaPoolOptions> = {}) {
  return withFakeCuda(settings, async () => {
    const deaths: string[] = []
    const list = await listCudaDevices(fake.driver)
    const pool = await openCudaPool(
      pickDevices(list, options.devices),
      {
        ...{ driver: fake.driver, ptx: fake.ptx, version: versionOf(LATEST_GENERATOR) },
        ...{ devices: undefined, memoryBytesMax: undefined, limits: QUICK },
        died: (reason) => deaths.push(reason),
        ...options,
      },
      NEVER,
    )
    pools.push(pool)
    return { pool, deaths }
  })
}

const requestOf = (assetSeed: Uint8Array, grid = 64, views?: { count: number; size: number }) => ({
  ...{ generator: LATEST_GENERATOR, assetSeed, grid, views },
})

function makeAll(pool: Backend, seeds: readonly Uint8Array[], grid = 64): Promise<HashedAsset[]> {
  return Promise.all(seeds.map((seed) => pool.generate(requestOf(seed, grid), NEVER)))
}

/** Compares with what the WASM core makes of the same seeds. */
function expectEqual(made: readonly HashedAsset[], seeds: readonly Uint8Array[], core = wasm) {
  for (const [index, seed] of seeds.entries()) {
    const { glb, facts } = core.generate(seed)
    expect(Buffer.compare(made[index]?.glb ?? Buffer.alloc(0), glb)).toBe(0)
    expect(made[index]?.facts).toEqual(facts)
    expect(made[index]?.sha256).toBe(createHash('sha256').update(glb).digest('hex'))
  }
}

describe.skipIf(!hasCompiler())('a GPU, as far as a fake driver shows', () => {
  beforeAll(async () => {
    const building = buildFakeCuda(LATEST_GENERATOR)
    wasm = createGenerator(LATEST_GENERATOR, await loadGeneratorModule(LATEST_GENERATOR), 64)
    fake = await building
  }, 300_000)

  test('gives the bytes, facts and hashes that WASM gives', async () => {
    const { pool, deaths } = await openPool({})
    expectEqual(await makeAll(pool, SEEDS), SEEDS)
    expect(deaths).toEqual([])
  })

  test('serves one grid after the other', async () => {
    const { pool } = await openPool({})
    const seeds = SEEDS.slice(0, 6)
    const module = await loadGeneratorModule(LATEST_GENERATOR)
    const coarse = createGenerator(LATEST_GENERATOR, module, 32)
    const both = await Promise.all([makeAll(pool, seeds, 32), makeAll(pool, seeds, 64)])
    expectEqual(both[0], seeds, coarse)
    expectEqual(both[1], seeds)
  })

  test('keeps several launches under way, each in memory of its own, and copies only what is used', () =>
    inFolder(async (folder) => {
      const log = join(folder, 'log')
      const { pool } = await openPool({ LOG: log })
      const made = await withFakeCuda({ LOG: log }, () => makeAll(pool, SEEDS))
      expectEqual(made, SEEDS)
      const [lines = []] = [...(await readFakeLog(log)).values()].filter((each) =>
        each.some((line) => line.startsWith('generate ')),
      )
      const launched = lines.filter((line) => line.startsWith('generate '))
      const arenas = new Set(launched.map((line) => line.split(' arena ')[1]))
      expect(arenas.size).toBe(3)
      // The second launch does not wait for the first to be done.
      const [, second = 0] = lines.flatMap((line, i) => (line.startsWith('generate ') ? [i] : []))
      expect(second).toBeLessThan(lines.findIndex((line) => line.startsWith('generated ')))
      const copied = lines.flatMap((line) =>
        line.startsWith('copy ') ? [Number(line.slice(5))] : [],
      )
      const assetBytes = made.reduce((sum, { glb }) => sum + glb.length, 0)
      expect(copied.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(assetBytes * 1.1)
    }))

  test('makes an asset again that found no room in the output', async () => {
    const { pool } = await openPool({ OUT_BYTES: 700_000 })
    expectEqual(await makeAll(pool, SEEDS.slice(0, 24)), SEEDS.slice(0, 24))
  })

  test('takes less when the driver has no memory left, and works with that', () =>
    inFolder(async (folder) => {
      const log = join(folder, 'log')
      const settings = { LOG: log, OOM_AT: 7 }
      const { pool, deaths } = await openPool(settings)
      expectEqual(await makeAll(pool, SEEDS.slice(0, 16)), SEEDS.slice(0, 16))
      const lines = [...(await readFakeLog(log)).values()].flat()
      expect(lines.some((line) => line.startsWith('refuse '))).toBe(true)
      expect(deaths).toEqual([])
    }))

  test('fits itself to a small card', async () => {
    const { pool: large } = await openPool({ MULTIPROCESSORS: 8 })
    const { pool: small } = await openPool({ MULTIPROCESSORS: 8, MEMORY: 90_000_000 })
    expect(small.threads).toBeLessThan(large.threads)
    expectEqual(await makeAll(small, SEEDS.slice(0, 8)), SEEDS.slice(0, 8))
  })

  test('says so when the card is too small', async () => {
    await expect(openPool({ MEMORY: 9_000_000 })).rejects.toMatchObject({
      ...{ name: 'BackendLost', code: 'DEVICE_MEMORY' },
    })
  })

  test('shares the work among several devices', () =>
    inFolder(async (folder) => {
      const log = join(folder, 'log')
      const settings = { LOG: log, DEVICES: 3 }
      const { pool } = await openPool(settings, { devices: ['0', 'GPU-a2a2'] })
      const made = await makeAll(pool, SEEDS)
      expectEqual(made, SEEDS)
      const launches = [...(await readFakeLog(log)).values()].flat().flatMap((line) => {
        return /^generate device (\d+)/.exec(line)?.[1] ?? []
      })
      expect(new Set(launches)).toEqual(new Set(['0', '2']))
    }))

  test('refuses a device that is not there', async () => {
    await expect(openPool({}, { devices: ['5'] })).rejects.toMatchObject({ code: 'NO_SUCH_DEVICE' })
  })

  test('loses no asset when a kernel faults in the middle of a batch', () =>
    inFolder(async (folder) => {
      const once = join(folder, 'fault')
      const { pool, deaths } = await openPool({ FAULT_AT: 3, ONCE: once })
      const made = withFakeCuda({ FAULT_AT: 3, ONCE: once }, () => makeAll(pool, SEEDS))
      expectEqual(await made, SEEDS)
      expect(deaths).toHaveLength(1)
      expect(deaths[0]).toContain('CUDA_ERROR_ILLEGAL_ADDRESS')
    }))

  test('is given up when its kernels fault again and again', async () => {
    const settings = { FAULT_AT: 1 }
    const { pool, deaths } = await openPool(settings, { limits: { ...QUICK, restartsMax: 1 } })
    const made = withFakeCuda(settings, () =>
      Promise.allSettled([makeAll(pool, SEEDS.slice(0, 4))]),
    )
    expect((await made)[0]).toMatchObject({ status: 'rejected', reason: { name: 'BackendLost' } })
    expect(deaths).toHaveLength(2)
    await expect(makeAll(pool, SEEDS.slice(0, 1))).rejects.toMatchObject({ final: true })
  })

  test('is started anew when a kernel hangs', () =>
    inFolder(async (folder) => {
      const settings = { HANG_AT: 2, ONCE: join(folder, 'hang') }
      const { pool, deaths } = await openPool(settings, { kernelMs: 1_500 })
      const made = await withFakeCuda(settings, () => makeAll(pool, SEEDS.slice(0, 24)))
      expectEqual(made, SEEDS.slice(0, 24))
      expect(deaths[0]).toContain('KERNEL_HUNG')
    }))

  test('is not believed when its hashes are not those of its bytes', async () => {
    const settings = { WRONG: 'hash' }
    const { pool, deaths } = await openPool(settings)
    const making = withFakeCuda(settings, () => makeAll(pool, SEEDS.slice(0, 2)))
    await expect(making).rejects.toMatchObject({ code: 'ASSET_FATAL' })
    expect(deaths[0]).toContain('HASH_MISMATCH')
  })

  test('drops a batch in the middle when told so, and goes on with the next', async () => {
    const { pool, deaths } = await openPool({})
    const stop = new AbortController()
    const waiting = SEEDS.map((seed) => pool.generate(requestOf(seed), stop.signal))
    await waiting[0]
    stop.abort(new Error('stop'))
    const settled = await Promise.allSettled(waiting)
    expect(settled.some(({ status }) => status === 'rejected')).toBe(true)
    expectEqual(await makeAll(pool, SEEDS.slice(0, 4)), SEEDS.slice(0, 4))
    expect(deaths).toEqual([])
  })

  test('passes over what the kernel does not make', async () => {
    const { pool, deaths } = await openPool({})
    const views = { count: 2, size: 100 }
    await expect(
      pool.generate(requestOf(SEEDS[0] ?? new Uint8Array(16), 64, views), NEVER),
    ).rejects.toMatchObject({ code: 'GENERATOR_FAILED' })
    expect(deaths).toEqual([])
  })

  test.skipIf(!rendersViews(LATEST_GENERATOR))('renders the views that WASM renders', async () => {
    const { pool } = await openPool({ MEMORY: 4_000_000_000 })
    const views = { count: 3, size: 64 }
    const seeds = SEEDS.slice(0, 4)
    const made = await Promise.all(
      seeds.map((seed) => pool.generate(requestOf(seed, 64, views), NEVER)),
    )
    for (const [index, seed] of seeds.entries()) {
      wasm.generate(seed)
      expect(made[index]?.views).toEqual(wasm.views(views))
    }
  })
})

describe.skipIf(!hasCompiler())('a driver that will not do', () => {
  beforeAll(async () => {
    fake = await buildFakeCuda(LATEST_GENERATOR)
  }, 300_000)

  test('is named, with what it supports and what the kernel needs', async () => {
    await expect(openPool({ DRIVER: 12_040 })).rejects.toMatchObject({
      ...{ name: 'BackendLost', code: 'DRIVER_TOO_OLD' },
      context: {
        ...{ driver: 'CUDA 12.4', kernel: 'PTX 9.0, from CUDA 13.0' },
        ...{ result: 'CUDA_ERROR_UNSUPPORTED_PTX_VERSION' },
        log: expect.stringContaining('Unsupported .version'),
      },
    })
  })

  test('is told from a device that is too old', async () => {
    await expect(openPool({ CAPABILITY: 70 })).rejects.toMatchObject({
      ...{ code: 'DEVICE_TOO_OLD', context: { capability: '70', needed: '75' } },
    })
  })

  test('is told from one without devices, and from none', async () => {
    const none = withFakeCuda({ DEVICES: 0 }, () => listCudaDevices(fake.driver))
    await expect(none).rejects.toMatchObject({ code: 'NO_DEVICE' })
    await expect(listCudaDevices('/nowhere/libcuda.so.1')).rejects.toMatchObject({
      ...{ code: 'NO_DRIVER', context: { library: '/nowhere/libcuda.so.1' } },
    })
  })
})
