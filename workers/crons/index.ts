import { anchorLog } from './anchor-log.ts'
import { resumeWork } from './resume-work.ts'
import { sweepObjects } from './sweep-objects.ts'

type Job = (env: Env, scheduledAtMs: number) => Promise<void>

const JOBS: Readonly<Record<string, Job>> = {
  '* * * * *': resumeWork,
  '*/10 * * * *': anchorLog,
  '17 3 * * *': sweepObjects,
}

export async function runCron(cron: string, env: Env, scheduledAtMs: number): Promise<void> {
  const job = JOBS[cron]
  if (job === undefined) throw new Error(`no job is bound to cron ${cron}`)
  await job(env, scheduledAtMs)
}
