import { toBase32 } from './bytes.ts'
import type { Sha256 } from './hash.ts'
import type { NodeId, Wallet } from './ids.ts'

const NODE_ID_BYTES = 16

/** How long a signed registration can be handed in. */
export const REGISTRATION_VALID_MS = 10 * 60_000

export interface Registration {
  /** Log origin of the network, so that a signature for one network is void on another. */
  readonly network: string
  readonly nodeId: NodeId
  /** The node's hot Ed25519 key, 64 hex digits. */
  readonly publicKey: string
  readonly wallet: Wallet
  readonly payoutAddress: Wallet
  readonly issuedAtMs: number
}

/** A node's id follows from its key, so registering twice makes one node. */
export function nodeIdOf(sha256: Sha256, publicKey: Uint8Array): NodeId {
  return `node_${toBase32(sha256(publicKey).slice(0, NODE_ID_BYTES))}` as NodeId
}

/** What the operator's wallet shows and signs: every field that the signature binds, in plain words. */
export function registrationText(registration: Registration): string {
  return [
    'Let this key work for my Piwa node',
    '',
    `Network: ${registration.network}`,
    `Node: ${registration.nodeId}`,
    `Key: ${registration.publicKey}`,
    `Wallet: ${registration.wallet}`,
    `Pay to: ${registration.payoutAddress}`,
    `Issued at: ${registration.issuedAtMs}`,
  ].join('\n')
}

export function isRegistrationFresh(issuedAtMs: number, nowMs: number): boolean {
  const ageMs = nowMs - issuedAtMs
  return ageMs <= REGISTRATION_VALID_MS && ageMs >= -REGISTRATION_VALID_MS
}
