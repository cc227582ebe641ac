import { z } from 'zod'

const LogEvent = z.object({
  event: z.string(),
  timeMs: z.number().default(0),
  batchId: z.string().default(''),
  ms: z.number().default(0),
})

export type LogEvent = z.infer<typeof LogEvent>

/** The events of a log in which each stands on a line of its own, among other lines. */
export function parseEvents(log: string): LogEvent[] {
  return log.split('\n').flatMap((line) => {
    const start = line.indexOf('{"')
    if (start < 0) return []
    try {
      const parsed = LogEvent.safeParse(JSON.parse(line.slice(start)))
      return parsed.success ? [parsed.data] : []
    } catch {
      return []
    }
  })
}

/** Sum over all batches of the time between two events of the same batch. */
export function spansMs(events: readonly LogEvent[], from: string, to: string): number {
  const startedMs = new Map(
    events.filter(({ event }) => event === from).map(({ batchId, timeMs }) => [batchId, timeMs]),
  )
  return events
    .filter(({ event }) => event === to)
    .reduce((sum, { batchId, timeMs }) => sum + timeMs - (startedMs.get(batchId) ?? timeMs), 0)
}

/** Sum of the durations that one kind of event states. */
export function totalMs(events: readonly LogEvent[], name: string): number {
  return events.filter(({ event }) => event === name).reduce((sum, { ms }) => sum + ms, 0)
}
