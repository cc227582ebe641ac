import bs58 from 'bs58'
import { toHex } from '../domain/bytes.ts'
import { isWallet, type NodeId, type Wallet } from '../domain/ids.ts'
import { utf8Bytes } from '../domain/log/utf8.ts'
import { type Registration, registrationText } from '../domain/registration.ts'
import type { Ed25519Key } from '../signing/ed25519.ts'
import type { RegisterRequest } from '../workers/oracle/schema.ts'
import { ClientFault } from './faults.ts'
import { describeContext, OracleRefusal } from './oracle/answer.ts'
import type { OracleClient } from './oracle/oracle-client.ts'
import type { Report } from './progress/events.ts'
import type { Settings } from './store/settings.ts'

/** Who the node works for, and how the wallet's word for that is come by. */
export type WalletSource =
  | ({ readonly kind: 'signed'; readonly wallet: Wallet; readonly issuedAtMs: number } & {
      /** 128 hex digits. */
      readonly signature: string
    })
  /** A key in the home that signs for itself: for development. */
  | { readonly kind: 'development'; readonly key: Ed25519Key }
  | { readonly kind: 'none' }

export interface RegisterDependencies {
  readonly oracle: Pick<OracleClient, 'register'>
  readonly settings: Settings
  readonly report: Report
  readonly nowMs: () => number
}

export interface NodeIdentity {
  readonly network: string
  readonly nodeId: NodeId
  /** 64 hex digits. */
  readonly publicKey: string
  readonly payoutAddress: Wallet | undefined
}

/** Registers the node unless that has been done, and answers whose node it is. */
export async function registerNode(
  deps: RegisterDependencies,
  identity: NodeIdentity,
  source: WalletSource,
  signal: AbortSignal,
): Promise<Wallet> {
  const known = deps.settings.get('wallet')
  if (known !== undefined && !isWallet(known)) throw new ClientFault('HOME_DAMAGED', { known })
  if (source.kind === 'none') {
    if (known === undefined) throw new ClientFault('WALLET_MISSING')
    return known
  }
  const wallet = source.kind === 'signed' ? source.wallet : walletOf(source.key)
  if (known !== undefined && known !== wallet) {
    throw new ClientFault('WALLET_MISMATCH', { registered: known, given: wallet })
  }
  // The operator's signature is old by now, while the development wallet can sign again.
  if (known !== undefined && source.kind === 'signed') return known

  const request = await signedRequest(deps, identity, source)
  const node = await deps.oracle.register(request, signal).catch((error: unknown) => {
    if (!(error instanceof OracleRefusal)) throw error
    const context = { refusal: error.code, reason: describeContext(error) }
    throw new ClientFault('ORACLE_REFUSED', context, { cause: error })
  })
  deps.settings.set({ wallet: node.wallet })
  deps.report({ event: 'node_registered', nodeId: node.nodeId, wallet: node.wallet })
  return node.wallet
}

async function signedRequest(
  { nowMs }: RegisterDependencies,
  { payoutAddress, ...identity }: NodeIdentity,
  source: Exclude<WalletSource, { kind: 'none' }>,
): Promise<RegisterRequest> {
  const wallet = source.kind === 'signed' ? source.wallet : walletOf(source.key)
  const issuedAtMs = source.kind === 'signed' ? source.issuedAtMs : nowMs()
  const registration: Registration = {
    ...identity,
    ...{ wallet, issuedAtMs, payoutAddress: payoutAddress ?? wallet },
  }
  const walletSignature =
    source.kind === 'signed'
      ? source.signature
      : toHex(await source.key.sign(utf8Bytes(registrationText(registration))))
  return {
    publicKey: identity.publicKey,
    ...{ wallet, payoutAddress: registration.payoutAddress, issuedAtMs, walletSignature },
  }
}

/** The Solana address of a key. */
export function walletOf({ publicKey }: Ed25519Key): Wallet {
  const address = bs58.encode(publicKey)
  if (!isWallet(address)) throw new RangeError(`not a wallet: ${address}`)
  return address
}
