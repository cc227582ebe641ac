import { isWallet, type Wallet } from '../../domain/ids.ts'

let known: Wallet | undefined

/** The wallet whose RENDER account receives payments. It never changes, so an isolate asks once. */
export async function vaultWallet(env: Env): Promise<Wallet> {
  if (known !== undefined) return known
  const { wallet } = await env.TREASURY.vault()
  if (!isWallet(wallet)) throw new Error(`the treasury's vault is no wallet: ${wallet}`)
  known = wallet
  return wallet
}
