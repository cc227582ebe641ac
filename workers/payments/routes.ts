import { createRoute, z } from '@hono/zod-openapi'
import { Order, OrderRequest } from '../orders/schema.ts'
import { body, json, refusals } from '../router.ts'
import {
  OrderParams,
  PayerRequest,
  PaymentLabel,
  PaymentRequired,
  PurchaseHeaders,
  SentPayment,
  SignedPayment,
  UnsignedPayment,
} from './schema.ts'

const TRANSACTION_PATH = '/v1/orders/{orderId}/transaction'

export const readPaymentLabel = createRoute({
  method: 'get',
  path: TRANSACTION_PATH,
  operationId: 'readPaymentLabel',
  security: [],
  request: { params: OrderParams },
  responses: {
    200: json('Solana Pay transaction request: who asks for a payment', PaymentLabel),
    ...refusals('ORDER_UNKNOWN'),
  },
})

export const preparePayment = createRoute({
  method: 'post',
  path: TRANSACTION_PATH,
  operationId: 'preparePayment',
  security: [],
  request: { params: OrderParams, body: body(PayerRequest) },
  responses: {
    200: json('The payment of what is due, for the wallet to sign', UnsignedPayment),
    ...refusals('ORDER_UNKNOWN', 'ORDER_SETTLED', 'QUOTE_EXPIRED'),
  },
})

export const submitPayment = createRoute({
  method: 'post',
  path: '/v1/orders/{orderId}/submit',
  operationId: 'submitPayment',
  security: [],
  request: { params: OrderParams, body: body(SignedPayment) },
  responses: {
    200: json('The transaction was sent; the order tells when it is final', SentPayment),
    ...refusals('ORDER_UNKNOWN', 'ORDER_SETTLED', 'QUOTE_EXPIRED', 'PAYMENT_INVALID'),
  },
})

export const purchase = createRoute({
  method: 'post',
  path: '/v1/purchases',
  operationId: 'purchase',
  security: [],
  request: { headers: PurchaseHeaders, body: body(OrderRequest) },
  responses: {
    200: {
      ...json('Paid: the order with its license', Order),
      headers: z.object({
        'payment-response': z.string().optional().openapi({ description: 'x402 settlement' }),
      }),
    },
    202: {
      ...json('Sent and not final yet: the order tells when it is', Order),
      headers: z.object({ location: z.string(), 'retry-after': z.string() }),
    },
    402: {
      ...json('What to pay, and how', PaymentRequired),
      headers: z.object({ 'payment-required': z.string() }),
    },
    ...refusals(
      ...(['SNAPSHOT_UNKNOWN', 'SNAPSHOT_NOT_READY', 'FILTER_INVALID', 'FILTER_EMPTY'] as const),
      ...(['ORDER_CONFLICT', 'REQUESTS_TOO_MANY', 'QUOTE_EXPIRED', 'PAYMENT_INVALID'] as const),
      ...(['LICENSE_UNKNOWN', 'RENEWAL_INVALID'] as const),
    ),
  },
})
