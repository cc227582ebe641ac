import type { ClientEvent } from '../progress/events.ts'

/** What a pull tells its user while it runs; the summary comes after it. */
export type PullEvent =
  | {
      readonly event: 'license'
      readonly license: string
      readonly version: string
      readonly count: number
      readonly bytes: number
      /** By the clock of this machine; the edge decides by its own. */
      readonly term: 'not_started' | 'running' | 'ended'
      readonly endsAt: string
    }
  | { readonly event: 'planning'; readonly rows: number; readonly of: number }
  | {
      readonly event: 'planned'
      readonly shards: number
      readonly assets: number
      readonly bytes: number
      /** Assets that are there already. */
      readonly there: number
      readonly thereBytes: number
    }
  | { readonly event: 'asset'; readonly bytes: number }
  | { readonly event: 'shard'; readonly file: string; readonly assets: number }
  /** Something came that is not what the snapshot names. It is fetched again. */
  | { readonly event: 'mismatch'; readonly file: string; readonly issue: string }
  /** Given up in this run. */
  | { readonly event: 'failed'; readonly file: string; readonly issue: string }
  | { readonly event: 'note'; readonly text: string }
  | Extract<ClientEvent, { readonly event: PassedOn }>

type PassedOn =
  | 'outage'
  | 'recovered'
  | 'backend'
  | 'compiling'
  | 'backend_fault'
  | 'backend_lost'
  | 'stopping'

export type PullReport = (event: PullEvent) => void
