import { report } from '../report.ts'
import { startBuildIfDue } from '../snapshots/start.ts'

/** Makes a version of the dataset where enough is new, and goes on with one that has stopped. */
export async function buildSnapshot(env: Env, scheduledAtMs: number): Promise<void> {
  const started = await startBuildIfDue(env, scheduledAtMs)
  if (started !== undefined) report({ event: 'snapshot_build', ...started })
}
