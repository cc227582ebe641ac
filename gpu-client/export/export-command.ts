import { existsSync } from 'node:fs'
import { isWallet } from '../../domain/ids.ts'
import { witnessKey } from '../../domain/log/cosignature.ts'
import { formatVerifierKey, parseVerifierKey } from '../../domain/log/note.ts'
import { witnessName } from '../../domain/log/witness-name.ts'
import { nodeIdOf } from '../../domain/registration.ts'
import { sha256 } from '../../signing/sha256.ts'
import type { ClientSettings } from '../config.ts'
import { ClientFault } from '../faults.ts'
import { homePaths } from '../home/paths.ts'
import { openKey } from '../home/seed-file.ts'
import { createHttpOracle } from '../oracle/http-oracle.ts'
import { openStore } from '../store/store.ts'
import { systemWorld } from '../world.ts'
import { type ExportSummary, exportReceipts } from './export-receipts.ts'

/** Exports what a home holds, also while its daemon runs. */
export async function exportCommand(
  { home, edge, out }: ClientSettings,
  signal: AbortSignal,
): Promise<ExportSummary> {
  const paths = homePaths(home)
  if (out === undefined) throw new ClientFault('CONFIG_INVALID', { flag: '--out' })
  if (!existsSync(paths.database)) throw new ClientFault('CONFIG_INVALID', { flag: '--home', home })
  const key = await openKey(paths.nodeKey)
  const store = openStore(paths.database)
  try {
    const setting = (name: Parameters<typeof store.settings.get>[0]): string =>
      store.settings.get(name) ?? ''
    const [logOrigin, logKey, logUrl] = [
      setting('log_origin'),
      setting('log_key'),
      setting('log_url'),
    ]
    const [wallet, url] = [setting('wallet'), setting('public_url')]
    const log = parseVerifierKey(sha256, logKey)
    // A node that was never registered has nothing to export.
    if (log === undefined || !isWallet(wallet)) return { written: 0, missing: 0 }
    const nodeId = nodeIdOf(sha256, key.publicKey)
    const witness = witnessKey(witnessName(logOrigin, nodeId), key.publicKey)
    const oracle = createHttpOracle({ url, nodeId, key, world: systemWorld })
    const deps = {
      ...{ paths, network: { logOrigin, logKey, logUrl }, log, edge, nodeId, wallet, oracle },
      world: systemWorld,
      witnesses: [formatVerifierKey(sha256, witness)],
    }
    return await exportReceipts(deps, store.receipts.list(), out, signal)
  } finally {
    store.close()
  }
}
