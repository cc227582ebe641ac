import {
  addVaultTransactions,
  findVaultScan,
  saveVaultScan,
  type VaultScan,
} from '../../d1/vault.ts'
import { LISTED_MAX, type PaymentRpc } from './rpc.ts'
import { SETTLED_MS } from './scan.ts'

/** Most pages of an endpoint's list that one run reads. The next run goes on where it stopped. */
export const PAGES_MAX = 5

/**
 * Notes the transactions that an endpoint lists for the vault's account and that are not noted yet.
 * Every endpoint's list is read by its own cursor, and what any of them lists is noted: so one that
 * lags, or leaves something out, hides nothing.
 */
export async function listVault(
  env: Env,
  rpc: PaymentRpc,
  account: string,
  nowMs: number,
): Promise<void> {
  let scan = await findVaultScan(env.CATALOG, account, rpc.host)
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const listed = await rpc.signaturesOf(account, {
      before: scan.before ?? undefined,
      until: scan.readTo ?? undefined,
      limit: LISTED_MAX,
    })
    const landed = listed.filter(({ failed }) => !failed)
    await addVaultTransactions(env.CATALOG, landed, nowMs)
    // Newer ones are listed again: a node's index may fill a moment after its blocks.
    const settled = listed.find(({ atMs }) => atMs !== null && atMs < nowMs - SETTLED_MS)
    const top = scan.top ?? settled?.signature ?? null
    const last = listed.at(-1)?.signature
    const isDown = last === undefined || listed.length < LISTED_MAX
    scan = isDown ? arrived(scan, top) : { ...scan, top, before: last }
    await saveVaultScan(env.CATALOG, scan)
    if (isDown) return
  }
}

const arrived = (scan: VaultScan, top: string | null): VaultScan => ({
  ...scan,
  readTo: top ?? scan.readTo,
  ...{ top: null, before: null },
})
