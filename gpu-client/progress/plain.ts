import type { ClientEvent } from './events.ts'

/** One JSON line an event: `timeMs`, `event` and what the event holds. Single assets are left out. */
export function plainLine(event: ClientEvent, timeMs: number): string | undefined {
  return event.event === 'asset' ? undefined : JSON.stringify({ timeMs, ...event })
}
