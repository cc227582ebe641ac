import { ASSET_KINDS, QUALITIES, TRIANGLE_RANGE_IDS } from './facets.ts'
import { canonicalFilter, FILTER_NAME_LENGTH_MAX, type Filter, NSFW_RULES } from './filter.ts'

export const FILTER_FAMILIES_MAX = 100

const NAMES = `names of 1 to ${FILTER_NAME_LENGTH_MAX} characters`

/** What each field of a filter may hold, for whoever is told that something else was there. */
export const ALLOWED_VALUES = {
  families: `up to ${FILTER_FAMILIES_MAX} ${NAMES}`,
  qualities: QUALITIES.join(', '),
  nsfw: NSFW_RULES.join(', '),
  kinds: ASSET_KINDS.join(', '),
  triangles: TRIANGLE_RANGE_IDS.join(', '),
  views: 'true, false',
  tag: `one of the ${NAMES}`,
} as const

export type FilterField = keyof typeof ALLOWED_VALUES

/** A filter in words: what was said of each field, nothing where it was not named. */
export type FilterWords = { readonly [field in FilterField]?: readonly string[] | undefined }

export type FilterReading =
  | { readonly status: 'read'; readonly filter: Filter }
  | { readonly status: 'invalid'; readonly field: FilterField; readonly value: string }

/** The filter in canonical form. A field that is not named allows everything but what is unsuitable. */
export function readFilter(words: FilterWords): FilterReading {
  for (const [field, problem] of PROBLEMS) {
    const value = problem(words[field] ?? [])
    if (value !== undefined) return { status: 'invalid', field, value }
  }
  const { families = [], qualities = [], kinds = [], triangles = [] } = words
  const views = words.views?.[0]
  const filter = canonicalFilter({
    families,
    qualities: QUALITIES.filter((quality) => qualities.includes(quality)),
    nsfw: NSFW_RULES.find((rule) => rule === words.nsfw?.[0]) ?? 'exclude',
    kinds: ASSET_KINDS.filter((kind) => kinds.includes(kind)),
    triangles: TRIANGLE_RANGE_IDS.filter((range) => triangles.includes(range)),
    views: views === undefined ? null : views === 'true',
    tag: words.tag?.[0] ?? null,
  })
  return { status: 'read', filter }
}

/** The first value that a field may not hold. */
type Problem = (values: readonly string[]) => string | undefined

const outside =
  (allowed: readonly string[]): Problem =>
  (values) =>
    values.find((value) => !allowed.includes(value))

const misnamed: Problem = (values) =>
  values.find((value) => value === '' || value.length > FILTER_NAME_LENGTH_MAX)

const atMost =
  (max: number, problem: Problem): Problem =>
  (values) =>
    problem(values) ?? values[max]

const PROBLEMS: readonly (readonly [FilterField, Problem])[] = [
  ['families', atMost(FILTER_FAMILIES_MAX, misnamed)],
  ['qualities', outside(QUALITIES)],
  ['nsfw', atMost(1, outside(NSFW_RULES))],
  ['kinds', outside(ASSET_KINDS)],
  ['triangles', outside(TRIANGLE_RANGE_IDS)],
  ['views', atMost(1, outside(['true', 'false']))],
  ['tag', atMost(1, misnamed)],
]
