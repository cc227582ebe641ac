import { join } from 'node:path'
import { toHex } from '../domain/bytes.ts'
import type { Backend } from './backend/backend.ts'
import { openBackend } from './backend/open-backend.ts'
import { createExclusive } from './batch/exclusive.ts'
import { createPace } from './batch/pace.ts'
import { removeOldest } from './batch/shard-files.ts'
import type { ClientSettings } from './config.ts'
import { connect } from './connect.ts'
import { createDiskGuard } from './disk-guard.ts'
import { diskUsageBytes } from './home/disk-usage.ts'
import type { Home } from './home/home.ts'
import { openKey } from './home/seed-file.ts'
import { httpObjectStore } from './oracle/object-store.ts'
import { createPatientOracle } from './oracle/oracle-client.ts'
import type { Report } from './progress/events.ts'
import { registerNode, type WalletSource } from './register.ts'
import { createOutages } from './retry.ts'
import { leasesUnderWay } from './run-batches.ts'
import { type NodeDependencies, runNode } from './run-node.ts'
import { systemWorld } from './world.ts'

/** Runs a node on an open home until its plan is fulfilled or the signal is aborted. */
export async function runCommand(
  home: Home,
  settings: ClientSettings,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const nativeCache = join(home.paths.home, 'native')
  const backend = await openBackend({ settings, nativeCache }, report, signal)
  try {
    const deps = await buildDependencies(home, settings, backend, report, signal)
    report({
      event: 'started',
      ...{ nodeId: home.nodeId, edge: settings.edge },
      ...{ backend: backend.name, threads: backend.threads },
      resumed: home.store.batches.unsettled().length,
    })
    const { 'batch-max': countMax, 'in-flight': inFlightMax, batches, assets } = settings
    const plan = { countMax, inFlightMax, batches, assets }
    await runNode(deps, plan, settings['witness-ms'], signal)
  } finally {
    await backend.close()
  }
}

/** A GPU makes more at once than one lease has: then several leases are generated side by side. */
function leasesAtOnce(backend: Backend, settings: ClientSettings): number {
  const wanted = Math.ceil((2 * backend.threads) / settings['batch-max'])
  return Math.min(wanted, settings['in-flight'])
}

async function buildDependencies(
  home: Home,
  settings: ClientSettings,
  backend: Backend,
  report: Report,
  signal: AbortSignal,
): Promise<NodeDependencies> {
  const { paths, store, nodeId, key } = home
  const world = systemWorld
  const outages = createOutages(report)
  const { log, oracle: impatientOracle } = await connect(
    home,
    settings.edge,
    { world, outages },
    signal,
  )
  const oracle = createPatientOracle(impatientOracle, { world, outages })
  const wallet = await registerNode(
    { oracle, settings: store.settings, report, nowMs: world.nowMs },
    { network: log.name, nodeId, publicKey: toHex(key.publicKey), payoutAddress: settings.payout },
    await walletSource(home, settings),
    signal,
  )
  const shared = { outages, report, world }
  return {
    batches: {
      ...{ ...shared, paths, store, oracle, impatientOracle, backend },
      objects: httpObjectStore,
      proofs: { log, nodeId, wallet },
      pace: createPace(world, settings.pace),
      generating: createExclusive(leasesAtOnce(backend, settings)),
      pollMs: settings['poll-ms'],
      keepShards: settings['keep-shards'],
      disk: createDiskGuard({
        ...{ limitMb: settings['disk-limit'], report },
        usedBytes: () => diskUsageBytes(paths.home),
        giveWay: (bytes) => removeOldest(paths, leasesUnderWay(store), bytes),
      }),
    },
    witness: {
      ...{ ...shared, oracle: impatientOracle, store: store.witness, log, nodeId, key },
      evidenceFolder: paths.evidence,
    },
  }
}

async function walletSource({ paths }: Home, settings: ClientSettings): Promise<WalletSource> {
  if (settings['dev-wallet']) {
    return { kind: 'development', key: await openKey(paths.walletKey) }
  }
  const { wallet, 'wallet-signature': signature, 'issued-at': issuedAtMs } = settings
  if (wallet === undefined || signature === undefined || issuedAtMs === undefined) {
    return { kind: 'none' }
  }
  return { kind: 'signed', wallet, signature, issuedAtMs }
}
