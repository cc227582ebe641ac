/** What the oracle hands out and for how long. */
export interface LeasePolicy {
  readonly leaseMs: number
  /** Assets in the first lease of a node. */
  readonly countMin: number
  readonly countMax: number
  /** Leases that one node may hold without having committed them. */
  readonly openMax: number
  readonly grid: number
}

export const LEASE_POLICY: LeasePolicy = {
  leaseMs: 30 * 60_000,
  countMin: 32,
  countMax: 256,
  openMax: 4,
  grid: 64,
}

/**
 * Assets in a node's next lease: doubles with every batch accepted since the last rejected one, so
 * a newcomer risks little of the network's time and a proven node pays few round trips.
 */
export function leaseCount(acceptedInRow: number, requested: number, policy: LeasePolicy): number {
  const doublings = acceptedInRow < 16 ? acceptedInRow : 16
  const trusted = policy.countMin * 2 ** doublings
  const allowed = trusted < policy.countMax ? trusted : policy.countMax
  return requested < allowed ? requested : allowed
}
