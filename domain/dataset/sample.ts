import type { Sha256Hex } from '../ids.ts'

/** An asset of a version to look at and to search for. */
export interface Sample {
  readonly logIndex: number
  readonly sha256: Sha256Hex
  /** Packed. */
  readonly facets: number
  readonly family: string
  readonly caption: string
  readonly tags: readonly string[]
  readonly triangles: number
  /** Length of the GLB. */
  readonly bytes: number
}
