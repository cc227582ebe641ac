import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { growBundles, joinEntries, splitEntries } from '../../../domain/log/entry-bundle.ts'
import { leafHash, treeRoot, verifyInclusion } from '../../../domain/log/merkle.ts'
import { tileOfNode, tilePath, tileWidth } from '../../../domain/log/tile.ts'
import {
  edgeRoot,
  growTree,
  joinHashes,
  splitHashes,
  type TreeEdge,
} from '../../../domain/log/tree.ts'
import { sha256 } from '../../../signing/sha256.ts'
import { EMPTY_TREE, inclusionProofOf, tilesBetween } from './trees.ts'

const LEAVES = Array.from({ length: 66_500 }, (_, i) =>
  leafHash(sha256, Uint8Array.from([i >> 16, (i >> 8) & 255, i & 255])),
)

/** Grows a tree through the given sizes and keeps its tiles as a store would. */
function grow(sizes: readonly number[]): { tree: TreeEdge; store: Map<string, Uint8Array> } {
  const store = new Map<string, Uint8Array>()
  let tree = EMPTY_TREE
  for (const size of sizes) {
    const grown = growTree(sha256, tree, LEAVES.slice(tree.size, size))
    expect(grown.tiles.map(({ level, index, width }) => ({ level, index, width }))).toEqual(
      tilesBetween(tree.size, size),
    )
    for (const tile of grown.tiles) store.set(tilePath(tile), joinHashes(tile.hashes))
    tree = grown.tree
  }
  return { tree, store }
}

/** Reads a node of the tree of that size from its tiles alone. */
const readerOf =
  (store: ReadonlyMap<string, Uint8Array>, size: number) =>
  (node: { level: number; index: number }) => {
    const { level, index, from, count } = tileOfNode(node)
    const bytes = store.get(tilePath({ level, index, width: tileWidth(size, { level, index }) }))
    return treeRoot(sha256, splitHashes(bytes ?? new Uint8Array())?.slice(from, from + count) ?? [])
  }

const sizesMax = 1_300
const growth = fc
  .uniqueArray(fc.integer({ min: 1, max: sizesMax }), { minLength: 1, maxLength: 6 })
  .map((sizes) => sizes.sort((a, b) => a - b))

describe('a tree that grows', () => {
  test('has the root of all its leaves, however they were appended', () => {
    fc.assert(
      fc.property(growth, (sizes) => {
        const { tree } = grow(sizes)
        expect(tree.size).toBe(sizes.at(-1))
        expect(toHex(edgeRoot(sha256, tree))).toBe(
          toHex(treeRoot(sha256, LEAVES.slice(0, tree.size))),
        )
      }),
      { numRuns: 40 },
    )
  })

  test('leaves tiles that prove every leaf of every published size', () => {
    fc.assert(
      fc.property(growth, fc.nat(), (sizes, pick) => {
        const { store } = grow(sizes)
        return sizes.every((size) => {
          const index = pick % size
          const read = readerOf(store, size)
          const proof = inclusionProofOf(sha256, read, { index, size })
          const root = treeRoot(sha256, LEAVES.slice(0, size))
          const leaf = LEAVES[index] ?? new Uint8Array()
          return verifyInclusion(sha256, { leaf, index, size, proof, root })
        })
      }),
      { numRuns: 40 },
    )
  })

  test.each([
    [65_535, 65_536],
    [65_536, 65_537],
    [65_300, 66_049],
  ])('crosses the third level from %i to %i', (from, to) => {
    const { tree, store } = grow([from, to])
    const root = treeRoot(sha256, LEAVES.slice(0, to))
    expect(toHex(edgeRoot(sha256, tree))).toBe(toHex(root))
    const leaf = LEAVES[to - 1] ?? new Uint8Array()
    const proof = inclusionProofOf(sha256, readerOf(store, to), { index: to - 1, size: to })
    expect(verifyInclusion(sha256, { leaf, index: to - 1, size: to, proof, root })).toBe(true)
  })

  test('has the root of nothing while it is empty', () => {
    expect(toHex(edgeRoot(sha256, EMPTY_TREE))).toBe(toHex(sha256(new Uint8Array())))
    expect(growTree(sha256, EMPTY_TREE, [])).toEqual({ tree: EMPTY_TREE, tiles: [] })
  })
})

describe('served hashes', () => {
  test.each([0, 31, 33, 257 * 32])('of %i bytes are no tile', (length) => {
    expect(splitHashes(new Uint8Array(length))).toBeUndefined()
  })
})

describe('an entry bundle', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 256 })

  test('reads back as its entries', () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(splitEntries(joinEntries(list))?.map(toHex)).toEqual(list.map(toHex))
      }),
      { numRuns: 30 },
    )
  })

  test('puts a big-endian length before each entry', () => {
    const entry = new Uint8Array(258).fill(9)
    expect(joinEntries([entry]).slice(0, 3)).toEqual(Uint8Array.from([1, 2, 9]))
  })

  test.each([
    ['one byte', [0]],
    ['a length without its entry', [0, 2, 7]],
    ['a 257th entry', new Array(257 * 2).fill(0)],
  ])('is not %s', (_what, bytes) => {
    expect(splitEntries(Uint8Array.from(bytes))).toBeUndefined()
  })

  test('refuses an entry that its length cannot state', () => {
    expect(() => joinEntries([new Uint8Array(65_536)])).toThrow(RangeError)
  })

  test('is filled before the next one begins', () => {
    const list = (count: number) =>
      Array.from({ length: count }, (_, i) => Uint8Array.from([i & 255]))
    const grown = growBundles(256 + 250, list(250), list(300))
    expect(grown.map(({ index, width }) => ({ index, width }))).toEqual([
      { index: 1, width: 256 },
      { index: 2, width: 256 },
      { index: 3, width: 38 },
    ])
    expect(grown.flatMap(({ entries }) => entries)).toEqual([...list(250), ...list(300)])
  })
})
