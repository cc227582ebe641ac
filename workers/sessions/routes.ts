import { createRoute } from '@hono/zod-openapi'
import { body, json, refusals } from '../router.ts'
import { requireSession } from './require-session.ts'
import { Account, NonceRequest, Session, SessionRequest, SignInRequest } from './schema.ts'

/** What every route behind a session can answer, and how its `security` is stated. */
export const SESSION_REFUSALS = ['SESSION_REQUIRED', 'SESSION_INVALID'] as const
export const sessionSecurity = [{ session: [] }]

export const requestSignIn = createRoute({
  method: 'post',
  path: '/sessions/nonces',
  operationId: 'requestSignIn',
  security: [],
  request: { body: body(NonceRequest) },
  responses: {
    201: json('A text for the wallet to sign within five minutes, once', SignInRequest),
    ...refusals('REQUEST_INVALID', 'BODY_TOO_LARGE'),
  },
})

export const openSession = createRoute({
  method: 'post',
  path: '/sessions',
  operationId: 'openSession',
  security: [],
  request: { body: body(SessionRequest) },
  responses: {
    201: json('A token that speaks for the wallet for an hour', Session),
    ...refusals('REQUEST_INVALID', 'BODY_TOO_LARGE', 'SESSION_INVALID', 'WALLET_SIGNATURE_INVALID'),
  },
})

export const readAccount = createRoute({
  method: 'get',
  path: '/account',
  operationId: 'readAccount',
  security: sessionSecurity,
  middleware: requireSession,
  responses: {
    200: json('What the network holds for the wallet', Account),
    ...refusals(...SESSION_REFUSALS),
  },
})
