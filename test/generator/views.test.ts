import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGenerator, type Generator, type RawView } from '../../generator/generator.ts'
import { goldenSeeds } from '../../generator/golden-seeds.ts'
import { buildNative, EXACT_FLAGS, hasCompiler, runNative } from '../../generator/native/build.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import {
  castRay,
  cross,
  dot,
  minus,
  type Triangle,
  trianglesOf,
  type Vector,
} from './views-mesh.ts'

const ID = 'piwa-procedural@2'
const GRID = 32
const SIZE = 128
const VIEWS = 4
const REQUEST = { count: VIEWS, size: SIZE }
const PIXELS = SIZE * SIZE
const BACKGROUND = 236
/** Rays a view, on a grid that meets no pixel twice. */
const RAYS_A_ROW = 13

const module = await loadGeneratorModule(ID)

const digestsOf = (generator: Generator, seed: Uint8Array): string => {
  generator.generate(seed)
  const digests = generator
    .views(REQUEST)
    .map(({ planes }) => createHash('sha256').update(planes).digest('hex'))
  return [Buffer.from(seed).toString('hex'), ...digests].join(' ')
}

describe('the views of an asset', () => {
  const seeds = goldenSeeds(64).slice(0, 24)
  const generator = createGenerator(ID, module, GRID)
  const expected = seeds.map((seed) => digestsOf(generator, seed))

  // The build may have to be made first.
  test('are the same without vectors', { timeout: 600_000 }, async () => {
    const scalar = createGenerator(ID, await loadGeneratorModule(ID, 'scalar'), GRID)
    expect(seeds.map((seed) => digestsOf(scalar, seed))).toEqual(expected)
  })

  test('do not depend on what was rendered before', () => {
    const fresh = createGenerator(ID, module, GRID)
    const [, seed = new Uint8Array(16)] = seeds
    fresh.generate(seed)
    const last = fresh.view(REQUEST, VIEWS - 1)
    fresh.view({ count: 3, size: 64 }, 1)
    fresh.generate(new Uint8Array(16).fill(9))
    fresh.views({ count: 2, size: 256 })
    fresh.generate(seed)
    expect(fresh.view(REQUEST, VIEWS - 1)).toEqual(last)
    expect(digestsOf(fresh, seed)).toEqual(expected[1])
  })

  test('have the cameras that can be had without them', () => {
    expect(generator.cameras(REQUEST)).toEqual(generator.views(REQUEST).map(({ camera }) => camera))
  })

  test.each([0, 56, 100, 520])('are refused at %i pixels', (size) => {
    expect(() => generator.views({ count: 1, size })).toThrow(RangeError)
  })

  describe.skipIf(!hasCompiler())('from native code', () => {
    let folder: string
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'piwa-views-'))
    })
    afterAll(() => rm(folder, { recursive: true, force: true }))

    test.each([
      {
        name: 'unoptimized, in shuffled order, from an arena full of other bytes',
        flags: ['-O0', '-DPIWA_EXECUTOR=piwa::ShuffleExecutor', '-DPIWA_ARENA_FILL=0x5A'],
        lanes: ['-DPIWA_FIELD=float'],
      },
      {
        name: 'optimized for this machine, eight lanes',
        ...{ flags: ['-O3', '-march=native'], lanes: ['-DPIWA_LANES=8'] },
      },
    ])('are the same: $name', { timeout: 600_000 }, async ({ name, flags, lanes }) => {
      const path = join(folder, name.replaceAll(/\W/g, '-'))
      const all = [...flags, ...lanes, ...EXACT_FLAGS]
      const program = await buildNative(ID, path, all, 'views-main.cpp')
      const args = ['hash', String(GRID), String(SIZE), String(VIEWS)]
      expect(runNative(program, args, seeds)).toEqual(expected)
    })
  })
})

interface Pixel {
  readonly x: number
  readonly y: number
}

/** What the planes say of a pixel. */
class Reading {
  private readonly planes: Uint8Array
  constructor({ planes }: RawView) {
    this.planes = planes
  }
  private byte(at: number): number {
    return this.planes[at] ?? -1
  }
  private place({ x, y }: Pixel): number {
    return y * SIZE + x
  }
  color(pixel: Pixel): number[] {
    return [0, 1, 2].map((k) => this.byte(this.place(pixel) * 3 + k))
  }
  depth(pixel: Pixel): number {
    const at = 3 * PIXELS + this.place(pixel) * 2
    return this.byte(at) | (this.byte(at + 1) << 8)
  }
  normal(pixel: Pixel): Vector {
    const at = 5 * PIXELS + this.place(pixel) * 3
    const [x = 0, y = 0, z = 0] = [0, 1, 2].map((k) => this.byte(at + k) / 127.5 - 1)
    return [x, y, z]
  }
  part(pixel: Pixel): number {
    return this.byte(8 * PIXELS + this.place(pixel))
  }
}

