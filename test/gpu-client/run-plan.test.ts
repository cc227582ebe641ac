import { describe, expect, test } from 'vitest'
import { nextMove, type RunPlan } from '../../gpu-client/run-plan.ts'

const PLAN: RunPlan = { countMax: 256, inFlightMax: 2, batches: undefined, assets: undefined }
const batches = (state: string, count: number) => Array.from({ length: count }, () => ({ state }))
const standing = (unsettled: { state: string }[], settled = 0, assetsClaimed = 0) => ({
  ...{ unsettled, settled, assetsClaimed },
})

describe('the next move', () => {
  test.each([
    ['leases when idle', PLAN, standing([]), { kind: 'lease', countMax: 256 }],
    ['waits at the most in flight', PLAN, standing(batches('leased', 2)), { kind: 'wait' }],
    [
      'does not count batches that wait for cNFTs',
      ...[PLAN, standing(batches('registered', 5)), { kind: 'lease', countMax: 256 }],
    ],
    ['but not without limit', PLAN, standing(batches('registered', 32)), { kind: 'wait' }],
    [
      'waits for the last batch of the plan',
      ...[{ ...PLAN, batches: 3 }, standing(batches('leased', 1), 2), { kind: 'wait' }],
    ],
    ['ends after it', { ...PLAN, batches: 3 }, standing([], 3), { kind: 'done' }],
    [
      'leases the rest of the assets only',
      ...[{ ...PLAN, assets: 300 }, standing([], 1, 256), { kind: 'lease', countMax: 44 }],
    ],
    ['ends with the last asset', { ...PLAN, assets: 300 }, standing([], 2, 300), { kind: 'done' }],
  ] as const)('%s', (_name, plan, at, move) => {
    expect(nextMove(plan as RunPlan, at as ReturnType<typeof standing>)).toEqual(move)
  })
})
