import { type Atoms, atoms } from '../money.ts'
import type { LicenseTerm, LicenseTier } from './terms.ts'

/** Each asset above so many costs this part of the full price. */
export interface VolumeStep {
  readonly above: bigint
  readonly factorBps: bigint
}

/** All that a price is made from. Once effective it is never changed: a new one follows it. */
export interface PriceParameters {
  readonly version: number
  readonly effectiveAtMs: number
  /** Of one asset for 30 days. */
  readonly assetAtoms: Readonly<Record<LicenseTier, bigint>>
  readonly minimumAtoms: Readonly<Record<LicenseTier, bigint>>
  readonly termBps: Readonly<Record<LicenseTerm, bigint>>
  /** The first is above 0. Factors fall and stay positive, so that no split of a purchase is cheaper. */
  readonly volume: readonly VolumeStep[]
}

/** In the order of their effective times. */
export const PRICE_LIST: readonly PriceParameters[] = [
  {
    version: 1,
    effectiveAtMs: 0,
    assetAtoms: { research: 50_000n, commercial: 200_000n },
    minimumAtoms: { research: 100_000_000n, commercial: 500_000_000n },
    termBps: { 30: 10_000n, 90: 25_000n, 365: 80_000n },
    volume: [
      { above: 0n, factorBps: 10_000n },
      { above: 10_000n, factorBps: 8_000n },
      { above: 100_000n, factorBps: 6_000n },
      { above: 1_000_000n, factorBps: 4_000n },
      { above: 10_000_000n, factorBps: 2_500n },
      { above: 100_000_000n, factorBps: 1_500n },
    ],
  },
]

export interface Purchase {
  readonly count: number
  readonly tier: LicenseTier
  readonly termDays: LicenseTerm
  readonly atMs: number
}

export interface Price {
  readonly atoms: Atoms
  /** Of the price list. */
  readonly version: number
  readonly minimumApplied: boolean
}

const ONE_BPS = 10_000n

/**
 * What a license of so many assets costs at a time. Volume works like brackets of a tax: a step makes
 * the assets above it cheaper and no others. Rounded up once, at the end. Throws RangeError for less
 * than one asset.
 */
export function priceOf(purchase: Purchase, list: readonly PriceParameters[] = PRICE_LIST): Price {
  const { count, tier, termDays, atMs } = purchase
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`no price for ${count} assets`)
  }
  const { version, ...parameters } = parametersAt(list, atMs)
  const scaled =
    fullPricedBps(BigInt(count), parameters.volume) *
    parameters.assetAtoms[tier] *
    parameters.termBps[termDays]
  const amount = ceilingOf(scaled, ONE_BPS * ONE_BPS)
  const minimum = parameters.minimumAtoms[tier]
  const minimumApplied = amount < minimum
  return { atoms: atoms(minimumApplied ? minimum : amount), version, minimumApplied }
}

/** The parameters that hold at a time. Throws RangeError before the first. */
export function parametersAt(list: readonly PriceParameters[], atMs: number): PriceParameters {
  const parameters = list.findLast(({ effectiveAtMs }) => effectiveAtMs <= atMs)
  if (parameters === undefined) throw new RangeError(`no prices at ${atMs}`)
  return parameters
}

/** How many assets at full price cost the same, in basis points of one. */
function fullPricedBps(count: bigint, volume: readonly VolumeStep[]): bigint {
  return volume.reduce((sum, { above, factorBps }, step) => {
    const next = volume[step + 1]?.above
    const until = next === undefined || next > count ? count : next
    return until > above ? sum + (until - above) * factorBps : sum
  }, 0n)
}

const ceilingOf = (amount: bigint, divisor: bigint): bigint => (amount + divisor - 1n) / divisor
