import type { Backend } from '../backend/backend.ts'
import type { HomePaths } from '../home/paths.ts'
import type { ObjectStore } from '../oracle/object-store.ts'
import type { OracleClient } from '../oracle/oracle-client.ts'
import type { Report } from '../progress/events.ts'
import type { Outages } from '../retry.ts'
import type { Store } from '../store/store.ts'
import type { World } from '../world.ts'
import type { Pace } from './pace.ts'
import type { ProofReader } from './verify-receipts.ts'

/** What the steps of a batch work with. */
export interface BatchDependencies {
  readonly paths: HomePaths
  readonly store: Pick<Store, 'batches' | 'parts' | 'receipts'>
  /** Answers, however long that takes; throws refusals only. */
  readonly oracle: OracleClient
  /** Throws at the first failure. */
  readonly impatientOracle: OracleClient
  readonly objects: ObjectStore
  readonly backend: Backend
  readonly proofs: ProofReader
  readonly pace: Pace
  /** Lets one batch at a time use the backend. */
  readonly generating: Exclusive
  readonly outages: Outages
  readonly report: Report
  readonly world: World
  /** Longest wait between two questions about a committed batch. */
  readonly pollMs: number
  readonly keepShards: boolean
}

export type Exclusive = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>
