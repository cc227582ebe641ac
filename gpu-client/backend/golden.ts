import golden from '../../generator/golden/piwa-procedural@1.json' with { type: 'json' }

/** Enough to meet each of the generator's machine-dependent paths, in about 30 ms. */
const GOLDEN_COUNT = 8
/** The grid that leases ask for. */
const GRID = 64

export interface GoldenAsset {
  /** 16 bytes in hex. */
  readonly assetSeed: string
  readonly grid: number
  /** Of the GLB. */
  readonly sha256: string
}

/** Assets whose bytes every machine has to arrive at. */
export const GOLDEN_ASSETS: readonly GoldenAsset[] = golden.grids[GRID]
  .slice(0, GOLDEN_COUNT)
  .map(parseLine)

/** A line holds the asset seed, the hash of the GLB and the hash of the facts. */
function parseLine(line: string): GoldenAsset {
  const [assetSeed = '', sha256 = ''] = line.split(' ')
  return { assetSeed, grid: GRID, sha256 }
}
