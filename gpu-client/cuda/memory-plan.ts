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
  /** Raw planes of all views of one asset. */
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
/** GLB and facts grow with the surface: a generous mean for a sample of the grid's face. */
const GLB_BYTES_A_FACE_SAMPLE = 80

/** Raw planes (color, depth, normals, parts) of `count` square views. */
export const viewsBytes = (count: number, size: number): number => count * 9 * size * size

/**
 * Shares the budget among ring slots. Two slots compute while the third is copied, so two of them fill
 * the device. Undefined when not even one block and a few assets fit.
 */
export function planMemory(input: PlanInput): MemoryPlan | undefined {
  for (const slots of [SLOTS, 2, 1]) {
    const blocksWanted = Math.ceil(input.residentBlocks / Math.max(1, slots - 1))
    for (let blocks = blocksWanted; blocks >= 1; blocks = Math.floor(blocks * 0.8)) {
      const plan = planOf(input, slots, blocks)
      if (bytesOf(plan, input) <= input.budgetBytes) {
        // Fewer slots serve better than a device that is mostly idle.
        if (slots === 1 || blocks >= blocksWanted / 4) return plan
        break
      }
    }
  }
  return undefined
}

function planOf(input: PlanInput, slots: number, blocks: number): MemoryPlan {
  const assetBytes = meanAssetBytes(input)
  const batchByHost = Math.floor(input.hostBytes / slots / assetBytes)
  const most = Math.min(BATCH_MAX, input.batchMax, Math.max(batchByHost, BATCH_MIN))
  const batch = Math.max(Math.min(blocks * 4, most), Math.min(BATCH_MIN, input.batchMax))
  // Whatever an asset comes to, one has to fit: its bytes lay in an arena before.
  const outBytes = Math.max(batch * assetBytes, input.arenaBytes + input.viewBytes)
  return { slots, blocks: Math.min(blocks, batch), batch, outBytes: Math.ceil(outBytes / 16) * 16 }
}

function meanAssetBytes({ grid, viewBytes }: PlanInput): number {
  return grid * grid * GLB_BYTES_A_FACE_SAMPLE + viewBytes
}

/** What the plan takes on the device. */
export function bytesOf(plan: MemoryPlan, { arenaBytes }: Pick<PlanInput, 'arenaBytes'>): number {
  const { slots, blocks, batch, outBytes } = plan
  return slots * (blocks * arenaBytes + batch * HEAD_BYTES_AN_ASSET + 16 + outBytes)
}
