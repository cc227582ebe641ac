import { createMiddleware } from 'hono/factory'
import { Refusal } from '../domain/errors.ts'
import type { AppEnv } from './router.ts'

/** Paths at which anyone's POST costs the edge calls to others. A path is below itself. */
export const LIMITED_PATHS = [...['/v1/orders/*', '/orders', '/v1/purchases', '/v1/sessions/*']]

/** What the binding counts by, in seconds. */
const PERIOD_SECONDS = '60'

/** Refuses more of such requests than one address may send in a minute, before they cost anything. */
export const limitRate = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.method === 'POST') {
    // Cloudflare names the address; a network on loopback has none but its own.
    const key = c.req.header('cf-connecting-ip') ?? 'loopback'
    const { success } = await c.env.BUYER_RATE.limit({ key })
    if (!success) {
      c.header('retry-after', PERIOD_SECONDS)
      throw new Refusal('REQUESTS_TOO_MANY', { retryAfterSeconds: PERIOD_SECONDS })
    }
  }
  await next()
})
