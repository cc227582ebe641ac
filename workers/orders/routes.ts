import { createRoute, z } from '@hono/zod-openapi'
import { body, json, refusals } from '../router.ts'
import { requireSession } from '../sessions/require-session.ts'
import { SESSION_REFUSALS, sessionSecurity } from '../sessions/routes.ts'
import { Order, OrderIdText, OrderRequest } from './schema.ts'

const request = { params: z.object({ orderId: OrderIdText }) }

export const placeOrder = createRoute({
  method: 'post',
  path: '/v1/orders',
  operationId: 'createOrder',
  // With `follows`: the session of the licensee's wallet, or the license itself.
  security: [{}, ...sessionSecurity, { license: [] }],
  request: { body: body(OrderRequest) },
  responses: {
    201: json('A locked quote, and how to pay it', Order),
    ...refusals(
      ...(['REQUEST_INVALID', 'BODY_TOO_LARGE', 'FILTER_INVALID', 'FILTER_EMPTY'] as const),
      ...(['SNAPSHOT_UNKNOWN', 'SNAPSHOT_NOT_READY', 'ORDER_CONFLICT'] as const),
      ...(['REQUESTS_TOO_MANY', 'RENEWAL_INVALID', 'LICENSE_UNKNOWN'] as const),
      ...(['LICENSE_INVALID', 'SESSION_INVALID'] as const),
    ),
  },
})

export const readOrder = createRoute({
  method: 'get',
  path: '/v1/orders/{orderId}',
  operationId: 'readOrder',
  security: [],
  request,
  responses: {
    200: json('The order as far as it is known', Order),
    ...refusals('REQUEST_INVALID', 'ORDER_UNKNOWN'),
  },
})

export const checkOrder = createRoute({
  method: 'post',
  path: '/v1/orders/{orderId}/check',
  operationId: 'checkOrder',
  security: [],
  request,
  responses: {
    200: json('The order after its payments were looked for', Order),
    ...refusals('REQUEST_INVALID', 'ORDER_UNKNOWN'),
  },
})

export const payByCredit = createRoute({
  method: 'post',
  path: '/v1/orders/{orderId}/credit',
  operationId: 'payByCredit',
  security: sessionSecurity,
  middleware: requireSession,
  request,
  responses: {
    200: json('The order after the credit of its wallet was used', Order),
    ...refusals('REQUEST_INVALID', 'ORDER_UNKNOWN', 'QUOTE_EXPIRED', 'CREDIT_INSUFFICIENT'),
    ...refusals(...SESSION_REFUSALS),
  },
})
