import { describe, expect, test } from 'vitest'
import { assetsThatFit } from '../../../domain/lease/views.ts'
import {
  planeOf,
  transformsBytesMax,
  transformsName,
  VIEW_PLANES,
  viewImageName,
} from '../../../domain/shard/views-files.ts'
import { formatTransforms, readDigests } from '../../../domain/shard/views-transforms.ts'

const REQUEST = { count: 2, size: 64 }
const DIGESTS = ['ab'.repeat(32), 'cd'.repeat(32)]
const CAMERA = {
  transform: Array.from({ length: 16 }, (_, i) => Math.fround(-i / 3)),
  ...{ cameraAngleX: Math.fround(0.7), near: 1.25, far: 2.5 },
}
const TEXT = formatTransforms(123, REQUEST, [CAMERA, CAMERA], DIGESTS)

describe('the files of views', () => {
  test('are named as WebDataset groups them', () => {
    expect(VIEW_PLANES.map((plane) => viewImageName(123, plane, 7))).toEqual([
      ...['000123.rgb_07.png', '000123.depth_07.png'],
      ...['000123.normal_07.png', '000123.part_07.png'],
    ])
    expect(transformsName(0)).toBe('000000.transforms.json')
  })

  test('divide the raw planes among them', () => {
    const size = 8
    const planes = Uint8Array.from({ length: 9 * size * size }, (_, i) => i % 251)
    const parts = VIEW_PLANES.map((plane) => planeOf(planes, plane, size))
    expect(parts.map(({ length }) => length / (size * size))).toEqual([3, 2, 3, 1])
    expect(Buffer.concat(parts).equals(planes)).toBe(true)
  })
})

describe('transforms.json', () => {
  test('has the cameras as rows of four, the lens once and the files of each frame', () => {
    const { frames, ...lens } = JSON.parse(TEXT)
    expect(lens).toEqual({
      ...{ camera_angle_x: CAMERA.cameraAngleX, w: 64, h: 64 },
      ...{ near: 1.25, far: 2.5, depth_max: 65_535 },
    })
    expect(frames[1]).toMatchObject({ file_path: '000123.rgb_01.png', sha256: DIGESTS[1] })
    expect(frames[0].transform_matrix.flat()).toEqual(CAMERA.transform.map((x) => x + 0))
  })

  test('fits its limit with the longest numbers', () => {
    const camera = { ...CAMERA, transform: CAMERA.transform.map(() => -0.12345678329467773) }
    const cameras = Array.from({ length: 32 }, () => camera)
    const digests = cameras.map(() => 'ef'.repeat(32))
    const text = formatTransforms(123_456, { count: 32, size: 512 }, cameras, digests)
    expect(text.length).toBeLessThan(transformsBytesMax(32))
  })

  test('states the digests of its views', () => {
    expect(readDigests(TEXT, REQUEST)).toEqual(DIGESTS)
  })

  test.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no frames', '{}'],
    ['a frame that is no object', '{"frames":[1,2]}'],
    ['a frame without a digest', TEXT.replace('"sha256"', '"sha"')],
    ['a digest that is none', TEXT.replace('abab', 'ABAB')],
  ])('states none with %s', (_, text) => {
    expect(readDigests(text, REQUEST)).toBeUndefined()
  })

  test('states none for another count of views', () => {
    expect(readDigests(TEXT, { count: 3, size: 64 })).toBeUndefined()
  })
})

test('a lease with more to render has room for fewer assets', () => {
  const gibibyte = 2 ** 30
  expect(assetsThatFit(gibibyte, null)).toBe(1_024)
  expect(assetsThatFit(gibibyte, { count: 16, size: 256 })).toBe(256)
  expect(assetsThatFit(gibibyte, { count: 32, size: 512 })).toBe(40)
})
