export interface GoldenAsset {
  /** 16 bytes in hex. */
  readonly assetSeed: string
  readonly grid: number
  readonly sha256: string
}

export const GOLDEN_ASSETS: readonly GoldenAsset[] = []
