import { Refusal } from '../../domain/errors.ts'
import { RENDER_DECIMALS, RENDER_MINT } from '../../domain/payment/render-token.ts'
import type { Order } from '../orders/schema.ts'
import { agreedAnswer, paymentEndpoints } from './endpoints.ts'
import { PaymentPayload, type PaymentRequired, type PaymentRequirements } from './schema.ts'
import { memoOf, messageOf } from './solana-pay.ts'

export const PURCHASES_PATH = '/v1/purchases'

const NETWORK_DIGITS = 32

let genesis: string | undefined

/** The CAIP-2 name of the cluster that payments are made on. */
async function networkName(env: Env): Promise<string> {
  genesis ??= await agreedAnswer(paymentEndpoints(env.PAYMENT_RPC_URLS), (rpc) => rpc.genesisHash())
  return `solana:${genesis.slice(0, NETWORK_DIGITS)}`
}

/** What x402 asks a program to pay for an order. */
export async function requirementsOf(
  env: Env,
  order: Order,
  nowMs: number,
): Promise<PaymentRequirements> {
  return {
    scheme: 'exact',
    network: await networkName(env),
    amount: order.dueAtoms,
    asset: RENDER_MINT,
    payTo: order.vault,
    maxTimeoutSeconds: Math.max(0, Math.floor((order.expiresAtMs - nowMs) / 1_000)),
    extra: {
      feePayer: order.wallet,
      orderId: order.orderId,
      memo: memoOf(order.orderId),
      reference: order.reference,
      decimals: RENDER_DECIMALS,
      transactionUrl: `${env.PUBLIC_URL}/v1/orders/${order.orderId}/transaction`,
    },
  }
}

export const requiredOf = (
  env: Env,
  order: Order,
  requirements: PaymentRequirements,
): PaymentRequired => ({
  x402Version: 2,
  error: 'PAYMENT-SIGNATURE header is required',
  resource: {
    url: `${env.PUBLIC_URL}${PURCHASES_PATH}`,
    description: messageOf({ version: order.version, assetCount: order.count }),
    mimeType: 'application/json',
  },
  accepts: [requirements],
})

/** The payment that a program hands over; refuses one that was made for other requirements. */
export function readPayload(header: string, requirements: PaymentRequirements): PaymentPayload {
  const parsed = PaymentPayload.safeParse(fromHeader(header))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return refuse(`PAYMENT-SIGNATURE: ${issue?.path.join('.')}: ${issue?.message}`)
  }
  const { accepted } = parsed.data
  for (const field of ['scheme', 'network', 'asset', 'payTo', 'amount'] as const) {
    if (accepted[field] !== requirements[field]) {
      refuse(`${field} is not ${requirements[field]}`)
    }
  }
  const reference = accepted.extra?.reference ?? requirements.extra.reference
  if (reference !== requirements.extra.reference) refuse('the reference is of another order')
  return parsed.data
}

function refuse(issue: string): never {
  throw new Refusal('PAYMENT_INVALID', { issue })
}

function fromHeader(header: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(header), (digit) => digit.charCodeAt(0))
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return refuse('PAYMENT-SIGNATURE is not JSON in base64')
  }
}

/** JSON in base64, as all headers of x402 have it. */
export function toHeader(value: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
