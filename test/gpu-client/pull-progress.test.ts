import { describe, expect, test } from 'vitest'
import type { PullEvent } from '../../gpu-client/pull/events.ts'
import { progressLines } from '../../gpu-client/pull/reporter.ts'
import { createPullTally } from '../../gpu-client/pull/tally.ts'

describe('the progress of a pull', () => {
  const planEvent: PullEvent = {
    ...{ event: 'planned', shards: 2, assets: 100, bytes: 1_000_000_000 },
    ...{ there: 10, thereBytes: 100_000_000 },
  }

  test('has rate and time left, of the last seconds alone', () => {
    const { add, read } = createPullTally()
    add(planEvent)
    read(0)
    for (let asset = 0; asset < 10; asset += 1) add({ event: 'asset', bytes: 10_000_000 })
    const progress = read(5_000)
    expect(progress).toMatchObject({
      ...{ assets: 20, of: 100, bytes: 200_000_000, bytesPerSecond: 20_000_000 },
      ...{ assetsPerSecond: 2, secondsLeft: 40, failed: 0 },
    })
    expect(progressLines(progress)[0]).toBe(
      '[######------------------------] 20.0 %  20.0 MB/s, 2.0 assets/s  0:40 left',
    )
    expect(read(60_000)).toMatchObject({ bytesPerSecond: 0, secondsLeft: undefined })
  })

  test('names what is waited for until it is over, and what failed', () => {
    const { add, read } = createPullTally()
    add(planEvent)
    add({ event: 'outage', call: 'shard', code: 'HTTP_503', reason: 'busy' })
    expect(progressLines(read(0)).at(-1)).toContain('HTTP_503')
    add({ event: 'recovered', call: 'shard' })
    expect(progressLines(read(1))).toHaveLength(2)
    add({ event: 'failed', file: 'shards/1.tar/000001.glb', issue: 'cut off' })
    expect(progressLines(read(2)).slice(2)).toEqual([
      '  FAILED 1',
      '  shards/1.tar/000001.glb: cut off',
    ])
  })
})
