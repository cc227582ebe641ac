import type {
  SolanaSignAndSendTransactionFeature,
  SolanaSignMessageFeature,
  SolanaSignTransactionFeature,
} from '@solana/wallet-standard-features'
import { getWallets } from '@wallet-standard/app'
import type { IdentifierString, Wallet, WalletAccount } from '@wallet-standard/base'

/** The wallet that the reader chose, and the account in it that signs. */
export interface Connection {
  readonly wallet: Wallet
  readonly account: WalletAccount
}

interface ConnectFeature {
  connect(input?: { silent?: boolean }): Promise<{ accounts: readonly WalletAccount[] }>
}
interface DisconnectFeature {
  disconnect(): Promise<void>
}
interface EventsFeature {
  on(event: 'change', listener: (change: { accounts?: readonly WalletAccount[] }) => void): void
}

type SolanaFeatures = SolanaSignAndSendTransactionFeature &
  SolanaSignMessageFeature &
  SolanaSignTransactionFeature

const REMEMBERED = 'piwa-wallet'

const wallets = getWallets()
const listeners = new Set<(connection: Connection | undefined) => void>()
const watched = new WeakSet<Wallet>()
let connection: Connection | undefined

/** What wallets call the cluster that the edge takes payments on. */
export function chain(): IdentifierString {
  const named = document.documentElement.dataset.chain ?? ''
  return named.startsWith('solana:') ? (named as IdentifierString) : 'solana:mainnet'
}

/** Wallets that can connect and sign for Solana, as they register. */
export const solanaWallets = (): Wallet[] =>
  wallets
    .get()
    .filter(
      ({ features, chains }) =>
        'standard:connect' in features && chains.some((each) => each.startsWith('solana:')),
    )

export function onWallets(listener: () => void): void {
  wallets.on('register', listener)
  wallets.on('unregister', listener)
}

export const connected = (): Connection | undefined => connection

/** Tells of the connection now and whenever it changes. */
export function onConnection(listener: (connection: Connection | undefined) => void): void {
  listeners.add(listener)
  listener(connection)
}

/** Throws what the wallet throws, as when its owner declines. */
export async function connect(wallet: Wallet): Promise<void> {
  const { accounts } = await feature<ConnectFeature>(wallet, 'standard:connect').connect()
  if (!adopt(wallet, accounts)) throw new Error('The wallet has no account for Solana.')
  remember(wallet.name)
}

export async function disconnect(): Promise<void> {
  const wallet = connection?.wallet
  remember(undefined)
  change(undefined)
  if (wallet !== undefined && 'standard:disconnect' in wallet.features) {
    await feature<DisconnectFeature>(wallet, 'standard:disconnect').disconnect()
  }
}

/** Takes up the wallet of the last visit, which asks nobody; a wallet that would have to ask stays out. */
export function reconnect(): void {
  const name = remembered()
  if (name === undefined) return
  const attempt = () => {
    const wallet = solanaWallets().find((each) => each.name === name)
    if (wallet === undefined || connection !== undefined) return
    feature<ConnectFeature>(wallet, 'standard:connect')
      .connect({ silent: true })
      .then(({ accounts }) => adopt(wallet, accounts))
      .catch((error) => console.info({ event: 'wallet_not_reconnected', error }))
  }
  attempt()
  wallets.on('register', attempt)
}

/** Throws when the wallet cannot do it. */
export function solanaFeature<Name extends keyof SolanaFeatures>(
  { wallet }: Connection,
  name: Name,
): SolanaFeatures[Name] {
  return feature(wallet, name)
}

export const can = ({ wallet }: Connection, name: string): boolean => name in wallet.features

function feature<Feature>(wallet: Wallet, name: string): Feature {
  const found = wallet.features[name as keyof typeof wallet.features]
  if (found === undefined) throw new Error(`This wallet cannot do ${name}.`)
  return found as Feature
}

function adopt(wallet: Wallet, accounts: readonly WalletAccount[]): boolean {
  const account = accounts.find(({ chains }) => chains.some((each) => each.startsWith('solana:')))
  if (account === undefined) return false
  watch(wallet)
  change({ wallet, account })
  return true
}

function watch(wallet: Wallet): void {
  if (watched.has(wallet) || !('standard:events' in wallet.features)) return
  watched.add(wallet)
  feature<EventsFeature>(wallet, 'standard:events').on('change', ({ accounts }) => {
    if (accounts === undefined || connection?.wallet !== wallet) return
    if (!adopt(wallet, accounts)) change(undefined)
  })
}

function change(next: Connection | undefined): void {
  connection = next
  for (const listener of listeners) listener(next)
}

// A browser that keeps nothing for this page asks again the next time.
function remember(name: string | undefined): void {
  try {
    if (name === undefined) localStorage.removeItem(REMEMBERED)
    else localStorage.setItem(REMEMBERED, name)
  } catch (error) {
    console.info({ event: 'wallet_not_remembered', error })
  }
}

function remembered(): string | undefined {
  try {
    return localStorage.getItem(REMEMBERED) ?? undefined
  } catch {
    return undefined
  }
}
