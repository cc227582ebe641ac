import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cudaOfPtx, formatCudaVersion } from '../../gpu-client/cuda/cuda-version.ts'
import { bytesOf, planMemory, viewsBytes } from '../../gpu-client/cuda/memory-plan.ts'

const GB = 1_000_000_000

/** A data-center card at grid 64. */
const LARGE = {
  ...{ budgetBytes: 4 * GB, arenaBytes: 10_738_432, residentBlocks: 264, grid: 64 },
  ...{ viewBytes: 0, batchMax: 1_024, hostBytes: 1.5 * GB },
}

describe('the memory plan', () => {
  test('never takes more than its budget, and has room for the largest asset in each slot', () => {
    const input = fc.record({
      budgetBytes: fc.integer({ min: 1_000_000, max: 80 * GB }),
      arenaBytes: fc.integer({ min: 1_000_000, max: 100_000_000 }),
      residentBlocks: fc.integer({ min: 1, max: 600 }),
      grid: fc.constantFrom(32, 64, 128),
      viewBytes: fc.constantFrom(0, viewsBytes(4, 64), viewsBytes(16, 256), viewsBytes(32, 512)),
      batchMax: fc.integer({ min: 1, max: 1_024 }),
      hostBytes: fc.integer({ min: 10_000_000, max: 2 * GB }),
    })
    fc.assert(
      fc.property(input, (wanted) => {
        const plan = planMemory(wanted)
        if (plan === undefined) return
        expect(bytesOf(plan, wanted)).toBeLessThanOrEqual(wanted.budgetBytes)
        expect(plan.outBytes).toBeGreaterThanOrEqual(wanted.arenaBytes + wanted.viewBytes)
        expect(plan.blocks).toBeGreaterThanOrEqual(1)
        expect(plan.batch).toBeGreaterThanOrEqual(plan.blocks)
        expect(plan.batch).toBeLessThanOrEqual(wanted.batchMax)
      }),
    )
  })

  test('fills a large card twice over, with a slot to spare for the copy', () => {
    const plan = planMemory(LARGE)
    if (plan === undefined) throw new Error('no plan')
    expect(plan.slots).toBe(3)
    // Two slots come near the resident blocks; the third makes up for them.
    expect(plan.blocks).toBeGreaterThanOrEqual(100)
    expect(plan.batch).toBeGreaterThanOrEqual(plan.blocks * 2)
  })

  test('grows with the budget and gives up slots before the device runs empty', () => {
    const budgets = [40e6, 100e6, 400e6, 1 * GB, 2 * GB, 4 * GB]
    const blocks = budgets.map((budgetBytes) => {
      const plan = planMemory({ ...LARGE, budgetBytes })
      return plan === undefined ? 0 : plan.blocks * plan.slots
    })
    expect(blocks).toEqual([...blocks].sort((a, b) => a - b))
    expect(blocks[0]).toBeGreaterThan(0)
    expect(planMemory({ ...LARGE, budgetBytes: 1 * GB })?.slots).toBeLessThan(3)
  })

  test('is none when not even one block fits', () => {
    expect(planMemory({ ...LARGE, budgetBytes: 10_000_000 })).toBeUndefined()
  })
})

test.each([
  ['9.0', '13.0'],
  ['8.5', '12.5'],
  ['7.8', '11.8'],
  ['6.3', '10.0'],
])('PTX %s came with CUDA %s', (ptx, cuda) => {
  expect(cudaOfPtx(ptx)).toBe(cuda)
})

test('a driver says which CUDA it supports', () => {
  expect([13_000, 12_040, 11_080].map(formatCudaVersion)).toEqual(['13.0', '12.4', '11.8'])
})
