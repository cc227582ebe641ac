import { parseFilter } from '../../../domain/dataset/parse-filter.ts'
import type { LicenseState } from '../../licenses/schema.ts'
import { offerId } from '../datasets/view.ts'
import { filterLine, TERM_NAMES, TIER_NAMES } from '../datasets/words.ts'
import type { Row } from '../row.ts'
import { byteText, plural, renderText, timeLeftText, utcDate } from '../texts.ts'

/** One license of the reader, as text. */
export function licenseRow(license: LicenseState, nowMs: number): Row {
  const { licenseId, orderId, status, tier, termDays, startsAtMs, endsAtMs } = license
  const filter = parseFilter(license.filter)
  const renewable = status === 'running' || status === 'ended'
  return {
    key: licenseId,
    text: {
      status: statusText(license),
      left: leftText(license, nowMs),
      tier: `${TIER_NAMES[tier]}, ${TERM_NAMES[termDays as keyof typeof TERM_NAMES] ?? termDays}`,
      term: `${utcDate(startsAtMs)} to ${utcDate(endsAtMs)}`,
      filter: filter === undefined ? 'A filter unknown to this page' : filterLine(filter),
      content: `${plural(license.count, 'asset', 'assets')}, ${byteText(license.bytes)}`,
      version: `version ${license.version}`,
      price: `${renderText(license.priceAtoms)} RENDER`,
      id: licenseId,
    },
    link: { order: `/orders/${orderId}` },
    copy: { id: licenseId },
    set: {
      card: { 'data-status': status },
      meter: { width: String(shareLeft(license, nowMs)) },
      renew: { 'data-hidden': String(!renewable) },
      wallet: { value: license.wallet },
      follows: { value: licenseId },
      filter: { value: JSON.stringify(license.filter) },
      offer: { value: offerId({ tier, termDays: termDays as 30 }) },
      same: { value: license.version },
    },
  }
}

const STATUS_TEXTS: Readonly<Record<LicenseState['status'], string>> = {
  ...{ not_started: 'Starts later', running: 'Running', ended: 'Ended', revoked: 'Revoked' },
}

const statusText = ({ status, revokedReason }: LicenseState): string =>
  status === 'revoked' && revokedReason === 'superseded' ? 'Replaced' : STATUS_TEXTS[status]

function leftText({ status, startsAtMs, endsAtMs }: LicenseState, nowMs: number): string {
  if (status === 'not_started') return `from ${utcDate(startsAtMs)}`
  return status === 'running' ? timeLeftText(endsAtMs - nowMs) : ''
}

/** Of the term, in percent. */
function shareLeft({ status, startsAtMs, endsAtMs }: LicenseState, nowMs: number): number {
  if (status === 'not_started') return 100
  if (status !== 'running') return 0
  const share = (endsAtMs - nowMs) / (endsAtMs - startsAtMs)
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10
}
