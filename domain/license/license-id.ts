import { toBase32 } from '../bytes.ts'
import type { Sha256 } from '../hash.ts'
import type { LicenseId, OrderId } from '../ids.ts'
import { utf8Bytes } from '../log/utf8.ts'

const ID_DIGITS = 26

/** The one license that an order can become, so that issuing it again makes no second one. */
export function licenseIdOf(sha256: Sha256, orderId: OrderId): LicenseId {
  const digest = sha256(utf8Bytes(`piwa-license/1 ${orderId}`))
  return `license_${toBase32(digest).slice(0, ID_DIGITS)}` as LicenseId
}
