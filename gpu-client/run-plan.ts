/** Batches that wait for nothing but their cNFTs: a slow chain must not stop the work, nor pile it up. */
const AWAITING_MINT_MAX = 32

export interface RunPlan {
  /** Assets asked for in one lease. */
  readonly countMax: number
  /** Batches between lease and log: the next is generated while the last is audited. */
  readonly inFlightMax: number
  /** Ends the run once so many batches have come to their end; undefined for never. */
  readonly batches: number | undefined
  /** Ends the run once so many assets are accepted, those of earlier runs included. */
  readonly assets: number | undefined
}

export interface Standing {
  readonly unsettled: readonly { readonly state: string }[]
  /** Batches that this run has brought to their end. */
  readonly settled: number
  /** Assets accepted or under way. */
  readonly assetsClaimed: number
}

export type Move =
  | { readonly kind: 'lease'; readonly countMax: number }
  | { readonly kind: 'wait' }
  | { readonly kind: 'done' }

/** What to do next; leasing still depends on the room on the disk. */
export function nextMove(plan: RunPlan, standing: Standing): Move {
  const { unsettled } = standing
  const missing = assetsMissing(plan, standing)
  if (missing === 0) return { kind: unsettled.length === 0 ? 'done' : 'wait' }
  const awaitingMint = unsettled.filter(({ state }) => state === 'registered').length
  const inFlight = unsettled.length - awaitingMint
  const full = inFlight >= plan.inFlightMax || awaitingMint >= AWAITING_MINT_MAX
  return full ? { kind: 'wait' } : { kind: 'lease', countMax: Math.min(plan.countMax, missing) }
}

/** How many more assets the plan wants leased. */
function assetsMissing(plan: RunPlan, { unsettled, settled, assetsClaimed }: Standing): number {
  if (plan.batches !== undefined && settled + unsettled.length >= plan.batches) return 0
  return Math.max((plan.assets ?? Number.POSITIVE_INFINITY) - assetsClaimed, 0)
}
