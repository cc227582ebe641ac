import type { Context } from 'hono'
import { type AccessDay, type AccessKind, recordAccess } from '../../d1/license-access.ts'
import { Refusal } from '../../domain/errors.ts'
import { DELIVERY_RATE, minuteOf, secondsToNextMinute } from '../../domain/license/rate.ts'
import { DAY_MS } from '../../domain/license/terms.ts'
import type { LicenseEnv } from './auth.ts'
import type { AccessLog } from './schema.ts'

interface Handed {
  readonly kind: AccessKind
  readonly urls: number
  readonly assets: number
}

/** Notes what is about to be handed out, or refuses where it would be too much for this minute. */
export async function recordHanded(c: Context<LicenseEnv>, handed: Handed): Promise<void> {
  const { license, nowMs } = c.var
  const access = { licenseId: license.jti, minute: minuteOf(nowMs), ...handed }
  if (!(await recordAccess(c.env.CATALOG, access, DELIVERY_RATE))) refuseForNow(c)
}

export function refuseForNow(c: Context<LicenseEnv>): never {
  const retryAfterSeconds = String(secondsToNextMinute(c.var.nowMs))
  c.header('retry-after', retryAfterSeconds)
  throw new Refusal('LICENSE_RATE_EXCEEDED', { retryAfterSeconds })
}

export const accessDay = ({ day, ...sums }: AccessDay): AccessLog['days'][number] => ({
  day: new Date(day * DAY_MS).toISOString().slice(0, 'yyyy-mm-dd'.length),
  ...sums,
})
