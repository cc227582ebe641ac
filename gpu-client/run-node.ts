import { createCrew } from './crew.ts'
import { type RunDependencies, runBatches } from './run-batches.ts'
import type { RunPlan } from './run-plan.ts'
import { type WitnessDependencies, witnessLog, witnessPatiently } from './witness/witness.ts'

export interface NodeDependencies {
  readonly batches: RunDependencies
  readonly witness: WitnessDependencies
}

/**
 * Works and witnesses until the plan is fulfilled, then cosigns once more what its own assets are in.
 * Rejects with the signal's reason when that is aborted, or with the first fault.
 */
export async function runNode(
  { batches, witness }: NodeDependencies,
  plan: RunPlan,
  witnessIntervalMs: number,
  signal: AbortSignal,
): Promise<void> {
  const crew = createCrew(signal)
  crew.start((running) => witnessLog(witness, witnessIntervalMs, running))
  try {
    await runBatches(batches, plan, crew.signal)
  } finally {
    await crew.dismiss()
  }
  await witnessPatiently(witness, signal)
}
