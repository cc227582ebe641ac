import type { Filter } from '../dataset/filter.ts'
import type { LicenseId, OrderId, Sha256Hex, Wallet } from '../ids.ts'
import type { LicenseTerm, LicenseTier } from './terms.ts'

/** `typ` of the JWS that is a license. */
export const LICENSE_TYPE = 'piwa-license+jwt'

/** The payload of a license: all that its holder needs to prove what was bought, offline. */
export interface LicenseClaims {
  /** The edge's public URL. */
  readonly iss: string
  /** The licensee's wallet. */
  readonly sub: Wallet
  readonly jti: LicenseId
  /** In seconds, as JWT has it. The term is from `nbf` to `exp`. */
  readonly iat: number
  readonly nbf: number
  readonly exp: number
  readonly snapshot: {
    readonly dataset: 'piwa'
    readonly version: string
    readonly root: Sha256Hex
    /** Of the snapshot's record. */
    readonly sha256: Sha256Hex
  }
  /** In canonical form. */
  readonly filter: Filter
  readonly count: number
  /** Of the assets' files in the shards. */
  readonly bytes: number
  readonly tier: LicenseTier
  readonly termDays: LicenseTerm
  /** Decimal digits. */
  readonly priceAtoms: string
  readonly order: OrderId
  /** Solana signatures of the payments, oldest first; none where credit alone paid. */
  readonly transactions: readonly string[]
  readonly termsUri: string
  readonly status: { readonly status_list: { readonly idx: number; readonly uri: string } }
}
