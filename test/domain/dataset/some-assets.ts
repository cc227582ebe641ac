import fc from 'fast-check'
import { CubeBuilder } from '../../../domain/dataset/cube.ts'
import {
  ASSET_KINDS,
  type AssetKind,
  QUALITIES,
  type Quality,
  TRIANGLE_RANGES,
} from '../../../domain/dataset/facets.ts'
import type { Filter } from '../../../domain/dataset/filter.ts'
import { NSFW_RULES } from '../../../domain/dataset/filter.ts'

export const SOME_FAMILIES = ['chair', 'table', 'tree', 'lamp'] as const
export const SOME_TAGS = ['furniture.n.01', 'plant.n.02', 'wooden'] as const
const RANGE_IDS = TRIANGLE_RANGES.map(({ id }) => id)

export interface SomeContent {
  readonly family: string
  readonly quality: Quality
  readonly nsfw: boolean
  readonly kind: AssetKind
  readonly triangles: number
  readonly tags: string[]
  readonly span: number
}

/** An asset with any facets. */
export const someContent: fc.Arbitrary<SomeContent> = fc.record({
  family: fc.constantFrom(...SOME_FAMILIES),
  quality: fc.constantFrom(...QUALITIES),
  nsfw: fc.boolean(),
  kind: fc.constantFrom(...ASSET_KINDS),
  triangles: fc.constantFrom(1, 999, 1_000, 4_999, 20_000, 99_999, 100_000, 3_000_000),
  tags: fc.subarray([...SOME_TAGS]),
  span: fc.integer({ min: 2, max: 1_000 }).map((blocks) => blocks * 512),
})

const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> =>
  fc.oneof(fc.constant<T[]>([]), fc.subarray([...values]))

/** Any filter; its families and tags may be ones that nothing has. */
export const someFilter: fc.Arbitrary<Filter> = fc.record({
  families: some(SOME_FAMILIES),
  qualities: some(QUALITIES),
  nsfw: fc.constantFrom(...NSFW_RULES),
  kinds: some(ASSET_KINDS),
  triangles: some(RANGE_IDS),
  views: fc.constantFrom(null, null, true, false),
  tag: fc.constantFrom(null, null, ...SOME_TAGS, 'unheard-of'),
})

export function cubeOf(rows: readonly { readonly facets: number; readonly span: number }[]) {
  const builder = new CubeBuilder()
  for (const { facets, span } of rows) builder.add(facets, 1, span)
  return builder.build()
}
