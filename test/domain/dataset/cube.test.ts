import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CELL_BYTES,
  type Cube,
  CubeBuilder,
  formatCells,
  parseCells,
} from '../../../domain/dataset/cube.ts'
import { packFacets, unpackFacets } from '../../../domain/dataset/facets.ts'
import { EMPTY_CUBE, mergeCubes } from '../../../domain/dataset/merge-cubes.ts'
import { someCube, someFacets } from './arbitraries.ts'

const pagesOf = (cube: Cube, cells: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(cube.facets.length / cells) }, (_, page) =>
    formatCells(cube, page * cells, Math.min((page + 1) * cells, cube.facets.length)),
  )

describe('packed facets', () => {
  test('are unpacked to what they were', () => {
    fc.assert(
      fc.property(someFacets, (facets) => {
        expect(unpackFacets(packFacets(facets))).toEqual(facets)
      }),
    )
  })
  test('are unsigned and differ where the facets do', () => {
    fc.assert(
      fc.property(someFacets, someFacets, (a, b) => {
        const [one, other] = [packFacets(a), packFacets(b)]
        expect(one).toBeGreaterThanOrEqual(0)
        expect(one === other).toBe(JSON.stringify(a) === JSON.stringify(b))
      }),
    )
  })
  test('are a number that packing makes, or refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (packed) => {
        try {
          expect(packFacets(unpackFacets(packed))).toBe(packed)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
    )
  })
})

describe('a cube', () => {
  test('is read as it was written, in pages of any size', () => {
    fc.assert(
      fc.property(someCube, fc.integer({ min: 1, max: 20 }), (cube, cells) => {
        expect(parseCells(pagesOf(cube, cells))).toEqual(cube)
      }),
    )
  })
  test('of which a page is cut off within a cell is refused', () => {
    const cube = new CubeBuilder()
    cube.add(1, 2, 3)
    const page = formatCells(cube.build(), 0, 1)
    for (let length = 1; length < CELL_BYTES; length += 1) {
      expect(() => parseCells([page.subarray(0, length)])).toThrow(RangeError)
    }
  })
  test('has its cells in order, each once', () => {
    fc.assert(
      fc.property(someCube, ({ facets }) => {
        expect([...facets]).toEqual([...new Set(facets)].sort((a, b) => a - b))
      }),
    )
  })
  test('merged with another is the cube of the assets of both', () => {
    fc.assert(
      fc.property(someCube, someCube, (a, b) => {
        const builder = new CubeBuilder()
        builder.addCube(a)
        builder.addCube(b)
        expect(mergeCubes(a, b)).toEqual(builder.build())
        expect(mergeCubes(b, a)).toEqual(builder.build())
      }),
    )
  })
  test('merged with none stays as it is', () => {
    fc.assert(
      fc.property(someCube, (cube) => {
        expect(mergeCubes(cube, EMPTY_CUBE)).toEqual(cube)
      }),
    )
  })
})
