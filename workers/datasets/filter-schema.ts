import { z } from '@hono/zod-openapi'
import { ASSET_KINDS, QUALITIES, TRIANGLE_RANGE_IDS } from '../../domain/dataset/facets.ts'
import { type Filter, NSFW_RULES } from '../../domain/dataset/filter.ts'
import {
  ALLOWED_VALUES,
  FILTER_FAMILIES_MAX,
  type FilterField,
  type FilterWords,
  readFilter,
} from '../../domain/dataset/read-filter.ts'
import { Refusal } from '../../domain/errors.ts'

const MEANING = {
  families: 'Families of which an asset may be; the version lists them.',
  qualities: 'Classes of quality, after Objaverse++.',
  nsfw: 'What is unsuitable for some: without it (the default), with it, nothing but it.',
  kinds: 'Where assets come from: generated on nodes, uploaded by artists, made by learned models.',
  triangles: 'Ranges of triangle counts, bounds included. Only whole ranges can be asked for.',
  views: 'true: only assets with rendered views in the shard; false: only those without.',
  tag: 'A tag that the asset has, such as chair.n.01; the version lists them. One at most.',
} as const satisfies Record<FilterField, string>

/** The language of filters, in a sentence. */
export const FILTER_LANGUAGE =
  'Values of one field are alternatives, different fields all hold, and a field that is left out ' +
  'allows everything (nsfw: leaves out what is unsuitable).'

const alternatives = (field: FilterField, values?: readonly string[]) =>
  z
    .array(z.string().openapi(values === undefined ? {} : { enum: [...values] }))
    .optional()
    .openapi({ description: MEANING[field] })

/** A filter as JSON, every field optional, as the filter in canonical form. */
export const FilterBody = z
  .strictObject({
    families: alternatives('families').openapi({ maxItems: FILTER_FAMILIES_MAX }),
    qualities: alternatives('qualities', QUALITIES),
    nsfw: z
      .string()
      .optional()
      .openapi({ description: MEANING.nsfw, enum: [...NSFW_RULES] }),
    kinds: alternatives('kinds', ASSET_KINDS),
    triangles: alternatives('triangles', TRIANGLE_RANGE_IDS),
    views: z.boolean().nullish().openapi({ description: MEANING.views }),
    tag: z.string().nullish().openapi({ description: MEANING.tag }),
  })
  .transform(({ nsfw, views, tag, ...lists }) =>
    filterOf({
      ...lists,
      nsfw: nsfw === undefined ? [] : [nsfw],
      views: views === undefined || views === null ? [] : [String(views)],
      tag: tag === undefined || tag === null ? [] : [tag],
    }),
  )
  .openapi('Filter', { description: FILTER_LANGUAGE })

const EXAMPLE = {
  families: 'chair,table',
  qualities: 'high,superior',
  nsfw: 'exclude',
  kinds: 'generated',
  triangles: '1000-1999,2000-4999',
  views: 'true',
  tag: 'furniture.n.01',
} as const satisfies Record<FilterField, string>

const ONE_AT_MOST: ReadonlySet<FilterField> = new Set(['nsfw', 'views', 'tag'])

/** `a,b` and a repeated key say the same; an empty value says nothing. Tags may have commas. */
const words = (field: FilterField) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((texts) =>
      [texts]
        .flat()
        .flatMap((text) => (field === 'tag' ? [text] : text.split(',')))
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    )
    .optional()
    .openapi({
      type: 'string',
      description: `${MEANING[field]} Values: ${ALLOWED_VALUES[field]}.${
        ONE_AT_MOST.has(field) ? '' : ' Several are separated by commas.'
      }`,
      example: EXAMPLE[field],
    })

/** The fields of a filter in a query string. */
export const FILTER_WORDS = {
  families: words('families'),
  qualities: words('qualities'),
  nsfw: words('nsfw'),
  kinds: words('kinds'),
  triangles: words('triangles'),
  views: words('views'),
  tag: words('tag'),
} as const satisfies Record<FilterField, z.ZodType>

/** A filter as a query string, as the filter in canonical form. */
export const FilterQuery = z.strictObject(FILTER_WORDS).transform(filterOf)

/** The filter that words say. Throws the refusal that names the first word that says nothing. */
export function filterOf(said: FilterWords): Filter {
  const reading = readFilter(said)
  if (reading.status === 'read') return reading.filter
  const { field, value } = reading
  throw new Refusal('FILTER_INVALID', { field, value, allowed: ALLOWED_VALUES[field] })
}