const allPixels: readonly Pixel[] = Array.from({ length: PIXELS }, (_, i) => ({
  x: i % SIZE,
  y: Math.floor(i / SIZE),
}))

describe.each(
  goldenSeeds(64)
    .slice(30, 36)
    .map((seed, i) => [i, seed] as const),
)('asset %i seen from all around', (_, seed) => {
  const generator = createGenerator(ID, module, GRID)
  const { glb, facts } = generator.generate(seed)
  const triangles = trianglesOf(glb)
  const views = generator.views(REQUEST)

  test('shows the asset whole, in front of a plain background', () => {
    for (const view of views) {
      const reading = new Reading(view)
      const covered = allPixels.filter((pixel) => reading.depth(pixel) > 0)
      expect(covered.length).toBeGreaterThan(PIXELS / 100)
      const atRim = covered.filter(({ x, y }) =>
        [0, SIZE - 1].some((rim) => x === rim || y === rim),
      )
      expect(atRim).toEqual([])
    }
  })

  test('has all planes of a pixel or none', () => {
    const parts = Array.isArray(facts.parts) ? facts.parts.length : 0
    for (const view of views) {
      const reading = new Reading(view)
      const odd = allPixels.filter((pixel) => !isConsistent(reading, pixel, parts))
      expect(odd).toEqual([])
    }
  })

  test('has no color but the background’s away from the asset', () => {
    for (const view of views) {
      const reading = new Reading(view)
      const near = ({ x, y }: Pixel): boolean =>
        [-1, 0, 1].some((dx) =>
          [-1, 0, 1].some((dy) => reading.depth({ x: x + dx, y: y + dy }) > 0),
        )
      const inner = allPixels.filter(({ x, y }) => x > 0 && y > 0 && x < SIZE - 1 && y < SIZE - 1)
      const stained = inner.filter(
        (pixel) => !near(pixel) && reading.color(pixel).some((byte) => byte !== BACKGROUND),
      )
      // A thing thinner than a pixel may pass between the centers.
      expect(stained.length).toBeLessThan(PIXELS / 500)
    }
  })

  test('agrees with rays cast at the GLB through its cameras', () => {
    let misses = 0
    let rays = 0
    for (const view of views) {
      for (let i = 0; i < RAYS_A_ROW ** 2; i += 1) {
        const x = Math.floor(((i % RAYS_A_ROW) + 0.5) * (SIZE / RAYS_A_ROW))
        const y = Math.floor((Math.floor(i / RAYS_A_ROW) + 0.5) * (SIZE / RAYS_A_ROW))
        rays += 1
        if (!agrees(view, triangles, { x, y })) misses += 1
      }
    }
    // Corners are moved to the fixed-point grid: rays along a rim may pass it on the other side.
    expect(misses / rays).toBeLessThan(0.02)
  })
})

function isConsistent(reading: Reading, pixel: Pixel, parts: number): boolean {
  const part = reading.part(pixel)
  const length = Math.hypot(...reading.normal(pixel))
  // No normal is three zero bytes, the far corner of the cube that normals are stored in.
  if (reading.depth(pixel) === 0) return part === 0 && length > 1.7
  return part >= 1 && part <= parts && Math.abs(length - 1) < 0.02
}

function agrees(view: RawView, triangles: readonly Triangle[], pixel: Pixel): boolean {
  const { from, ray } = rayOf(view, pixel)
  const hit = castRay(triangles, from, ray)
  const reading = new Reading(view)
  const step = reading.depth(pixel)
  if (hit === undefined || step === 0) return hit === undefined && step === 0
  const { near, far } = view.camera
  const depth = near + (step / 65_535) * (far - near)
  const [a, b, c] = hit.triangle
  const face = cross(minus(b.place, a.place), minus(c.place, a.place))
  const isSeen = dot(face, reading.normal(pixel)) > -0.2 * Math.hypot(...face)
  const isPart = hit.triangle.some(({ part }) => part + 1 === reading.part(pixel))
  return Math.abs(depth - hit.depth) < 0.01 && isSeen && isPart
}

/** From the eye through the center of a pixel; its length along the viewing axis is 1. */
function rayOf(view: RawView, { x, y }: Pixel): { from: Vector; ray: Vector } {
  const { transform: m, cameraAngleX } = view.camera
  const reach = Math.tan(cameraAngleX / 2)
  const across = ((x + 0.5) / SIZE - 0.5) * 2 * reach
  const up = (0.5 - (y + 0.5) / SIZE) * 2 * reach
  const row = (k: number): number =>
    (m[k * 4] ?? 0) * across + (m[k * 4 + 1] ?? 0) * up - (m[k * 4 + 2] ?? 0)
  return { from: [m[3] ?? 0, m[7] ?? 0, m[11] ?? 0], ray: [row(0), row(1), row(2)] }
}
