import { describe, expect, test } from 'vitest'
import { plainLine } from '../../gpu-client/progress/plain.ts'
import { createTally } from '../../gpu-client/progress/tally.ts'
import { createBlock, tallyLines } from '../../gpu-client/progress/terminal.ts'

const NOTHING = { accepted: 0, duplicates: 0, minted: 0, pending: 0, rejected: [] }

describe('the tally', () => {
  test('follows batches from pending to accepted or rejected', () => {
    const tally = createTally({ ...NOTHING, accepted: 10, minted: 10 })
    tally.add({ event: 'leased', batchId: 'batch_1', assets: 32 }, 0)
    tally.add({ event: 'leased', batchId: 'batch_2', assets: 8 }, 0)
    expect(tally.read(0).pending).toBe(40)
    tally.add(
      { event: 'registered', batchId: 'batch_1', assets: 30, duplicates: 2, firstLogIndex: 0 },
      1,
    )
    const lost = { batchId: 'batch_2', assets: 8, outcome: 'rejected', reason: 'ROOT_MISMATCH' }
    tally.add({ event: 'lost', ...lost } as never, 1)
    const { accepted, pending, duplicates, rejected } = tally.read(1)
    expect({ accepted, pending, duplicates }).toEqual({ accepted: 40, pending: 0, duplicates: 2 })
    expect([...rejected]).toEqual([['ROOT_MISMATCH', 8]])
  })

  test('measures assets a second over the last ten seconds', () => {
    const tally = createTally(NOTHING)
    for (let ms = 0; ms < 20_000; ms += 100) tally.add({ event: 'asset', batchId: 'batch_1' }, ms)
    expect(tally.read(20_000).assetsPerSecond).toBeCloseTo(10, 0)
    expect(tally.read(40_000).assetsPerSecond).toBe(0)
  })

  test('names an outage until it is over', () => {
    const tally = createTally(NOTHING)
    tally.add({ event: 'outage', call: 'lease', code: 'UNREACHABLE', reason: '' }, 0)
    expect(tallyLines(tally.read(0), 'head').join('\n')).toContain('lease UNREACHABLE')
    tally.add({ event: 'recovered', call: 'lease' }, 0)
    expect(tallyLines(tally.read(0), 'head').join('\n')).not.toContain('UNREACHABLE')
  })
})

describe('the block', () => {
  test('is redrawn in place and clears lines that are gone', () => {
    const written: string[] = []
    const draw = createBlock(
      (text) => written.push(text),
      () => 80,
    )
    draw(['a', 'b', 'c'])
    draw(['d'])
    expect(written[1]?.startsWith('\u001b[3A\r')).toBe(true)
    expect(written[1]?.split('\u001b[2K')).toHaveLength(4)
  })

  test('never wraps, which would break the redrawing', () => {
    const written: string[] = []
    createBlock(
      (text) => written.push(text),
      () => 20,
    )(['x'.repeat(100)])
    expect(written[0]?.match(/x/g)).toHaveLength(19)
  })
})

describe('a plain log', () => {
  test('has one JSON line an event', () => {
    const line = plainLine({ event: 'committed', batchId: 'batch_1' }, 5)
    expect(JSON.parse(line ?? '')).toEqual({ timeMs: 5, event: 'committed', batchId: 'batch_1' })
  })

  test('leaves single assets out', () => {
    expect(plainLine({ event: 'asset', batchId: 'batch_1' }, 5)).toBeUndefined()
  })
})
