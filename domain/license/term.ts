import type { LicenseClaims } from './claims.ts'

export type TermVerdict = 'not_started' | 'running' | 'ended'

/** Where a license's term stands: it runs from `nbf` on and no longer at `exp`. */
export function judgeTerm(
  { nbf, exp }: Pick<LicenseClaims, 'nbf' | 'exp'>,
  nowMs: number,
): TermVerdict {
  if (nowMs < nbf * 1_000) return 'not_started'
  return nowMs < exp * 1_000 ? 'running' : 'ended'
}
