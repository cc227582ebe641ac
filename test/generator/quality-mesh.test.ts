import { describe, expect, test } from 'vitest'
import { componentsOf } from '../../bench/quality/components.ts'
import {
  boundsOf,
  type Geometry,
  isTextured,
  readGeometry,
  weld,
} from '../../bench/quality/geometry.ts'
import { measureAsset } from '../../bench/quality/measure-asset.ts'
import { countCrossing } from '../../bench/quality/self-intersection.ts'
import { topologyOf } from '../../bench/quality/topology.ts'
import { buildTriangleGrid } from '../../bench/quality/triangle-grid.ts'
import { wallCells } from '../../bench/quality/walls.ts'
import { createGenerator } from '../../generator/generator.ts'
import { goldenSeed } from '../../generator/golden-seeds.ts'
import { loadGeneratorModule } from '../../generator/node-module.ts'
import {
  blockSurface,
  box,
  geometryOf,
  moved,
  together,
  turnedInsideOut,
} from './quality-shapes.ts'

const SOUND = { watertight: true, edgeManifold: true, vertexManifold: true }
const crossing = (geometry: Geometry) => countCrossing(geometry, buildTriangleGrid(geometry, 32))

describe('topology', () => {
  test('is sound for a closed box', () => {
    expect(topologyOf(box([3, 2, 4]))).toEqual(SOUND)
  })

  test('sees a hole, which leaves no edge with too many triangles', () => {
    const whole = box([3, 2, 4])
    const holed = { ...whole, triangles: whole.triangles.slice(3) }
    expect(topologyOf(holed)).toEqual({
      watertight: false,
      edgeManifold: true,
      vertexManifold: false,
    })
  })

  test('sees a triangle that is turned over', () => {
    const { triangles, ...rest } = box([1, 1, 1])
    const [a = 0, b = 0, c = 0] = triangles
    triangles.set([b, a, c])
    expect(topologyOf({ ...rest, triangles }).watertight).toBe(false)
  })

  test('sees a degenerate triangle', () => {
    const { triangles, ...rest } = box([1, 1, 1])
    const more = Uint32Array.from([...triangles, 0, 0, 1])
    expect(topologyOf({ ...rest, triangles: more }).watertight).toBe(false)
  })

  test('sees two blocks that share an edge', () => {
    const shape = blockSurface({ size: [2, 2, 1], edge: 1000, isSolid: (x, y) => x === y })
    expect(topologyOf(shape)).toEqual({
      watertight: true,
      edgeManifold: false,
      vertexManifold: false,
    })
  })

  test('sees two blocks that share one vertex', () => {
    const isSolid = (x: number, y: number, z: number) => x === y && y === z
    const shape = blockSurface({ size: [2, 2, 2], edge: 1000, isSolid })
    expect(topologyOf(shape)).toEqual({
      watertight: true,
      edgeManifold: true,
      vertexManifold: false,
    })
  })
})

describe('components', () => {
  test('of one box are one solid', () => {
    expect(componentsOf(box([2, 2, 2]))).toEqual({ shells: 1, solids: 1, specks: 0 })
  })

  test('tell a cavity from a solid', () => {
    const hollow = together(box([8, 8, 8]), turnedInsideOut(box([4, 4, 4])))
    expect(componentsOf(hollow)).toEqual({ shells: 2, solids: 1, specks: 0 })
  })

  test('count what has less than 1% of the volume, and nothing that has more', () => {
    const large = moved(box([10, 10, 10]), [-8000, 0, 0])
    const speck = together(large, moved(box([2, 2, 2]), [8000, 0, 0]))
    const companion = together(large, moved(box([3, 3, 3]), [8000, 0, 0]))
    expect(componentsOf(speck)).toEqual({ shells: 2, solids: 2, specks: 1 })
    expect(componentsOf(companion)).toEqual({ shells: 2, solids: 2, specks: 0 })
  })
})

