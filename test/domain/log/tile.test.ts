import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  entryBundlePath,
  parseTilePath,
  type Tile,
  tileOfNode,
  tilePath,
  tileWidth,
} from '../../../domain/log/tile.ts'
import { growTree } from '../../../domain/log/tree.ts'
import { EMPTY_TREE } from './trees.ts'

const index = fc.oneof(fc.nat(2_000), fc.nat(), fc.integer({ min: 0, max: 2 ** 48 }))
const width = fc.integer({ min: 1, max: 256 })

describe('a tile path', () => {
  test.each([
    [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 0, index: 273, width: 112 }, 'tile/0/273.p/112'],
    [{ level: 2, index: 0, width: 1 }, 'tile/2/000.p/1'],
    [{ level: 1, index: 1_000, width: 256 }, 'tile/1/x001/000'],
  ])('of %j is %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path)
  })

  test('reads back as the tile or bundle it was made of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), index, width, (level, index, width) => {
        const tile = { level, index, width }
        expect(parseTilePath(tilePath(tile))).toEqual({ kind: 'hashes', ...tile })
        const bundle = { index, width }
        expect(parseTilePath(entryBundlePath(bundle))).toEqual({ kind: 'entries', ...bundle })
      }),
    )
  })

  test.each([
    'tile/0/067.p/256',
    'tile/0/067.p/0',
    'tile/0/067.p/01',
    'tile/0/067.p/',
    'tile/0/67',
    'tile/0/x000/067',
    'tile/0/001/067',
    'tile/0/x001',
    'tile/00/067',
    'tile/6/067',
    'tile/-1/067',
    'tile/data/067',
    'tile/0/067/',
    '/tile/0/067',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
    'tile/0/x010/x000/x000/x000/x000/000',
    'checkpoint',
    '',
  ])('is not %j', (path) => {
    expect(parseTilePath(path)).toBeUndefined()
  })
})

/** The tiles that a tree writes as it grows from one size to the other, whatever their hashes. */
function tilesWritten(from: number, to: number): Tile[] {
  const blank = new Uint8Array(32)
  const leaves = (count: number) => new Array<Uint8Array>(count).fill(blank)
  const { tree } = growTree(() => blank, EMPTY_TREE, leaves(from))
  const { tiles } = growTree(() => blank, tree, leaves(to - from))
  return tiles.map(({ level, index, width }) => ({ level, index, width }))
}

describe('the tiles of a tree', () => {
  test('of 70,000 leaves are those of the specification', () => {
    const tiles = tilesWritten(0, 70_000)
    const at = (level: number) => tiles.filter((tile) => tile.level === level)
    expect(at(0)).toHaveLength(274)
    expect(at(0).filter(({ width }) => width === 256)).toHaveLength(273)
    expect(at(0).at(-1)).toEqual({ level: 0, index: 273, width: 112 })
    expect(at(1)).toEqual([
      { level: 1, index: 0, width: 256 },
      { level: 1, index: 1, width: 17 },
    ])
    expect(at(2)).toEqual([{ level: 2, index: 0, width: 1 }])
    expect(at(3)).toEqual([])
  })

  test('that grow are only those that became wider', () => {
    expect(tilesWritten(255, 256)).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ])
    expect(tilesWritten(256, 257)).toEqual([{ level: 0, index: 1, width: 1 }])
    expect(tilesWritten(65_535, 65_536)).toEqual([
      { level: 0, index: 255, width: 256 },
      { level: 1, index: 0, width: 256 },
      { level: 2, index: 0, width: 1 },
    ])
    expect(tilesWritten(300, 300)).toEqual([])
  })

  test('have no width where the tree does not reach', () => {
    expect(tileWidth(256, { level: 0, index: 1 })).toBe(0)
    expect(tileWidth(255, { level: 1, index: 0 })).toBe(0)
    expect(tileWidth(600, { level: 0, index: 7 })).toBe(0)
  })
})

test('a node is a run of hashes in one tile', () => {
  expect(tileOfNode({ level: 0, index: 300 })).toEqual({ level: 0, index: 1, from: 44, count: 1 })
  expect(tileOfNode({ level: 7, index: 3 })).toEqual({ level: 0, index: 1, from: 128, count: 128 })
  expect(tileOfNode({ level: 8, index: 3 })).toEqual({ level: 1, index: 0, from: 3, count: 1 })
})
