import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completeProof, updateCanopy } from '../../localnet/emulation/canopy.ts'
import {
  appendLeaf,
  initializeTree,
  replaceLeaf,
} from '../../localnet/emulation/concurrent-merkle-tree.ts'
import { keccak } from '../../localnet/emulation/keccak.ts'
import {
  currentRoot,
  type TreeAccount,
  viewTree,
} from '../../localnet/emulation/merkle-tree-account.ts'
import { ProgramFailure } from '../../localnet/emulation/program-failure.ts'
import {
  createLeafTree,
  type LeafTree,
  setLeaf,
  treeProof,
  treeRoot,
} from '../../localnet/leaf-tree.ts'

const DEPTH = 5
const BUFFER = 8

function newTree(canopyNodes = 0): TreeAccount {
  const bytes = viewTree(new Uint8Array(0), { depth: DEPTH, bufferSize: BUFFER }).canopyOffset
  const data = new Uint8Array(bytes + 32 * canopyNodes)
  const tree = viewTree(data, { depth: DEPTH, bufferSize: BUFFER })
  initializeTree(tree)
  return tree
}

function leafOf(value: number): Uint8Array {
  return keccak(Uint8Array.of(value & 0xff, value >>> 8))
}

function append(tree: TreeAccount, model: LeafTree, value: number): void {
  const change = appendLeaf(tree, leafOf(value))
  updateCanopy(tree, change.path, change.index)
  setLeaf(model, change.index, leafOf(value))
}

interface StaleProof {
  root: Uint8Array
  proof: Uint8Array[]
  previous: Uint8Array
}

function proofFor(model: LeafTree, index: number): StaleProof {
  const previous = model.levels[0]?.[index]
  if (previous === undefined) throw new Error(`no leaf ${index}`)
  return { root: treeRoot(model), proof: treeProof(model, index), previous }
}

function replace(tree: TreeAccount, model: LeafTree, index: number, value: number): void {
  const next = leafOf(value)
  const change = replaceLeaf(tree, { ...proofFor(model, index), next, index })
  updateCanopy(tree, change.path, change.index)
  setLeaf(model, index, next)
}

describe('a concurrent merkle tree', () => {
  test('has the root of the plain tree after any appends and replacements', () => {
    const steps = fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(steps, (values) => {
        const tree = newTree()
        const model = createLeafTree(DEPTH)
        let size = 0
        for (const [step, value] of values.entries()) {
          const mayAppend = size < 2 ** DEPTH
          if (size === 0 || (mayAppend && value % 3 !== 0)) {
            append(tree, model, step + 1)
            size += 1
          } else replace(tree, model, value % size, step + 1000)
          expect(Buffer.from(currentRoot(tree))).toEqual(Buffer.from(treeRoot(model)))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('takes proofs as old as its buffer, whatever changed since', () => {
    const scenario = fc.record({
      size: fc.integer({ min: 2, max: 20 }),
      index: fc.nat({ max: 100 }),
      changes: fc.array(fc.nat({ max: 100 }), { maxLength: BUFFER - 1 }),
    })
    fc.assert(
      fc.property(scenario, ({ size, index, changes }) => {
        const tree = newTree()
        const model = createLeafTree(DEPTH)
        for (let leaf = 0; leaf < size; leaf++) append(tree, model, leaf + 1)
        const target = index % size
        const stale = proofFor(model, target)
        for (const [step, change] of changes.entries()) {
          const other = change % size
          if (other === target) append(tree, model, 500 + step)
          else replace(tree, model, other, 600 + step)
        }
        const next = leafOf(9999)
        replaceLeaf(tree, { ...stale, next, index: target })
        setLeaf(model, target, next)
        expect(Buffer.from(currentRoot(tree))).toEqual(Buffer.from(treeRoot(model)))
      }),
      { numRuns: 60 },
    )
  })

  test('refuses a second replacement with the proof of the first', () => {
    const tree = newTree()
    const model = createLeafTree(DEPTH)
    for (let leaf = 0; leaf < 3; leaf++) append(tree, model, leaf + 1)
    const stale = proofFor(model, 1)
    replaceLeaf(tree, { ...stale, next: leafOf(50), index: 1 })
    expect(() => replaceLeaf(tree, { ...stale, next: leafOf(51), index: 1 })).toThrow(
      ProgramFailure,
    )
  })

  test('refuses a proof of another leaf', () => {
    const tree = newTree()
    const model = createLeafTree(DEPTH)
    for (let leaf = 0; leaf < 4; leaf++) append(tree, model, leaf + 1)
    const wrong = { ...proofFor(model, 2), previous: leafOf(77) }
    expect(() => replaceLeaf(tree, { ...wrong, next: leafOf(5), index: 2 })).toThrow(ProgramFailure)
  })

  test('completes from its canopy a proof that was cut', () => {
    const tree = newTree(2 ** 3 - 2)
    const model = createLeafTree(DEPTH)
    for (let leaf = 0; leaf < 9; leaf++) append(tree, model, leaf + 1)
    for (let index = 0; index < 9; index++) {
      const proof = treeProof(model, index)
      const completed = completeProof(tree, proof.slice(0, DEPTH - 2), index)
      expect(completed.map((node) => Buffer.from(node))).toEqual(
        proof.map((node) => Buffer.from(node)),
      )
    }
  })
})
