/** What one ring slot holds, and how many slots there are. */
export interface MemoryPlan {
  readonly slots: number
  /** Thread blocks a launch, each with an arena of its own. */
  readonly blocks: number
  /** Assets a launch. */
  readonly batch: number
  /** Room for the assets of a launch. */
  readonly outBytes: number
}

export interface PlanInput {
  readonly budgetBytes: number
  /** What one block works in. */
  readonly arenaBytes: number
  /** Blocks that the device runs side by side. */
  readonly residentBlocks: number
  readonly grid: number
  /** All views of one asset. */
  readonly viewBytes: number
  /** The operator's limit on assets a launch. */
  readonly batchMax: number
  /** Pinned memory of the host that all slots together may take for assets. */
  readonly hostBytes: number
}

const SLOTS = 3
const BATCH_MIN = 8
const BATCH_MAX = 1_024
/** Asset seeds and results. */
const HEAD_BYTES_AN_ASSET = 16 + 56
/** GLB and facts in the mean, generously; what finds no room is made again. */
const ASSET_BYTES: Readonly<Record<number, number>> = { 32: 120_000, 64: 450_000, 128: 4_500_000 }
/** Launches of more assets than blocks even out what single assets cost. */
const ASSETS_A_BLOCK = [4, 2]

/** Color, depth, normals, parts. */
const PLANE_BYTES_A_PIXEL = 9
const CAMERA_BYTES = 19 * 4

/** Raw planes of `count` square views, then their cameras. */
export function viewsBytes(count: number, size: number): number {
  return count * (PLANE_BYTES_A_PIXEL * size * size + CAMERA_BYTES)
}

/**
 * Shares the budget among ring slots. Two slots compute while the third is copied, so two of them fill
 * the device. Undefined when not even one block and a few assets fit.
 */
export function planMemory(input: PlanInput): MemoryPlan | undefined {
  for (const slots of [SLOTS, 2, 1]) {
    const blocksWanted = Math.ceil(input.residentBlocks / Math.max(1, slots - 1))
    // Fewer slots serve better than a device that is mostly idle.
    const blocksMin = slots === 1 ? 1 : Math.ceil(blocksWanted / 4)
    for (let blocks = blocksWanted; blocks >= blocksMin; blocks = Math.floor(blocks * 0.9)) {
      const plan = planWith(input, slots, blocks)
      if (plan !== undefined) return plan
    }
  }
  return undefined
}

function planWith(input: PlanInput, slots: number, blocks: number): MemoryPlan | undefined {
  const plans = ASSETS_A_BLOCK.map((each) => planOf(input, slots, blocks, each))
  return plans.find((plan) => bytesOf(plan, input) <= input.budgetBytes)
}

function planOf(input: PlanInput, slots: number, blocks: number, each: number): MemoryPlan {
  const { grid, viewBytes, batchMax, hostBytes, arenaBytes } = input
  const assetBytes = (ASSET_BYTES[grid] ?? arenaBytes) + viewBytes
  const batchByHost = Math.max(Math.floor(hostBytes / slots / assetBytes), BATCH_MIN)
  const batch = Math.min(Math.max(blocks * each, BATCH_MIN), BATCH_MAX, batchMax, batchByHost)
  // Whatever an asset comes to, one has to fit: its bytes lay in an arena before.
  const outBytes = Math.max(batch * assetBytes, arenaBytes + viewBytes)
  return { slots, blocks: Math.min(blocks, batch), batch, outBytes: Math.ceil(outBytes / 16) * 16 }
}

/** What the plan takes on the device. */
export function bytesOf(plan: MemoryPlan, { arenaBytes }: Pick<PlanInput, 'arenaBytes'>): number {
  const { slots, blocks, batch, outBytes } = plan
  return slots * (blocks * arenaBytes + batch * HEAD_BYTES_AN_ASSET + 16 + outBytes)
}
