import { afterEach, describe, expect, test } from 'vitest'
import { GENERATOR_IDS, type GeneratorId, LATEST_GENERATOR } from '../../generator/versions.ts'
import type { Backend } from '../../gpu-client/backend/backend.ts'
import { BackendLost } from '../../gpu-client/backend/child-lost.ts'
import { chooseBackend } from '../../gpu-client/backend/choose-backend.ts'
import type {
  BackendChoice,
  BackendKind,
  Candidate,
} from '../../gpu-client/backend/choose-candidate.ts'
import { ClientFault } from '../../gpu-client/faults.ts'
import { fakeAsset } from './fakes/backend.ts'
import { NEVER } from './fakes/node.ts'

const [OLDEST] = GENERATOR_IDS
const SEED = new Uint8Array(16).fill(3)
const requestOf = (generator: GeneratorId = LATEST_GENERATOR, assetSeed = SEED) => ({
  ...{ generator, assetSeed, grid: 64, views: undefined },
})

interface FakeCandidate {
  readonly kind: BackendKind
  /** Thrown when it is opened. */
  readonly missing?: BackendLost
  /** Thrown by the n-th asset, from 1, and by those after it. */
  readonly breaksAt?: number
  readonly lost?: BackendLost
  /** Does not pass the proof. */
  readonly wrong?: boolean
  readonly threads?: number
  readonly only?: GeneratorId
}

const NO_DRIVER = new BackendLost('NO_DRIVER', { library: 'libcuda.so.1' })
const NO_COMPILER = new BackendLost('NO_COMPILER', { tried: 'g++' })
const BROKEN = new BackendLost('DEVICE_FAULT', { result: 'CUDA_ERROR_ILLEGAL_ADDRESS' })

const news: string[] = []
const closed: string[] = []
const opened: string[] = []
afterEach(() => {
  for (const list of [news, closed, opened]) list.length = 0
})

function candidateOf(fake: FakeCandidate): Candidate {
  const { kind, only, missing, threads = 1 } = fake
  return {
    kind,
    serves: (generator) => only === undefined || generator === only,
    open: async (generator) => {
      if (missing !== undefined) throw missing
      opened.push(`${kind} ${generator}`)
      let made = 0
      const backend: Backend = {
        ...{ name: kind, threads },
        generate: async (request) => {
          made += 1
          if (made >= (fake.breaksAt ?? Number.POSITIVE_INFINITY)) throw fake.lost ?? BROKEN
          return { ...fakeAsset(request), facts: { family: kind } as never }
        },
        close: async () => {
          closed.push(kind)
        },
      }
      return { backend, says: `${kind} it is` }
    },
  }
}

function choose(fakes: readonly FakeCandidate[], choice: BackendChoice = 'auto') {
  const wrong = fakes.filter((fake) => fake.wrong).map(({ kind }) => kind)
  return chooseBackend(
    {
      candidates: fakes.map(candidateOf),
      choice,
      prove: async (backend) => {
        if (!wrong.some((kind) => kind === backend.name)) return
        throw new ClientFault('GENERATOR_MISMATCH', { assetSeed: 'ab' })
      },
      news: {
        chosen: ({ backend, reason }) => news.push(`chosen ${backend}: ${reason}`),
        lost: ({ backend, reason }) => news.push(`lost ${backend}: ${reason}`),
      },
    },
    LATEST_GENERATOR,
    NEVER,
  )
}

const makerOf = async (backend: Backend, generator?: GeneratorId): Promise<string> => {
  const { facts } = await backend.generate(requestOf(generator), NEVER)
  return facts.family
}

