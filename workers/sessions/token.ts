import { errors, jwtVerify } from 'jose'
import { isWallet, type Wallet } from '../../domain/ids.ts'
import { licenseKey } from '../../signing/license-jws.ts'

/** Keeps tokens apart from licenses, which the same key signs. */
export const SESSION_TYPE = 'piwa-session+jwt'
export const SESSION_VALID_MS = 60 * 60_000

export interface SessionToken {
  readonly token: string
  readonly expiresAtMs: number
}

export type SessionReading =
  | { readonly status: 'valid'; readonly wallet: Wallet }
  | { readonly status: 'invalid'; readonly reason: 'expired' | 'malformed' }

type SessionSettings = Pick<Env, 'PUBLIC_URL' | 'LICENSE_SIGNING_KEY'>

/** A token that speaks for the wallet for an hour. JWT counts in seconds, so its end is cut to one. */
export async function signSession(
  env: SessionSettings,
  wallet: Wallet,
  nowMs: number,
): Promise<SessionToken> {
  const key = await licenseKey(env)
  const iat = Math.floor(nowMs / 1000)
  const exp = iat + SESSION_VALID_MS / 1000
  const text = JSON.stringify({ iss: env.PUBLIC_URL, sub: wallet, iat, exp })
  return { token: await key.sign(SESSION_TYPE, text), expiresAtMs: exp * 1000 }
}

/** Whose token it is. One of another key, type, algorithm or network is malformed. */
export async function readSession(
  env: SessionSettings,
  token: string,
  nowMs: number,
): Promise<SessionReading> {
  const { jwk } = await licenseKey(env)
  try {
    const { payload } = await jwtVerify(token, jwk, {
      ...{ algorithms: ['EdDSA'], typ: SESSION_TYPE, issuer: env.PUBLIC_URL },
      ...{ currentDate: new Date(nowMs), requiredClaims: ['sub', 'iat', 'exp'] },
    })
    const { sub } = payload
    return sub !== undefined && isWallet(sub)
      ? { status: 'valid', wallet: sub }
      : { status: 'invalid', reason: 'malformed' }
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { status: 'invalid', reason: 'expired' }
    if (error instanceof errors.JOSEError) return { status: 'invalid', reason: 'malformed' }
    throw error
  }
}
