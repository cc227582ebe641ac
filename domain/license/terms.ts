/** What a licensee may do with the assets; the texts are in docs/license-terms. */
export const LICENSE_TIERS = ['research', 'commercial'] as const
export type LicenseTier = (typeof LICENSE_TIERS)[number]

/** For how long, in days. */
export const LICENSE_TERMS = [30, 90, 365] as const
export type LicenseTerm = (typeof LICENSE_TERMS)[number]

export const DAY_MS = 86_400_000

export const termMs = (days: LicenseTerm): number => days * DAY_MS

/** A price holds this long. */
export const QUOTE_VALID_MS = 15 * 60_000
