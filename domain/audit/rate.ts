import type { Atoms } from '../money.ts'

/** Parts per million: the unit of every probability in the rules. */
export const PPM = 1_000_000n

export interface AuditStakes {
  /** What a node saves by submitting one asset without generating it. */
  readonly cheatingGain: Atoms
  /** What it earns with one accepted asset, and so loses with a rejected one. */
  readonly reward: Atoms
  /** What it forfeits on a proven mismatch. */
  readonly holdback: Atoms
}

export const AUDIT_RATE_MIN_PPM = 20_000n
/** How far above break-even the rate is set. */
export const AUDIT_MARGIN = 4n

/**
 * Share of assets to re-execute, in ppm: cheating loses when p > c / (R + S). Without a holdback
 * there is nothing to lose, so everything is re-executed.
 */
export function auditRatePpm(stakes: AuditStakes): bigint {
  if (stakes.holdback === 0n) return PPM
  const breakEven = (stakes.cheatingGain * PPM) / (stakes.reward + stakes.holdback) + 1n
  const rate = breakEven * AUDIT_MARGIN
  if (rate > PPM) return PPM
  return rate > AUDIT_RATE_MIN_PPM ? rate : AUDIT_RATE_MIN_PPM
}
