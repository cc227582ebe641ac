import { z } from '@hono/zod-openapi'
import { ASSET_KINDS, QUALITIES, TRIANGLE_RANGE_IDS } from '../../domain/dataset/facets.ts'
import { NSFW_RULES } from '../../domain/dataset/filter.ts'
import { isVersion } from '../../domain/dataset/snapshot.ts'
import { LICENSE_TERMS, LICENSE_TIERS } from '../../domain/license/terms.ts'
import { Sha256Text } from '../oracle/schema.ts'
import { FILTER_WORDS, filterOf } from './filter-schema.ts'

const Count = z.number().int().nonnegative()
const AtomsText = z.string().regex(/^(0|[1-9][0-9]*)$/)

export const LATEST = 'latest'
export const DATASETS_LISTED_MAX = 50

export const VersionParams = z.object({
  version: z
    .string()
    .refine((text) => text === LATEST || isVersion(text), 'not a version such as 1.0.0, nor latest')
    .openapi({ description: 'A version such as 1.0.0, or `latest`', example: LATEST }),
})

export const DatasetsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(DATASETS_LISTED_MAX).default(10),
})

export const SEARCH_LENGTH_MAX = 200

export const SearchQuery = z
  .strictObject({
    ...FILTER_WORDS,
    q: z
      .string()
      .max(SEARCH_LENGTH_MAX)
      .openapi({
        description:
          'Words that captions or tags must have, all of them; the last may be the beginning of one. ' +
          'Punctuation only separates words, and nothing but punctuation finds nothing.',
        example: 'wooden chair',
      }),
  })
  .transform(({ q, ...words }) => ({ q, filter: filterOf(words) }))

const DatasetLinks = z.object({
  version: z.string(),
  record: z.string(),
  croissant: z.string(),
  count: z.string(),
  search: z.string(),
})

const datasetFields = {
  version: z.string(),
  parent: z.string().nullable(),
  publishedAtMs: Count,
  logOrigin: z.string(),
  /** Entries of the provenance log that it was made from. */
  logSize: Count,
  /** RFC 6962, over all rows. */
  root: Sha256Text,
  count: Count,
  /** Of the assets' files in the shards. */
  bytes: Count,
  recordSha256: Sha256Text,
  chunks: Count,
  parts: Count,
  links: DatasetLinks,
}

/** A published version of the dataset. */
export const Dataset = z.object(datasetFields).meta({ id: 'Dataset' })

export const Datasets = z.object({ data: z.array(Dataset) }).meta({ id: 'Datasets' })

const PublicFile = z.object({
  key: z.string(),
  rows: Count,
  bytes: Count,
  sha256: Sha256Text,
  url: z.string(),
})

/** A version with the names that filters may use, and its files, which anyone may read. */
export const DatasetDetail = z
  .object({
    ...datasetFields,
    families: z.array(z.string()),
    tags: z.array(z.string()),
    files: z.object({
      chunks: z.array(PublicFile),
      parts: z.array(PublicFile.extend({ family: z.string(), quality: z.enum(QUALITIES) })),
    }),
  })
  .meta({ id: 'DatasetDetail' })

const CanonicalFilter = z
  .object({
    families: z.array(z.string()),
    qualities: z.array(z.enum(QUALITIES)),
    nsfw: z.enum(NSFW_RULES),
    kinds: z.array(z.enum(ASSET_KINDS)),
    triangles: z.array(z.enum(TRIANGLE_RANGE_IDS)),
    views: z.boolean().nullable(),
    tag: z.string().nullable(),
  })
  .meta({ id: 'CanonicalFilter' })

const counts = <Name extends string>(names: readonly [Name, ...Name[]] | readonly Name[]) =>
  z.object(Object.fromEntries(names.map((name) => [name, Count])) as Record<Name, typeof Count>)

const histograms = {
  families: z.record(z.string(), Count),
  qualities: counts(QUALITIES),
  kinds: counts(ASSET_KINDS),
  triangles: counts(TRIANGLE_RANGE_IDS),
}

export const SampleAsset = z
  .object({
    logIndex: Count,
    sha256: Sha256Text,
    family: z.string(),
    quality: z.enum(QUALITIES),
    nsfw: z.boolean(),
    kind: z.enum(ASSET_KINDS),
    views: z.boolean(),
    caption: z.string(),
    tags: z.array(z.string()),
    triangles: Count,
    /** Length of the GLB. */
    bytes: Count,
    /** A coarse GLB, free to look at. */
    previewUrl: z.string(),
    /** A picture of it, free to look at. */
    pictureUrl: z.string(),
  })
  .meta({ id: 'SampleAsset' })

const Prices = z.object({
  /** Of the price list. */
  version: Count,
  /** 10^-8 RENDER. */
  list: z.array(
    z.object({
      tier: z.enum(LICENSE_TIERS),
      termDays: z.literal(LICENSE_TERMS),
      priceAtoms: AtomsText,
      minimumApplied: z.boolean(),
    }),
  ),
})

/** What a filter means in one version. */
export const CountAnswer = z
  .object({
    version: z.string(),
    root: Sha256Text,
    publishedAtMs: Count,
    filter: CanonicalFilter,
    count: Count,
    bytes: Count,
    /** Assets that match. Families are the largest, `familyCount` is how many there are. */
    histograms: z.object(histograms),
    familyCount: Count,
    /** Of each field, how many assets would match each value if the filter left that field open. */
    facets: z.object({
      ...histograms,
      nsfw: counts(['unmarked', 'marked']),
      views: counts(['without', 'with']),
    }),
    /** Null where nothing matches. */
    prices: Prices.nullable(),
    samples: z.array(SampleAsset),
  })
  .meta({ id: 'CountAnswer' })

export const SearchAnswer = z
  .object({
    version: z.string(),
    filter: CanonicalFilter,
    /** Only a sample of the version is searched: so many assets. */
    sampleSize: Count,
    data: z.array(SampleAsset),
  })
  .meta({ id: 'SearchAnswer' })

export type Dataset = z.infer<typeof Dataset>
export type DatasetDetail = z.infer<typeof DatasetDetail>
export type SampleAsset = z.infer<typeof SampleAsset>
export type CountAnswer = z.infer<typeof CountAnswer>
export type SearchAnswer = z.infer<typeof SearchAnswer>
