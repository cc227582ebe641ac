import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { RequestIdVariables } from 'hono/request-id'
import { findStanding, type LicenseStanding } from '../../d1/license-access.ts'
import { Refusal } from '../../domain/errors.ts'
import type { LicenseClaims } from '../../domain/license/claims.ts'
import { DELIVERY_RATE, isWithinRate, minuteOf } from '../../domain/license/rate.ts'
import { judgeTerm } from '../../domain/license/term.ts'
import { licenseKey, readLicense } from '../../signing/license-jws.ts'
import { bearerOf } from '../bearer.ts'
import { refuseForNow } from './access.ts'

/** Behind these, every handler knows the license that was shown, and when it was judged. */
export type LicenseEnv = {
  Bindings: Env
  Variables: RequestIdVariables & { license: LicenseClaims; nowMs: number }
}

/** A buyer's clock, or that of whoever issued the license, may be ahead by this much at its start. */
export const START_SKEW_MS = 60_000

/** Admits whoever holds the license that the path names, whatever its term. */
export const requireOwnLicense = createMiddleware<LicenseEnv>(async (c, next) => {
  await admit(c, Date.now())
  await next()
})

/** Admits the holder of a license that runs, is not revoked and has not been given too much. */
export const requireLicense = createMiddleware<LicenseEnv>(async (c, next) => {
  const nowMs = Date.now()
  const standing = await admit(c, nowMs)
  const claims = c.var.license
  const { jti: licenseId } = claims
  if (standing.revokedAtMs !== null) {
    throw new Refusal('LICENSE_REVOKED', { licenseId, reason: standing.revokedReason ?? '' })
  }
  if (judgeTerm(claims, nowMs + START_SKEW_MS) === 'not_started') {
    throw new Refusal('LICENSE_NOT_STARTED', { licenseId, startsAtMs: String(claims.nbf * 1_000) })
  }
  if (judgeTerm(claims, nowMs) === 'ended') {
    throw new Refusal('LICENSE_ENDED', { licenseId, endsAtMs: String(claims.exp * 1_000) })
  }
  // The handler's own record decides; this one spares the work of a page that would be refused.
  if (!isWithinRate(standing, 0, DELIVERY_RATE)) refuseForNow(c)
  await next()
})

async function admit(c: Context<LicenseEnv>, nowMs: number): Promise<LicenseStanding> {
  const token = bearerOf(c.req.header('authorization'))
  if (token === undefined) throw new Refusal('LICENSE_INVALID', { issue: 'no bearer token' })
  const reading = await readLicense(token)
  if (reading.status === 'invalid') throw new Refusal('LICENSE_INVALID', { issue: reading.issue })
  const { claims, keyId } = reading
  if (keyId !== (await licenseKey(c.env)).keyId) {
    throw new Refusal('LICENSE_INVALID', { issue: 'key of another issuer' })
  }
  if (c.req.param('licenseId') !== claims.jti) {
    throw new Refusal('LICENSE_INVALID', { issue: 'another license than the path names' })
  }
  const standing = await findStanding(c.env.CATALOG, claims.jti, minuteOf(nowMs))
  if (standing === undefined) throw new Refusal('LICENSE_INVALID', { issue: 'unknown license' })
  c.set('license', claims)
  c.set('nowMs', nowMs)
  return standing
}
