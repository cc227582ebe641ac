const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** What wallets call the cluster that an RPC endpoint serves. */
export function chainOf(rpcUrl: string): string {
  const { hostname } = new URL(rpcUrl)
  if (LOOPBACK.test(hostname)) return 'solana:localnet'
  return hostname.includes('devnet') ? 'solana:devnet' : 'solana:mainnet'
}
