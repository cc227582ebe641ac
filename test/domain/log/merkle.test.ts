import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equalBytes, fromHex, toHex } from '../../../domain/bytes.ts'
import {
  leafHash,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from '../../../domain/log/merkle.ts'
import {
  consistencyProof,
  inclusionProofs,
  nodesRead,
  type ReadNode,
} from '../../../domain/log/proof.ts'
import { sha256 } from '../../../signing/sha256.ts'
import { inclusionProofOf } from './trees.ts'

// The test tree of Certificate Transparency: eight leaves and the root of each beginning.
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((leaf) => leafHash(sha256, fromHex(leaf)))
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const hashes = (count: number) =>
  Array.from({ length: count }, (_, i) => leafHash(sha256, Uint8Array.from([i >> 8, i & 255])))
const reader =
  (leaves: readonly Uint8Array[]): ReadNode =>
  ({ level, index }) =>
    treeRoot(sha256, leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))

const sizeMax = 300
const sizeAndIndex = fc
  .integer({ min: 1, max: sizeMax })
  .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })))
const twoSizes = fc
  .integer({ min: 0, max: sizeMax })
  .chain((newSize) => fc.tuple(fc.integer({ min: 0, max: newSize }), fc.constant(newSize)))
const flip = (hash: Uint8Array, bit: number) =>
  hash.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
const bit = fc.integer({ min: 0, max: 255 })

function inclusionClaim(size: number, index: number) {
  const leaves = hashes(size)
  const proof = inclusionProofOf(sha256, reader(leaves), { index, size })
  const leaf = leaves[index] ?? new Uint8Array()
  return { leaf, index, size, proof, root: treeRoot(sha256, leaves) }
}

function consistencyClaim(oldSize: number, newSize: number) {
  const leaves = hashes(newSize)
  const proof = consistencyProof(sha256, reader(leaves), { oldSize, newSize })
  const oldRoot = treeRoot(sha256, leaves.slice(0, oldSize))
  return { oldSize, oldRoot, newSize, newRoot: treeRoot(sha256, leaves), proof }
}

describe('the tree', () => {
  test.each(ROOTS.map((root, size) => [size, root] as const))(
    'of the first %i leaves of the CT test tree has its known root',
    (size, root) => {
      expect(toHex(treeRoot(sha256, LEAVES.slice(0, size)))).toBe(root)
    },
  )
})

