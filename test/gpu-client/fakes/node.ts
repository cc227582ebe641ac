import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Wallet } from '../../../domain/ids.ts'
import { createExclusive } from '../../../gpu-client/batch/exclusive.ts'
import { createPace } from '../../../gpu-client/batch/pace.ts'
import { createDiskGuard } from '../../../gpu-client/disk-guard.ts'
import { type Home, openHome } from '../../../gpu-client/home/home.ts'
import type { ObjectStore } from '../../../gpu-client/oracle/object-store.ts'
import { createPatientOracle, type OracleClient } from '../../../gpu-client/oracle/oracle-client.ts'
import type { ClientEvent } from '../../../gpu-client/progress/events.ts'
import { createOutages } from '../../../gpu-client/retry.ts'
import type { RunDependencies } from '../../../gpu-client/run-batches.ts'
import type { RunPlan } from '../../../gpu-client/run-plan.ts'
import type { Store } from '../../../gpu-client/store/store.ts'
import type { World } from '../../../gpu-client/world.ts'
import { createFakeBackend } from './backend.ts'
import { createFakeLog, type FakeLog } from './log.ts'
import { createFakeOracle } from './oracle.ts'
import { createFakeWorld } from './world.ts'

export const WALLET = '7YttLkHDoNj9wyDur5pM1ejNaAvT9X4eqaYcHQqtj2G5' as Wallet

export const PLAN: RunPlan = { countMax: 4, inFlightMax: 2, batches: 2, assets: undefined }

export const NEVER = new AbortController().signal

export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'piwa-client-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export interface RunParts {
  readonly home: Home
  readonly log: FakeLog
  readonly oracle: OracleClient
  readonly objects: ObjectStore
  readonly world?: World
  readonly store?: Pick<Store, 'batches' | 'parts' | 'receipts'>
  readonly backend?: RunDependencies['backend']
  readonly keepShards?: boolean
  readonly usedBytes?: () => Promise<number>
  readonly giveWay?: (bytes: number) => Promise<number>
}

/** The dependencies of a run in which all but the parts given is real or harmless. */
export function runDependencies(parts: RunParts): {
  readonly deps: RunDependencies
  readonly events: ClientEvent[]
} {
  const { home, log, oracle, objects } = parts
  const events: ClientEvent[] = []
  const report = (event: ClientEvent): void => {
    events.push(event)
  }
  const world = parts.world ?? createFakeWorld()
  const outages = createOutages(report)
  const deps: RunDependencies = {
    ...{ paths: home.paths, store: parts.store ?? home.store, outages, report, world, objects },
    oracle: createPatientOracle(oracle, { world, outages }),
    impatientOracle: oracle,
    backend: parts.backend ?? createFakeBackend(),
    proofs: { log: log.key, nodeId: home.nodeId, wallet: WALLET },
    pace: createPace(world, 0),
    generating: createExclusive(),
    pollMs: 100,
    keepShards: parts.keepShards ?? false,
    disk: createDiskGuard({
      ...{ limitMb: 100, report },
      usedBytes: parts.usedBytes ?? (async () => 0),
      giveWay: parts.giveWay ?? (async () => 0),
    }),
  }
  return { deps, events }
}

/** A home with a network of its own. */
export async function createNode(folder: string, options: { readonly countMax?: number } = {}) {
  const home = await openHome(folder)
  const world = createFakeWorld()
  const log = await createFakeLog()
  const network = createFakeOracle({
    ...{ log, nodeId: home.nodeId, wallet: WALLET, nowMs: world.nowMs },
    ...options,
  })
  return { home, log, world, network }
}
