import type { BatchDependencies } from './batch/deps.ts'
import { driveBatch } from './batch/drive-batch.ts'
import { sweepShards } from './batch/shard-files.ts'
import { createBell } from './bell.ts'
import { createCrew } from './crew.ts'
import { type DiskGuard, hasRoom } from './disk-guard.ts'
import { nextMove, type RunPlan } from './run-plan.ts'

const DISK_RETRY_MS = 10_000

export type RunDependencies = BatchDependencies & { readonly disk: DiskGuard }

/**
 * Takes up every unfinished batch and leases new ones as the plan allows. Returns when the plan is
 * fulfilled; rejects with the signal's reason when that is aborted, or with the first fault.
 */
export async function runBatches(
  deps: RunDependencies,
  plan: RunPlan,
  signal: AbortSignal,
): Promise<void> {
  const { batches } = deps.store
  await sweepShards(deps.paths, leasesToKeep(deps))
  const crew = createCrew(signal)
  const bell = createBell()
  const settledBefore = batches.settledCount()
  const drive = (requestKey: string): void =>
    crew.start(async (running) => {
      await driveBatch(deps, requestKey, bell.ring, running)
      bell.ring()
    })
  for (const { requestKey } of batches.unsettled()) drive(requestKey)

  try {
    for (;;) {
      crew.signal.throwIfAborted()
      const move = nextMove(plan, {
        unsettled: batches.unsettled(),
        settled: batches.settledCount() - settledBefore,
        assetsClaimed: batches.assetsClaimed(),
      })
      if (move.kind === 'done') return
      if (move.kind === 'wait') await bell.wait(crew.signal)
      else if (await hasRoom(deps.disk)) {
        const requestKey = deps.world.randomText()
        batches.request(requestKey, move.countMax, deps.world.nowMs())
        drive(requestKey)
      } else await deps.world.sleep(DISK_RETRY_MS, crew.signal)
    }
  } finally {
    await crew.dismiss()
  }
}

/** Leases whose files are still needed: all but those that came to nothing, or were minted and are not kept. */
function leasesToKeep({ store, keepShards }: BatchDependencies): ReadonlySet<string> {
  const underWay = leasesUnderWay(store)
  const minted = keepShards ? store.receipts.list().map(({ leaseId }) => leaseId) : []
  return new Set([...underWay, ...minted])
}

/** Leases whose files no one may remove yet. */
export function leasesUnderWay(store: BatchDependencies['store']): ReadonlySet<string> {
  const leased = store.batches
    .unsettled()
    .flatMap((batch) => (batch.state === 'requested' ? [] : [batch.lease.leaseId]))
  return new Set(leased)
}
