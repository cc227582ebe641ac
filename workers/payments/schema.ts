import { z } from '@hono/zod-openapi'
import { WalletText } from '../oracle/schema.ts'
import { AtomsText, OrderIdText } from '../orders/schema.ts'
import { WIRE_BYTES_MAX } from './signed-transfer.ts'

/** Signed or unsigned, as Solana's nodes and wallets take it. */
const Transaction = z
  .string()
  .min(1)
  .max(4 * Math.ceil(WIRE_BYTES_MAX / 3))
  .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'not base64')

export const OrderParams = z.object({ orderId: OrderIdText })

/** What a wallet shows before it asks for the transaction (Solana Pay, transaction request). */
export const PaymentLabel = z
  .object({ label: z.string(), icon: z.url() })
  .meta({ id: 'PaymentLabel' })

/** The wallet that pays, which need not be the licensee's. */
export const PayerRequest = z.object({ account: WalletText }).meta({ id: 'PayerRequest' })

export const UnsignedPayment = z
  .object({ transaction: Transaction, message: z.string() })
  .meta({ id: 'UnsignedPayment' })

export const SignedPayment = z.object({ transaction: Transaction }).meta({ id: 'SignedPayment' })

export const SentPayment = z.object({ signature: z.string() }).meta({ id: 'SentPayment' })

/** One way to pay, as x402 version 2 states it for scheme `exact` on Solana. */
export const PaymentRequirements = z
  .object({
    scheme: z.literal('exact'),
    /** CAIP-2: `solana:` and the first 32 digits of the cluster's genesis hash. */
    network: z.string(),
    amount: AtomsText,
    /** The mint of RENDER. */
    asset: z.string(),
    payTo: WalletText,
    maxTimeoutSeconds: z.number().int().nonnegative(),
    extra: z.object({
      /** Nobody sponsors fees here: the buyer's own wallet pays the fee of its transaction. */
      feePayer: WalletText,
      /** To be kept to oneself: whoever knows it is given the license. */
      orderId: OrderIdText,
      /** The transaction's memo. */
      memo: z.string(),
      /** A read-only key among the accounts of the transfer. By it the payment is found. */
      reference: z.string(),
      decimals: z.number().int(),
      /** Where to POST `{ account }` for this transaction, unsigned. */
      transactionUrl: z.url(),
    }),
  })
  .meta({ id: 'PaymentRequirements' })

/** Also in the header PAYMENT-REQUIRED, as base64 of the JSON. */
export const PaymentRequired = z
  .object({
    x402Version: z.literal(2),
    error: z.string(),
    resource: z.object({ url: z.url(), description: z.string(), mimeType: z.string() }),
    accepts: z.array(PaymentRequirements),
  })
  .meta({ id: 'PaymentRequired' })

/** What the header PAYMENT-SIGNATURE holds, as base64 of the JSON. */
export const PaymentPayload = z.object({
  x402Version: z.literal(2),
  accepted: z.object({
    scheme: z.string(),
    network: z.string(),
    amount: z.string(),
    asset: z.string(),
    payTo: z.string(),
    extra: z.object({ reference: z.string().optional() }).optional(),
  }),
  payload: z.object({ transaction: Transaction }),
})

export const PurchaseHeaders = z.object({
  'payment-signature': z
    .string()
    .max(16_384)
    .optional()
    .openapi({ description: 'x402 version 2: base64 of a PaymentPayload as JSON' }),
})

export type PaymentRequired = z.infer<typeof PaymentRequired>
export type PaymentRequirements = z.infer<typeof PaymentRequirements>
export type PaymentPayload = z.infer<typeof PaymentPayload>
