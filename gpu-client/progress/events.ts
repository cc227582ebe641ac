/** Everything the client tells its operator. A plain log has one line an event, but for `asset`. */
export type ClientEvent =
  | {
      readonly event: 'started'
      readonly nodeId: string
      readonly edge: string
      readonly backend: string
      readonly threads: number
      readonly resumed: number
    }
  | {
      /** What the node works with, and why with nothing better. */
      readonly event: 'backend'
      readonly backend: string
      readonly generator: string
      readonly threads: number
      readonly reason: string
    }
  /** Compiling takes up to a minute, once. */
  | { readonly event: 'compiling'; readonly compiler: string; readonly generator: string }
  /** A child process died; its assets are made again. */
  | { readonly event: 'backend_fault'; readonly backend: string; readonly reason: string }
  /** A backend is given up for the next one. */
  | { readonly event: 'backend_lost'; readonly backend: string; readonly reason: string }
  | { readonly event: 'node_registered'; readonly nodeId: string; readonly wallet: string }
  | { readonly event: 'leased'; readonly batchId: string; readonly assets: number }
  | { readonly event: 'asset'; readonly batchId: string }
  | {
      readonly event: 'generated'
      readonly batchId: string
      readonly assets: number
      readonly bytes: number
    }
  | { readonly event: 'uploaded'; readonly batchId: string; readonly bytes: number }
  | { readonly event: 'committed'; readonly batchId: string }
  | { readonly event: 'accepted'; readonly batchId: string; readonly reexecuted: number }
  | {
      readonly event: 'registered'
      readonly batchId: string
      readonly assets: number
      readonly duplicates: number
      readonly firstLogIndex: number | null
    }
  | { readonly event: 'minted'; readonly batchId: string; readonly assets: number }
  | ({ readonly event: 'lost'; readonly batchId: string; readonly assets: number } & {
      readonly outcome: 'rejected' | 'expired' | 'refused'
      readonly reason: string
    })
  | { readonly event: 'witnessed'; readonly size: number; readonly root: string }
  | ({ readonly event: 'outage'; readonly call: string; readonly code: string } & {
      readonly reason: string
    })
  | { readonly event: 'recovered'; readonly call: string }
  | {
      readonly event: 'alarm'
      readonly code: 'LOG_INCONSISTENT' | 'PROOF_INVALID' | 'WITNESS_BEHIND'
      readonly reason: string
    }
  | { readonly event: 'disk_limit'; readonly usedMb: number; readonly limitMb: number }
  | { readonly event: 'disk_ok'; readonly usedMb: number }
  | { readonly event: 'stopping'; readonly reason: string }
  | { readonly event: 'stopped'; readonly pending: number }

export type Report = (event: ClientEvent) => void
