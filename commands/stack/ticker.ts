import type { Stack } from './stack.ts'

/** How often each cron of production runs in a local network. */
const TICKS = [
  { cron: '* * * * *', everyMs: 20_000 },
  { cron: '*/10 * * * *', everyMs: 15_000 },
  // A version comes when enough is new; to look whether it is costs little.
  { cron: '47 4 * * *', everyMs: 30_000 },
] as const

/** Fires the crons until the answer is called. A cron that fails is reported and fired again in time. */
export function startTicker(stack: Pick<Stack, 'fireCron'>): () => void {
  const timers = TICKS.map(({ cron, everyMs }) =>
    setInterval(() => {
      stack.fireCron(cron).catch((error: unknown) => {
        console.error(`cron ${cron} failed: ${error instanceof Error ? error.message : error}`)
      })
    }, everyMs),
  )
  return () => timers.forEach(clearInterval)
}
