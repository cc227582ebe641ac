import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { LATEST_GENERATOR } from '../../generator/versions.ts'
import type { Backend } from '../../gpu-client/backend/backend.ts'
import { chooseBackend } from '../../gpu-client/backend/choose-backend.ts'
import type { BackendChoice, Candidate } from '../../gpu-client/backend/choose-candidate.ts'
import {
  backendCandidates,
  type CandidateOptions,
  cudaCandidate,
  nativeCandidate,
} from '../../gpu-client/backend/choose-candidates.ts'
import { assertReproduces } from '../../gpu-client/backend/self-test.ts'
import { createFakeBackend } from './fakes/backend.ts'
import { buildFakeCuda, type FakeCuda, hasCompiler, withFakeCuda } from './fakes/fake-cuda.ts'
import { inFolder, NEVER } from './fakes/node.ts'

const news: string[] = []
const backends: Backend[] = []
afterEach(async () => {
  news.length = 0
  await Promise.all(backends.splice(0).map((backend) => backend.close()))
})

const optionsOf = (driver: string, nativeCache = '/nowhere'): CandidateOptions => ({
  ...{ threads: 2, nativeCache, compiler: '/nowhere/g++' },
  cuda: { driver, devices: undefined, memoryBytesMax: undefined },
  died: (backend, reason) => news.push(`died ${backend}: ${reason}`),
  compiling: (compiler) => news.push(`compiling ${compiler}`),
})

/** Stands for WASM, which is slow to compile. */
const LAST: Candidate = {
  kind: 'wasm',
  serves: () => true,
  open: async () => ({ backend: { ...createFakeBackend(), name: 'wasm' }, says: 'wasm it is' }),
}

let fake: FakeCuda

/** Chooses among a fake GPU and WASM. */
async function choose(
  settings: Readonly<Record<string, string | number>>,
  choice: BackendChoice = 'auto',
  prove: (backend: Backend) => Promise<void> = (backend) => assertReproduces(backend, NEVER),
): Promise<Backend> {
  const options = optionsOf(fake.driver)
  const kernel = { generator: LATEST_GENERATOR, ptx: fake.ptx }
  const candidates = [cudaCandidate(options, kernel), nativeCandidate(options), LAST]
  const backend = await withFakeCuda(settings, () =>
    chooseBackend(
      {
        ...{ candidates, choice },
        prove: async (chosen) => {
          if (chosen.name !== LAST.kind) await prove(chosen)
        },
        news: {
          chosen: ({ backend: name, reason }) => news.push(`chosen ${name}: ${reason}`),
          lost: ({ backend: name, reason }) => news.push(`lost ${name}: ${reason}`),
        },
      },
      LATEST_GENERATOR,
      NEVER,
    ),
  )
  backends.push(backend)
  return backend
}

describe.skipIf(!hasCompiler())('with a driver', () => {
  beforeAll(async () => {
    fake = await buildFakeCuda(LATEST_GENERATOR)
  }, 300_000)

  test('the GPU is proven and taken', async () => {
    const backend = await choose({ DEVICES: 2 })
    expect(backend.name).toBe('cuda')
    expect(news).toEqual(['chosen cuda: cuda, Fake GPU 0, Fake GPU 1, driver for CUDA 13.0'])
  })

  test('that is too old, WASM is taken, and the operator reads what to update', async () => {
    const backend = await choose({ DRIVER: 12_040 })
    expect(backend.name).toBe('wasm')
    expect(news.at(-1)).toContain(
      'the NVIDIA driver is too old: it supports CUDA 12.4, the kernel is PTX 9.0, from CUDA 13.0',
    )
    expect(news.at(-1)).toContain('no C++ compiler (tried /nowhere/g++); wasm it is')
  })

  test('and a GPU that makes other bytes, the GPU is not used, loudly', async () => {
    const backend = await choose({ WRONG: 'asset' })
    expect(backend.name).toBe('wasm')
    expect(news[0]).toMatch(/^lost cuda: cuda does not reproduce the golden asset/)
    await expect(choose({ WRONG: 'asset' }, 'cuda')).rejects.toMatchObject({
      code: 'GENERATOR_MISMATCH',
    })
  })

  test('and kernels that fault again and again, the work is done elsewhere', async () => {
    const settings = { FAULT_AT: 1 }
    const backend = await choose(settings, 'auto', async () => undefined)
    expect(backend.name).toBe('cuda')
    const request = { generator: LATEST_GENERATOR, grid: 64, views: undefined }
    const seeds = Array.from({ length: 4 }, (_, i) => new Uint8Array(16).fill(i))
    const made = await withFakeCuda(settings, () =>
      Promise.all(seeds.map((assetSeed) => backend.generate({ ...request, assetSeed }, NEVER))),
    )
    expect(made.map(({ facts }) => facts.caption)).toEqual(seeds.map(() => 'a vase at grid 64'))
    expect(news.filter((line) => line.includes('CUDA_ERROR_ILLEGAL_ADDRESS'))).toHaveLength(2)
    expect(news.at(-1)).toContain('wasm it is')
  })
})

test('the kernel that this client ships is not looked for without a driver', async () => {
  await inFolder(async (folder) => {
    const [cuda] = backendCandidates(optionsOf(join(folder, 'libcuda.so.1')))
    expect(cuda?.serves('piwa-procedural@1')).toBe(false)
    await expect(cuda?.open(LATEST_GENERATOR, NEVER)).rejects.toMatchObject({ code: 'NO_DRIVER' })
  })
})
