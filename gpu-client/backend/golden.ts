import golden from '../../generator/golden/piwa-procedural@1.json' with { type: 'json' }
import { type GeneratorId, LATEST_GENERATOR } from '../../generator/versions.ts'

/** Enough to meet each machine-dependent path of the generator, in half a second of one core. */
const GOLDEN_COUNT = 64
/** The grid that leases ask for. */
const GRID = 64

export interface GoldenAsset {
  readonly generator: GeneratorId
  /** 16 bytes in hex. */
  readonly assetSeed: string
  readonly grid: number
  /** Of the GLB. */
  readonly sha256: string
}

/** Assets of the newest version, whose bytes every machine has to arrive at. */
export const GOLDEN_ASSETS: readonly GoldenAsset[] = golden.grids[GRID]
  .slice(0, GOLDEN_COUNT)
  .map(parseLine)

/** A line holds the asset seed, the hash of the GLB and the hash of the facts. */
function parseLine(line: string): GoldenAsset {
  const [assetSeed = '', sha256 = ''] = line.split(' ')
  return { generator: LATEST_GENERATOR, assetSeed, grid: GRID, sha256 }
}