describe('an inclusion proof', () => {
  test('is that of the CT test tree', () => {
    const proof = inclusionProofOf(sha256, reader(LEAVES), { index: 5, size: 8 })
    expect(proof.map(toHex)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
  })

  test('verifies for every leaf of every tree', () => {
    for (let size = 1; size <= 70; size += 1) {
      for (let index = 0; index < size; index += 1) {
        expect(verifyInclusion(sha256, inclusionClaim(size, index))).toBe(true)
      }
    }
  })

  test('fails with any bit of it, the leaf or the root flipped', () => {
    fc.assert(
      fc.property(sizeAndIndex, bit, fc.nat(), ([size, index], at, which) => {
        const claim = inclusionClaim(size, index)
        const proof = claim.proof.map((hash, i) =>
          i === which % claim.proof.length ? flip(hash, at) : hash,
        )
        const forged = [
          { ...claim, leaf: flip(claim.leaf, at) },
          { ...claim, root: flip(claim.root, at) },
          ...(proof.length > 0 ? [{ ...claim, proof }] : []),
        ]
        return forged.every((each) => !verifyInclusion(sha256, each))
      }),
    )
  })

  test('fails for another index, and with a hash more or less', () => {
    fc.assert(
      fc.property(sizeAndIndex, fc.nat(sizeMax + 5), ([size, index], other) => {
        const claim = inclusionClaim(size, index)
        const forged = [
          ...(other === index ? [] : [{ ...claim, index: other }]),
          { ...claim, index: -1 },
          { ...claim, proof: [...claim.proof, claim.root] },
          ...(size > 1 ? [{ ...claim, proof: claim.proof.slice(1) }] : []),
          ...(size > 1 ? [{ ...claim, proof: claim.proof.slice(0, -1) }] : []),
        ]
        return forged.every((each) => !verifyInclusion(sha256, each))
      }),
    )
  })

  test('is refused for a leaf outside the tree', () => {
    expect(() => inclusionProofOf(sha256, reader([]), { index: 0, size: 0 })).toThrow(RangeError)
  })

  test('of every leaf of a range verifies, in the order of the leaves', () => {
    fc.assert(
      fc.property(sizeAndIndex, fc.nat(sizeMax), ([size, first], more) => {
        const leaves = hashes(size)
        const count = 1 + (more % (size - first))
        const proofs = inclusionProofs(sha256, reader(leaves), { first, count, size })
        const root = treeRoot(sha256, leaves)
        return (
          proofs.length === count &&
          proofs.every((proof, i) => {
            const leaf = leaves[first + i] ?? new Uint8Array()
            return verifyInclusion(sha256, { leaf, index: first + i, size, proof, root })
          })
        )
      }),
    )
  })

  test('of a range reads no node twice', () => {
    const range = { first: 256, count: 256, size: 1_000 }
    const read = nodesRead((hash, node) => inclusionProofs(hash, node, range))
    const distinct = new Set(read.map(({ level, index }) => `${level}/${index}`))
    expect(distinct.size).toBe(read.length)
  })

  test.each([
    [0, 0],
    [-1, 2],
    [5, 4],
    [8, 1],
  ])('is refused for the range %i+%i of 8 leaves', (first, count) => {
    const range = { first, count, size: 8 }
    expect(() => inclusionProofs(sha256, reader(LEAVES), range)).toThrow(RangeError)
  })
})

describe('a consistency proof', () => {
  test('is that of the CT test tree', () => {
    const proof = consistencyProof(sha256, reader(LEAVES), { oldSize: 6, newSize: 8 })
    expect(proof.map(toHex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
  })

  test('verifies between any two trees', () => {
    for (let newSize = 0; newSize <= 66; newSize += 1) {
      for (let oldSize = 0; oldSize <= newSize; oldSize += 1) {
        expect(verifyConsistency(sha256, consistencyClaim(oldSize, newSize))).toBe(true)
      }
    }
  })

  test('fails with any bit of it or of a root flipped', () => {
    fc.assert(
      fc.property(twoSizes, bit, fc.nat(), ([oldSize, newSize], at, which) => {
        const claim = consistencyClaim(oldSize, newSize)
        const proof = claim.proof.map((hash, i) =>
          i === which % claim.proof.length ? flip(hash, at) : hash,
        )
        // Every tree is consistent with the empty one, so its proof says nothing of the new root.
        const forged = [
          { ...claim, oldRoot: flip(claim.oldRoot, at) },
          ...(oldSize > 0 ? [{ ...claim, newRoot: flip(claim.newRoot, at) }] : []),
          ...(proof.length > 0 ? [{ ...claim, proof }] : []),
        ]
        return forged.every((each) => !verifyConsistency(sha256, each))
      }),
    )
  })

  test('fails for other sizes, and with a hash more or less', () => {
    fc.assert(
      fc.property(twoSizes, ([oldSize, newSize]) => {
        const claim = consistencyClaim(oldSize, newSize)
        const forged = [
          { ...claim, oldSize: newSize + 1 },
          { ...claim, oldSize: -1 },
          { ...claim, proof: [...claim.proof, claim.newRoot] },
          ...(claim.proof.length > 0 ? [{ ...claim, proof: claim.proof.slice(1) }] : []),
          ...(claim.proof.length > 0 ? [{ ...claim, proof: [] }] : []),
        ]
        return forged.every((each) => !verifyConsistency(sha256, each))
      }),
    )
  })

  test('shows nothing between two trees that differ at the start', () => {
    const claim = consistencyClaim(5, 9)
    const other = treeRoot(sha256, hashes(6).slice(1))
    expect(equalBytes(other, claim.oldRoot)).toBe(false)
    expect(verifyConsistency(sha256, { ...claim, oldRoot: other })).toBe(false)
  })
})

test('a computation tells which nodes it reads, and reads no others', () => {
  const leaves = hashes(200)
  const leaf = { index: 77, size: 200 }
  const planned = nodesRead((hash, read) => inclusionProofOf(hash, read, leaf))
  const seen: unknown[] = []
  inclusionProofOf(
    sha256,
    (node) => {
      seen.push(node)
      return reader(leaves)(node)
    },
    leaf,
  )
  expect(seen).toEqual(planned)
  expect(planned.length).toBeGreaterThan(0)
})

test('proofs are short and exact in a tree beyond 2^40 leaves', () => {
  const size = 2 ** 40 + 3
  const nodes = nodesRead((hash, read) =>
    inclusionProofOf(hash, read, { index: 2 ** 40 + 1, size }),
  )
  expect(nodes).toEqual([
    { level: 40, index: 0 },
    { level: 0, index: 2 ** 40 + 2 },
    { level: 0, index: 2 ** 40 },
  ])
})
