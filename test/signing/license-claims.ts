import { WHOLE_DATASET } from '../../domain/dataset/filter.ts'
import type { LicenseId, OrderId, Sha256Hex, Wallet } from '../../domain/ids.ts'
import type { LicenseClaims } from '../../domain/license/claims.ts'

const DAY_SECONDS = 86_400

/** The claims of some license that runs for thirty days from `nbf`. */
export function someClaims(changes: Partial<LicenseClaims> = {}): LicenseClaims {
  const nbf = changes.nbf ?? 1_800_000_000
  return {
    iss: 'https://piwa.example',
    sub: 'So11111111111111111111111111111111111111112' as Wallet,
    jti: `license_${'a'.repeat(26)}` as LicenseId,
    ...{ iat: nbf, nbf, exp: nbf + 30 * DAY_SECONDS },
    snapshot: {
      ...{ dataset: 'piwa', version: '1.2.0' },
      ...{ root: 'ab'.repeat(32) as Sha256Hex, sha256: 'cd'.repeat(32) as Sha256Hex },
    },
    filter: { ...WHOLE_DATASET, families: ['chair', 'lamp'], qualities: ['high'], tag: 'wood' },
    ...{ count: 512, bytes: 123_456_789, tier: 'research', termDays: 30 },
    ...{ priceAtoms: '9007199254740993', order: `order_${'b'.repeat(26)}` as OrderId },
    transactions: ['5'.repeat(88)],
    termsUri: 'https://piwa.example/license-terms/research',
    status: { status_list: { idx: 7, uri: 'https://piwa.example/v1/licenses/status-list' } },
    ...changes,
  }
}