describe('the best backend that works', () => {
  test('is the first, and nothing else is opened', async () => {
    const backend = await choose([{ kind: 'cuda', threads: 700 }, { kind: 'native' }])
    expect([backend.name, backend.threads]).toEqual(['cuda', 700])
    expect(await makerOf(backend)).toBe('cuda')
    expect(opened).toEqual([`cuda ${LATEST_GENERATOR}`])
    expect(news).toEqual(['chosen cuda: cuda it is'])
  })

  test('is named with what stood in the way of the better ones', async () => {
    await choose([
      { kind: 'cuda', missing: NO_DRIVER },
      { kind: 'native', missing: NO_COMPILER },
      { kind: 'wasm' },
    ])
    expect(news).toEqual([
      'chosen wasm: no NVIDIA driver (libcuda.so.1 not found); no C++ compiler (tried g++); wasm it is',
    ])
  })

  test('is never one that does not reproduce the golden assets', async () => {
    const backend = await choose([{ kind: 'cuda', wrong: true }, { kind: 'wasm' }])
    expect(backend.name).toBe('wasm')
    expect(closed).toEqual(['cuda'])
    expect(news[0]).toBe('lost cuda: cuda does not reproduce the golden asset ab')
    await expect(choose([{ kind: 'wasm', wrong: true }])).rejects.toMatchObject({
      code: 'GENERATOR_MISMATCH',
    })
  })

  test('is chosen for each version by itself', async () => {
    const backend = await choose([
      { kind: 'cuda', only: LATEST_GENERATOR },
      { kind: 'wasm', threads: 2 },
    ])
    const other = GENERATOR_IDS.find((id) => id !== LATEST_GENERATOR)
    if (other === undefined) return expect(OLDEST).toBe(LATEST_GENERATOR)
    expect(await makerOf(backend, other)).toBe('wasm')
    expect(news.at(-1)).toBe(`chosen wasm: cuda does not serve ${other}; wasm it is`)
    expect(await makerOf(backend)).toBe('cuda')
    expect(backend.name).toBe('cuda')
  })
})

describe('a backend that breaks down', () => {
  test('gives way to the next one, for good, and no asset is lost', async () => {
    const backend = await choose([
      { kind: 'cuda', breaksAt: 3 },
      { kind: 'native' },
      { kind: 'wasm' },
    ])
    const makers = await Promise.all(Array.from({ length: 6 }, () => makerOf(backend)))
    expect(makers).toEqual(['cuda', 'cuda', 'native', 'native', 'native', 'native'])
    expect(backend.name).toBe('native')
    expect(closed).toEqual(['cuda'])
    expect(opened).toHaveLength(2)
    expect(news[1]).toContain('lost cuda: DEVICE_FAULT, result CUDA_ERROR_ILLEGAL_ADDRESS')
    await backend.close()
    expect(closed).toContain('native')
  })

  test('over one asset keeps the others', async () => {
    const lost = new BackendLost('ASSET_FATAL', {}, false)
    const backend = await choose([{ kind: 'cuda', breaksAt: 2, lost }, { kind: 'wasm' }])
    expect([await makerOf(backend), await makerOf(backend)]).toEqual(['cuda', 'wasm'])
    expect(backend.name).toBe('cuda')
    expect(closed).toEqual([])
  })

  test('ends the daemon when nothing else is left', async () => {
    const backend = await choose([{ kind: 'native', breaksAt: 1 }])
    await expect(makerOf(backend)).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' })
  })
})

describe('a backend that the operator forces', () => {
  test('is taken although there is a better one', async () => {
    expect((await choose([{ kind: 'cuda' }, { kind: 'wasm' }], 'wasm')).name).toBe('wasm')
    expect(opened).toEqual([`wasm ${LATEST_GENERATOR}`])
  })

  test.each([
    ['is not there', { missing: NO_DRIVER }, 'BACKEND_UNAVAILABLE'],
    ['does not reproduce the golden assets', { wrong: true }, 'GENERATOR_MISMATCH'],
  ])('ends the daemon when it %s', async (_, how, code) => {
    const choosing = choose([{ kind: 'cuda', ...how }, { kind: 'wasm' }], 'cuda')
    await expect(choosing).rejects.toMatchObject({ name: 'ClientFault', code })
    expect(opened).not.toContain(`wasm ${LATEST_GENERATOR}`)
  })

  test('ends the daemon when it breaks down', async () => {
    const backend = await choose([{ kind: 'cuda', breaksAt: 1 }, { kind: 'wasm' }], 'cuda')
    await expect(makerOf(backend)).rejects.toMatchObject({ code: 'BACKEND_FAILED' })
  })
})
