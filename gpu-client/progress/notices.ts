import type { ClientEvent } from './events.ts'

/** Words for the operator that stay until others take their place. */
export interface Notices {
  readonly alarm: string | undefined
  readonly note: string | undefined
  /** What makes the assets, and why nothing better does. */
  readonly backend: string | undefined
  /** The last fault of a backend. */
  readonly fault: string | undefined
}

export function createNotices(): {
  readonly add: (event: ClientEvent) => void
  readonly read: () => Notices
} {
  let notices: Notices = { alarm: undefined, note: undefined, backend: undefined, fault: undefined }
  return {
    add: (event) => {
      notices = { ...notices, ...changeOf(event) }
    },
    read: () => notices,
  }
}

function changeOf(event: ClientEvent): Partial<Notices> {
  switch (event.event) {
    case 'alarm':
      return { alarm: `${event.code}: ${event.reason}` }
    case 'disk_limit':
      return { note: `the home holds ${event.usedMb} MB of ${event.limitMb}: no new lease` }
    case 'disk_ok':
      return { note: undefined }
    case 'compiling':
      return { note: `${event.compiler} compiles ${event.generator} for this machine, once` }
    case 'backend':
      return { note: undefined, backend: event.reason }
    case 'backend_fault':
    case 'backend_lost':
      return { fault: `${event.backend}: ${event.reason}` }
    case 'stopping':
      return { note: `stopping: ${event.reason}` }
    default:
      return {}
  }
}
