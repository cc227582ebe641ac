import { Refusal } from '../../domain/errors.ts'
import type { LicenseId, Wallet } from '../../domain/ids.ts'
import { licenseKey, readLicense } from '../../signing/license-jws.ts'
import { readSession } from '../sessions/token.ts'

const BEARER = /^Bearer +(\S+)$/i

/**
 * The wallet that a request speaks for: that of its session, or the licensee of the license that it
 * sends, which must be the one that it is about. Undefined where nothing is sent.
 */
export async function readHolder(
  env: Env,
  authorization: string | undefined,
  licenseId: LicenseId,
  nowMs: number,
): Promise<Wallet | undefined> {
  const [, token] = BEARER.exec(authorization ?? '') ?? []
  if (token === undefined) return undefined
  const session = await readSession(env, token, nowMs)
  if (session.status === 'valid') return session.wallet
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
  return reading.claims.sub
}
