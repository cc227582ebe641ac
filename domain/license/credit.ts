import { type Atoms, atoms } from '../money.ts'

/** What a license cost, and for which time. */
export interface PaidTerm {
  readonly price: Atoms
  readonly startsAtMs: number
  readonly endsAtMs: number
}

/** The part of the price that stands for the time still to come, rounded down. */
export function unusedValue({ price, startsAtMs, endsAtMs }: PaidTerm, nowMs: number): Atoms {
  if (endsAtMs <= startsAtMs) throw new RangeError(`a term from ${startsAtMs} to ${endsAtMs}`)
  if (nowMs <= startsAtMs) return price
  if (nowMs >= endsAtMs) return atoms(0n)
  return atoms((price * BigInt(endsAtMs - nowMs)) / BigInt(endsAtMs - startsAtMs))
}
