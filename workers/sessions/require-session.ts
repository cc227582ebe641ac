import { createMiddleware } from 'hono/factory'
import type { RequestIdVariables } from 'hono/request-id'
import { Refusal } from '../../domain/errors.ts'
import type { Wallet } from '../../domain/ids.ts'
import { bearerOf } from '../bearer.ts'
import { readSession } from './token.ts'

/** Behind `requireSession` every handler knows whose wallet signed in. */
export type SessionEnv = { Bindings: Env; Variables: RequestIdVariables & { wallet: Wallet } }

/** Admits requests with the token of a session that runs, and names the wallet to the handler. */
export const requireSession = createMiddleware<SessionEnv>(async (c, next) => {
  const token = bearerOf(c.req.header('authorization'))
  if (token === undefined) throw new Refusal('SESSION_REQUIRED')
  const session = await readSession(c.env, token, Date.now())
  if (session.status === 'invalid') throw new Refusal('SESSION_INVALID', { reason: session.reason })
  c.set('wallet', session.wallet)
  await next()
})
