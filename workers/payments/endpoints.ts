import type { FinalizedTransaction } from '../../domain/payment/judge.ts'
import { createPaymentRpc, type PaymentRpc } from './rpc.ts'

/** One operator that is wrong, or bought, must not be able to make a payment. */
const ENDPOINTS_MIN = 2

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * The endpoints that must agree on a payment: URLs, parted by blanks. Each has a host of its own, but
 * on loopback, as a local network has one node.
 */
export function paymentEndpoints(urls: string): readonly PaymentRpc[] {
  const endpoints = urls.split(/\s+/).filter((url) => url !== '')
  if (endpoints.length < ENDPOINTS_MIN) {
    throw new RangeError(`PAYMENT_RPC_URLS names ${endpoints.length} endpoints`)
  }
  const named = new Set<string>()
  for (const { hostname } of endpoints.map((url) => new URL(url))) {
    if (named.has(hostname)) throw new RangeError(`PAYMENT_RPC_URLS names ${hostname} twice`)
    if (!LOOPBACK.has(hostname)) named.add(hostname)
  }
  return endpoints.map((url) => createPaymentRpc(url))
}

/**
 * The facts of a transaction that all endpoints state alike; undefined while one does not know it.
 * Throws where two of them contradict each other, which is nobody's verdict.
 */
export async function agreedTransaction(
  endpoints: readonly PaymentRpc[],
  signature: string,
): Promise<FinalizedTransaction | undefined> {
  const answers = await Promise.all(endpoints.map((rpc) => rpc.transaction(signature)))
  let agreed: FinalizedTransaction | undefined
  for (const [position, answer] of answers.entries()) {
    if (answer === null) continue
    if (agreed !== undefined && contentOf(agreed) !== contentOf(answer)) {
      const hosts = endpoints.map(({ host }) => host).join(', ')
      throw new Error(`endpoints contradict each other on ${signature}: ${hosts} (${position})`)
    }
    agreed = { ...answer, atMs: agreedTime(agreed?.atMs, answer.atMs, signature) }
  }
  return answers.includes(null) ? undefined : agreed
}

/** Everything but the block's time, which a node may not have. */
function contentOf({ atMs, ...content }: FinalizedTransaction): string {
  return JSON.stringify(content, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
}

function agreedTime(
  left: number | null | undefined,
  right: number | null,
  signature: string,
): number | null {
  const both = typeof left === 'number' && right !== null
  if (both && left !== right) {
    throw new Error(`endpoints contradict each other on the time of ${signature}`)
  }
  return left ?? right
}

/** The fact that all endpoints must state alike, such as which cluster they serve. */
export async function agreedAnswer(
  endpoints: readonly PaymentRpc[],
  ask: (rpc: PaymentRpc) => Promise<string>,
): Promise<string> {
  const answers = await Promise.all(endpoints.map(ask))
  const [first] = answers
  if (first === undefined || answers.some((answer) => answer !== first)) {
    const hosts = endpoints.map(({ host }) => host).join(', ')
    throw new Error(`endpoints contradict each other: ${hosts}`)
  }
  return first
}

/** From whichever endpoint is first: a wrong one only makes a transaction that never lands. */
export function anyBlockhash(endpoints: readonly PaymentRpc[]): Promise<string> {
  return Promise.any(endpoints.map((rpc) => rpc.latestBlockhash()))
}
