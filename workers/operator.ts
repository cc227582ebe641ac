import { createMiddleware } from 'hono/factory'
import { equalBytes } from '../domain/bytes.ts'
import { Refusal } from '../domain/errors.ts'
import { sha256 } from '../signing/sha256.ts'
import { bearerOf } from './bearer.ts'
import type { AppEnv } from './router.ts'

/** How the `security` of an operator's route is stated. */
export const operatorSecurity = [{ operator: [] }]

/** Admits requests with the operator's token. */
export const requireOperator = createMiddleware<AppEnv>(async (c, next) => {
  const token = bearerOf(c.req.header('authorization'))
  if (token === undefined || !isSame(token, c.env.OPERATOR_TOKEN)) {
    throw new Refusal('OPERATOR_REQUIRED')
  }
  await next()
})

/** How long it takes tells nothing of how much is right: hashes are compared. */
function isSame(token: string, wanted: string): boolean {
  const [left, right] = [token, wanted].map((text) => sha256(new TextEncoder().encode(text)))
  return left !== undefined && right !== undefined && equalBytes(left, right)
}
