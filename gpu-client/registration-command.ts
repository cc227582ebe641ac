import { toHex } from '../domain/bytes.ts'
import { registrationText } from '../domain/registration.ts'
import type { ClientSettings } from './config.ts'
import { ClientFault } from './faults.ts'
import type { Home } from './home/home.ts'
import { pinNetwork } from './network.ts'
import { fetchNetwork } from './oracle/http.ts'

export interface RegistrationToSign {
  /** Exactly the bytes that the wallet signs. */
  readonly text: string
  /** How to go on when it has. */
  readonly hint: string
}

/** Makes the text that an operator's wallet has to sign within ten minutes. */
export async function registrationToSign(
  { store, nodeId, key }: Home,
  { edge, wallet, payout }: ClientSettings,
  nowMs: number,
  signal: AbortSignal,
): Promise<RegistrationToSign> {
  if (wallet === undefined) throw new ClientFault('WALLET_MISSING', { flag: '--wallet' })
  const log = pinNetwork(store.settings, await fetchNetwork(edge, signal))
  const payoutAddress = payout ?? wallet
  const publicKey = toHex(key.publicKey)
  const registration = { network: log.name, nodeId, publicKey, wallet, payoutAddress }
  const text = registrationText({ ...registration, issuedAtMs: nowMs })
  const flags = `--wallet ${wallet} --payout ${payoutAddress} --issued-at ${nowMs}`
  return { text, hint: `piwa-node run --edge ${edge} ${flags} --wallet-signature <signature>` }
}
