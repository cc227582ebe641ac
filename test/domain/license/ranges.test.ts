import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byteRanges } from '../../../domain/license/ranges.ts'

const at = (offset: number, span: number) => ({ offset, span })

/** Assets one after the other in a shard, some of them licensed. */
const layouts = () =>
  fc
    .array(fc.record({ blocks: fc.integer({ min: 4, max: 40 }), licensed: fc.boolean() }))
    .map((assets) => {
      let end = 0
      return assets.map(({ blocks, licensed }) => {
        const offset = end + 512
        end += blocks * 512
        return { offset, span: blocks * 512, licensed }
      })
    })

describe('byteRanges', () => {
  test('starts at the header of the first file of an asset', () => {
    expect(byteRanges([at(512, 2_048)])).toEqual([{ from: 0, to: 2_048 }])
  })
  test('joins assets that touch', () => {
    expect(byteRanges([at(512, 2_048), at(2_560, 1_024), at(5_632, 512)])).toEqual([
      { from: 0, to: 3_072 },
      { from: 5_120, to: 5_632 },
    ])
  })
  test('has every byte of the licensed assets and none of the others', () => {
    fc.assert(
      fc.property(layouts(), (assets) => {
        const ranges = byteRanges(assets.filter(({ licensed }) => licensed))
        for (const { offset, span, licensed } of assets) {
          const from = offset - 512
          const within = ranges.some((range) => range.from <= from && from + span <= range.to)
          const touched = ranges.some((range) => range.from < from + span && from < range.to)
          expect([within, touched]).toEqual([licensed, licensed])
        }
      }),
    )
  })
  test('has as few ranges as there are runs', () => {
    fc.assert(
      fc.property(layouts(), (assets) => {
        const ranges = byteRanges(assets.filter(({ licensed }) => licensed))
        const runs = assets.filter(({ licensed }, i) => licensed && !assets[i - 1]?.licensed)
        expect(ranges).toHaveLength(runs.length)
      }),
    )
  })
  test('of a length at most are cut between assets, and no asset is', () => {
    fc.assert(
      fc.property(layouts(), fc.integer({ min: 1, max: 60_000 }), (assets, bytesMax) => {
        const licensed = assets.filter((asset) => asset.licensed)
        const ranges = byteRanges(licensed, bytesMax)
        const held = ranges.map(({ from, to }) =>
          licensed.filter(({ offset, span }) => from <= offset - 512 && offset - 512 + span <= to),
        )
        expect(held.flat()).toEqual(licensed)
        for (const [i, { from, to }] of ranges.entries()) {
          expect(to - from <= bytesMax || held[i]?.length === 1).toBe(true)
        }
      }),
    )
  })
  test('refuses assets that overlap or go backwards', () => {
    expect(() => byteRanges([at(512, 2_048), at(2_048, 512)])).toThrow(RangeError)
    expect(() => byteRanges([at(4_608, 512), at(512, 512)])).toThrow(RangeError)
  })
  test('has none for no assets', () => {
    expect(byteRanges([])).toEqual([])
  })
})
