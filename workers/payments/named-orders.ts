import { listOpenOrderIds } from '../../d1/orders.ts'
import type { OrderId } from '../../domain/ids.ts'
import { paymentEndpoints } from './endpoints.ts'
import { LISTED_MAX } from './rpc.ts'
import { memoOf, renderAccountOf } from './solana-pay.ts'
import { vaultWallet } from './vault.ts'

const OPEN_MAX = 10_000
const NAMED_MAX = 20

/**
 * Open orders that memos of the latest transactions at the vault name. It costs one call however many
 * orders are open, and proves nothing: it only says where to look for a payment.
 */
export async function ordersNamedAtVault(env: Env): Promise<readonly OrderId[]> {
  const open = await listOpenOrderIds(env.CATALOG, OPEN_MAX)
  const orders = new Map(open.map((id) => [memoOf(id), id]))
  const account = renderAccountOf(await vaultWallet(env))
  const [endpoint] = paymentEndpoints(env.PAYMENT_RPC_URLS)
  const listed = (await endpoint?.signaturesOf(account, { limit: LISTED_MAX })) ?? []
  const named = listed.flatMap(({ failed, memo }) => {
    const id = failed ? undefined : orders.get(bareMemo(memo ?? ''))
    return id === undefined ? [] : [id]
  })
  return [...new Set(named)].slice(-NAMED_MAX)
}

/** Nodes list a memo as its length in brackets and its text. */
const bareMemo = (listed: string): string => listed.replace(/^\[\d+\] /, '')
