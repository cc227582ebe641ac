import { Refusal } from '../../domain/errors.ts'
import type { LicenseId } from '../../domain/ids.ts'
import type { Holder } from '../../domain/license/follow.ts'
import { licenseKey, readLicense } from '../../signing/license-jws.ts'
import { bearerOf } from '../bearer.ts'
import { readSession } from '../sessions/token.ts'

/**
 * Whom a request speaks for: the wallet of its session, or the licensee of the license that it sends,
 * which must be the one that it is about. Undefined where nothing is sent.
 */
export async function readHolder(
  env: Env,
  authorization: string | undefined,
  licenseId: LicenseId | undefined,
  nowMs: number,
): Promise<Holder | undefined> {
  const token = bearerOf(authorization)
  if (token === undefined) return undefined
  const session = await readSession(env, token, nowMs)
  if (session.status === 'valid') return { wallet: session.wallet, proof: 'session' }
  if (session.reason === 'expired') {
    throw new Refusal('SESSION_INVALID', { reason: session.reason })
  }
  const reading = await readLicense(token)
  if (reading.status === 'invalid') throw new Refusal('LICENSE_INVALID', { issue: reading.issue })
  const { keyId } = await licenseKey(env)
  if (reading.keyId !== keyId) throw new Refusal('LICENSE_INVALID', { issue: 'key' })
  if (reading.claims.jti !== licenseId) {
    throw new Refusal('LICENSE_INVALID', { issue: 'another license' })
  }
  return { wallet: reading.claims.sub, proof: 'license' }
}