describe('self-intersection', () => {
  test('is not in a closed box, nor in two that stand apart', () => {
    expect(crossing(box([4, 3, 2]))).toBe(0)
    expect(crossing(together(box([4, 3, 2]), moved(box([4, 3, 2]), [5000, 0, 0])))).toBe(0)
  })

  test('is in two boxes that overlap by a little', () => {
    expect(
      crossing(together(box([4, 3, 2]), moved(box([4, 3, 2]), [3999, 10, 20]))),
    ).toBeGreaterThan(4)
  })

  test('is not in two boxes that touch', () => {
    expect(crossing(together(box([4, 3, 2]), moved(box([4, 3, 2]), [4000, 250, 0])))).toBe(0)
  })

  test('is found in the last triangles of a large mesh', () => {
    const needle = geometryOf([300, 200, 14000, 400, 200, 18000, 300, 300, 18000], [0, 1, 2])
    expect(crossing(together(box([30, 30, 30]), needle))).toBe(2)
    expect(crossing(together(box([30, 30, 30]), moved(needle, [0, 0, 2000])))).toBe(0)
  })
})

describe('walls', () => {
  const cells = (shape: Geometry) => wallCells(shape, buildTriangleGrid(shape, 32), 1000)

  test('have the thickness of a plate', () => {
    expect(cells(box([30, 2, 30]))).toBeCloseTo(2)
    expect(cells(moved(box([30, 10, 30], 250), [500, 100, 200]))).toBeCloseTo(2.5)
  })

  test('are not told apart from three cells on', () => {
    expect(cells(box([30, 3, 30]))).toBe(3)
    expect(cells(box([30, 20, 30]))).toBe(3)
  })

  test('are thin when two of a hundred vertices say so', () => {
    const fin = (length: number) =>
      blockSurface({
        size: [30, 14, 30],
        edge: 1000,
        isSolid: (x, y, z) => y < 10 || (x === 15 && z < length),
      })
    expect(cells(fin(30))).toBeCloseTo(1)
    expect(cells(fin(1))).toBe(3)
  })
})

describe('a GLB', () => {
  const glb = (async () => {
    const module = await loadGeneratorModule('piwa-procedural@1')
    return createGenerator('piwa-procedural@1', module, 32).generate(goldenSeed(0))
  })()

  test('gives the counts that its facts state', async () => {
    const asset = await glb
    const geometry = readGeometry(asset.glb)
    expect(geometry.vertexCount).toBe(asset.facts.vertices)
    expect(geometry.triangles.length / 3).toBe(asset.facts.triangles)
    expect(isTextured(asset.glb)).toBe(false)
  })

  test('is measured whole', async () => {
    const { measures } = await measureAsset(await glb, 32)
    expect(measures).toMatchObject({ ...SOUND, family: 'gear', solids: 1, specks: 0 })
    expect(measures).toMatchObject({ validatorErrors: 0, validatorWarnings: 0 })
  })

  test('shows the validator what is wrong with it', async () => {
    const asset = await glb
    const broken = asset.glb.slice()
    broken.fill(0xff, broken.length - 64)
    const { measures } = await measureAsset({ ...asset, glb: broken }, 32)
    expect(measures.validatorErrors).toBeGreaterThan(0)
  })
})

describe('welding', () => {
  /** Every triangle with vertices of its own. */
  const split = (whole: Geometry) => {
    const spread = (values: Int16Array | Int8Array) =>
      [...whole.triangles].flatMap((v) => [...values.subarray(v * 3, v * 3 + 3)])
    return geometryOf(spread(whole.positions), [...whole.triangles.keys()], spread(whole.normals))
  }

  test('closes a surface whose vertices are split', () => {
    expect(topologyOf(split(box([2, 2, 2]))).watertight).toBe(false)
    expect(topologyOf(weld(split(box([2, 2, 2]))))).toMatchObject({ watertight: true })
  })

  test('leaves two boxes apart that touch in a corner', () => {
    const [first, second] = [box([2, 2, 2]), moved(box([2, 2, 2]), [2000, 2000, 2000])]
    expect(componentsOf(weld(split(together(first, second)))).shells).toBe(2)
  })
})

describe('bounds', () => {
  test('are those of the vertices', () => {
    const bounds = boundsOf(moved(box([4, 2, 6]), [100, 200, 300]))
    expect(bounds).toEqual({ least: [-1900, -800, -2700], most: [2100, 1200, 3300], extent: 6000 })
  })
})
