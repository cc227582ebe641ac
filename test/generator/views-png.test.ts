import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import { VIEW_PLANES, type ViewPlane } from '../../domain/shard/views-files.ts'
import { decodePlane } from '../../generator/read-view-png.ts'
import { encodePlane } from '../../generator/view-png.ts'

const SIZE = 24

/** Smooth in places and noisy in others, so that every filter has something to predict. */
function pixelsOf({ channels, bits }: ViewPlane): Uint8Array {
  const bytes = channels * (bits / 8)
  return Uint8Array.from({ length: SIZE * SIZE * bytes }, (_, i) =>
    i % 97 < 40 ? i >> 3 : (i * 2_654_435_761) >>> 13,
  )
}

const changed = (png: Uint8Array, at: number, ...bytes: number[]): Uint8Array => {
  const copy = Uint8Array.from(png)
  copy.set(bytes, at)
  return copy
}

describe.each(VIEW_PLANES.map((plane) => [plane.name, plane] as const))(
  'the %s image',
  (_, plane) => {
    const pixels = pixelsOf(plane)
    const png = encodePlane(pixels, plane, SIZE)

    test.each([0, 1, 2, 3, 4])('is read whatever its filter: %i', (filterType) => {
      const filtered = encodePlane(pixels, plane, SIZE, { filterType })
      expect(decodePlane(filtered, plane, SIZE)).toEqual(pixels)
    })

    test('has the numbers that the library reads', () => {
      const { data, depth } = PNG.sync.read(Buffer.from(png), { skipRescale: true })
      expect(depth).toBe(plane.bits)
      const read = plane.bits === 8 ? data : new Uint16Array(data.buffer, data.byteOffset)
      const stored = plane.bits === 8 ? pixels : new Uint16Array(pixels.buffer)
      for (let i = 0; i < SIZE * SIZE; i += 1) {
        expect(read[i * 4]).toBe(stored[i * plane.channels])
      }
    })

    test.each([
      ['cut short', png.subarray(0, -1)],
      ['empty', new Uint8Array()],
      ['no PNG', changed(png, 1, 0)],
      ['wider', changed(png, 19, SIZE + 1)],
      ['deeper', changed(png, 24, plane.bits === 8 ? 16 : 8)],
      ['of another kind of color', changed(png, 25, 6)],
      ['interlaced', changed(png, 28, 1)],
      ['of a chunk that is longer than the file', changed(png, 33, 0x7f)],
      ['of a chunk that is no part of a view', changed(png, 37, ...Buffer.from('tEXt'))],
      ['compressed in no known way', changed(png, 41, 0xff, 0xff)],
      ['of fewer pixels', encodePlane(pixels.subarray(0, pixels.length / 4), plane, SIZE / 2)],
      ['followed by something', Uint8Array.from([...png, 0])],
    ])('is refused when it is %s', (__, image) => {
      expect(decodePlane(image, plane, SIZE)).toBeUndefined()
    })
  },
)
