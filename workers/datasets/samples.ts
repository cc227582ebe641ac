import { listSamples, type SampleQuery, searchSamples as searchIn } from '../../d1/samples.ts'
import { type CubeCounts, facetTable } from '../../domain/dataset/count-cube.ts'
import { FACET_BITS, unpackFacets } from '../../domain/dataset/facets.ts'
import type { Filter } from '../../domain/dataset/filter.ts'
import { largestOf } from '../../domain/dataset/largest.ts'
import type { Sample } from '../../domain/dataset/sample.ts'
import type { SnapshotRecord } from '../../domain/dataset/snapshot.ts'
import { picturePath, previewPath } from '../assets/preview.ts'
import { assertFamilies } from './count.ts'
import type { SampleAsset } from './schema.ts'

const SAMPLES_SHOWN = 10
/** The families with most matches are looked through, so that the work does not grow with them. */
const FAMILIES_LOOKED_AT = 12

/** Up to ten assets of the version's sample that a filter means, of as many families as there are. */
export async function sampleMatching(
  env: Pick<Env, 'CATALOG'>,
  record: SnapshotRecord,
  { filter, counts }: { readonly filter: Filter; readonly counts: CubeCounts },
): Promise<SampleAsset[]> {
  const largest = largestOf(counts.families, FAMILIES_LOOKED_AT)
  const families = largest.flatMap(([family]) => record.families[family] ?? [])
  if (families.length === 0) return []
  const query = queryOf(record, { ...filter, families }, SAMPLES_SHOWN)
  return (await listSamples(env.CATALOG, query)).map(describe)
}

export const SEARCH_RESULTS_MAX = 50
const TERMS_MAX = 16

export interface SampleSearch {
  readonly q: string
  readonly filter: Filter
}

/** Assets of the version's sample whose caption or tags have all words that are searched for. */
export async function searchSamples(
  env: Pick<Env, 'CATALOG'>,
  record: SnapshotRecord,
  { q, filter }: SampleSearch,
): Promise<SampleAsset[]> {
  assertFamilies(filter, record)
  // What the index takes for words; everything else only separates them.
  const terms = q.match(/[\p{L}\p{N}]+/gu)?.slice(0, TERMS_MAX)
  if (terms === undefined) return []
  const query = { ...queryOf(record, filter, SEARCH_RESULTS_MAX), terms }
  return (await searchIn(env.CATALOG, query)).map(describe)
}

function queryOf({ version }: SnapshotRecord, filter: Filter, limit: number): SampleQuery {
  const { families, tag } = filter
  const facets = [...facetTable(filter).entries()].flatMap(([facet, allowed]) =>
    allowed === 1 ? [facet] : [],
  )
  return { version, families, facetBits: FACET_BITS, facets, tag, limit }
}

function describe({ facets: packed, ...sample }: Sample): SampleAsset {
  const { quality, nsfw, kind, views } = unpackFacets(packed)
  return {
    ...sample,
    tags: [...sample.tags],
    ...{ quality, nsfw, kind, views },
    previewUrl: previewPath(sample.logIndex),
    pictureUrl: picturePath(sample.sha256),
  }
}
