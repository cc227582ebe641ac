import type { License } from '../../d1/licenses.ts'
import { judgeTerm } from '../../domain/license/term.ts'
import { DAY_MS } from '../../domain/license/terms.ts'
import type { LicenseState } from './schema.ts'

/** A license as its holder sees it. */
export function licenseState(row: License, nowMs: number): LicenseState {
  const { startsAtMs, endsAtMs, revokedAtMs, revokedReason } = row
  const term = { nbf: startsAtMs / 1_000, exp: endsAtMs / 1_000 }
  const status = revokedAtMs === null ? judgeTerm(term, nowMs) : 'revoked'
  const isOver = status === 'ended' || status === 'revoked'
  const left = Math.ceil((endsAtMs - Math.max(nowMs, startsAtMs)) / DAY_MS)
  return {
    ...{ licenseId: row.id, orderId: row.orderId, wallet: row.wallet, version: row.version },
    filter: JSON.parse(row.filter),
    ...{ tier: row.tier, termDays: row.termDays, count: row.assetCount, bytes: row.bytes },
    ...{ priceAtoms: row.priceAtoms, issuedAtMs: row.issuedAtMs, startsAtMs, endsAtMs },
    ...{ daysLeft: isOver ? 0 : left, status, revokedAtMs, revokedReason, jws: row.jws },
  }
}
