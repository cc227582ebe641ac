import { z } from '@hono/zod-openapi'
import { LICENSE_TIERS } from '../../domain/license/terms.ts'
import { WalletText } from '../oracle/schema.ts'
import { AtomsText, CanonicalFilter, LicenseIdText, OrderIdText } from '../orders/schema.ts'

const Count = z.number().int().nonnegative()
const TimeMs = z.number().int().positive()

export const LicenseParams = z.object({ licenseId: LicenseIdText })

export const LicenseState = z
  .object({
    licenseId: LicenseIdText,
    orderId: OrderIdText,
    wallet: WalletText,
    version: z.string(),
    filter: CanonicalFilter,
    tier: z.enum(LICENSE_TIERS),
    termDays: z.number().int(),
    count: Count,
    bytes: Count,
    priceAtoms: AtomsText,
    issuedAtMs: TimeMs,
    startsAtMs: TimeMs,
    endsAtMs: TimeMs,
    /** Days of the term still to come, begun ones included; 0 once it has ended or is revoked. */
    daysLeft: Count,
    status: z.enum(['not_started', 'running', 'ended', 'revoked']),
    revokedAtMs: TimeMs.nullable(),
    /** `superseded` where a newer license took its place. */
    revokedReason: z.string().nullable(),
    /** The license itself. Whoever has it can fetch what is licensed. */
    jws: z.string(),
  })
  .meta({ id: 'LicenseState' })

export const Licenses = z.object({ data: z.array(LicenseState) }).meta({ id: 'Licenses' })

export const RevokeRequest = z
  .object({
    /** The licensee can read it. */
    reason: z.string().trim().min(1).max(200),
  })
  .meta({ id: 'RevokeRequest' })

export const Jwks = z
  .object({
    keys: z.array(
      z.object({
        ...{ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() },
        /** RFC 7638 thumbprint. */
        kid: z.string(),
        ...{ alg: z.literal('EdDSA'), use: z.literal('sig') },
      }),
    ),
  })
  .meta({ id: 'Jwks' })

export type LicenseState = z.infer<typeof LicenseState>
