import { anchorLog } from './anchor-log.ts'
import { buildSnapshot } from './build-snapshot.ts'
import { resumeWork } from './resume-work.ts'
import { sweepObjects } from './sweep-objects.ts'
import { sweepPayments } from './sweep-payments.ts'

type Job = (env: Env, scheduledAtMs: number) => Promise<void>

/** Runs jobs side by side: what fails in one does not keep the others from their end. */
const all =
  (...jobs: readonly Job[]): Job =>
  async (env, scheduledAtMs) => {
    const results = await Promise.allSettled(jobs.map((job) => job(env, scheduledAtMs)))
    const faults = results.filter((result) => result.status === 'rejected')
    if (faults.length === 0) return
    const reasons = faults.map(({ reason }) => reason)
    throw new AggregateError(reasons, reasons.map(String).join('; '))
  }

const JOBS: Readonly<Record<string, Job>> = {
  '* * * * *': all(resumeWork, sweepPayments),
  '*/10 * * * *': anchorLog,
  '17 3 * * *': sweepObjects,
  '47 4 * * *': buildSnapshot,
}

export async function runCron(cron: string, env: Env, scheduledAtMs: number): Promise<void> {
  const job = JOBS[cron]
  if (job === undefined) throw new Error(`no job is bound to cron ${cron}`)
  await job(env, scheduledAtMs)
}
