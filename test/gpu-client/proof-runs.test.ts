import { describe, expect, test } from 'vitest'
import { proofRuns } from '../../gpu-client/oracle/proof-runs.ts'

const range = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i)

describe('runs of log indexes', () => {
  test('are one for each stretch without a gap, in ascending order', () => {
    expect(proofRuns([9, 3, 4, 8, 1])).toEqual([
      { first: 1, count: 1 },
      { first: 3, count: 2 },
      { first: 8, count: 2 },
    ])
  })

  test('name an index once that is given twice', () => {
    expect(proofRuns([5, 5, 6, 5])).toEqual([{ first: 5, count: 2 }])
  })

  test('are never longer than 256', () => {
    expect(proofRuns(range(10, 600))).toEqual([
      { first: 10, count: 256 },
      { first: 266, count: 256 },
      { first: 522, count: 88 },
    ])
  })

  test('are none of no index', () => {
    expect(proofRuns([])).toEqual([])
  })
})
