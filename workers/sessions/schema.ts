import { z } from 'zod'
import { WalletText } from '../oracle/schema.ts'

const TimeMs = z.number().int().positive()
const Nonce = z.string().regex(/^[0-9a-f]{12}[a-z2-7]{32}$/, 'not a nonce')

export const NonceRequest = z.object({ wallet: WalletText }).meta({ id: 'NonceRequest' })

export const SignInRequest = z
  .object({
    /** To be signed as it is, in UTF-8. */
    text: z.string(),
    nonce: Nonce,
    expiresAtMs: TimeMs,
  })
  .meta({ id: 'SignInRequest' })

export const SessionRequest = z
  .object({
    wallet: WalletText,
    nonce: Nonce,
    /** Ed25519 signature of the wallet over the text, 128 hex digits. */
    signature: z.string().regex(/^[0-9a-f]{128}$/, 'not 64 bytes in hex'),
  })
  .meta({ id: 'SessionRequest' })

export const Session = z
  .object({
    /** To be sent as `Authorization: Bearer`. */
    token: z.string(),
    expiresAtMs: TimeMs,
  })
  .meta({ id: 'Session' })

export const Account = z
  .object({
    wallet: WalletText,
    /** What the network owes the wallet: decimal digits, 10^-8 RENDER. */
    creditAtoms: z.string().regex(/^[0-9]+$/),
  })
  .meta({ id: 'Account' })
