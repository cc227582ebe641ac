import first from '../../generator/golden/piwa-procedural@1.json' with { type: 'json' }
import second from '../../generator/golden/piwa-procedural@2.json' with { type: 'json' }
import { type GeneratorId, LATEST_GENERATOR } from '../../generator/versions.ts'

/** Enough to meet each machine-dependent path of the generator, in half a second of one core. */
const GOLDEN_COUNT = 64
/** The grid that leases ask for. */
const GRID = 64

const RELEASED: Readonly<Record<GeneratorId, { readonly grids: { [GRID]: string[] } }>> = {
  'piwa-procedural@1': first,
  'piwa-procedural@2': second,
}

export interface GoldenAsset {
  readonly generator: GeneratorId
  /** 16 bytes in hex. */
  readonly assetSeed: string
  readonly grid: number
  /** Of the GLB. */
  readonly sha256: string
  /** Of the facts as JSON. */
  readonly factsSha256: string
}

/** Assets of a version, whose bytes every machine has to arrive at. */
export function goldenAssets(generator: GeneratorId): readonly GoldenAsset[] {
  const lines = RELEASED[generator].grids[GRID]
  return lines.slice(0, GOLDEN_COUNT).map((line) => {
    const [assetSeed = '', sha256 = '', factsSha256 = ''] = line.split(' ')
    return { generator, assetSeed, grid: GRID, sha256, factsSha256 }
  })
}

/** Of the newest version. */
export const GOLDEN_ASSETS = goldenAssets(LATEST_GENERATOR)
