import { ASSET_KINDS, QUALITIES, TRIANGLE_RANGE_IDS } from '../../../domain/dataset/facets.ts'
import {
  canonicalFilter,
  FILTER_NAME_LENGTH_MAX,
  type Filter,
  NSFW_RULES,
  WHOLE_DATASET,
} from '../../../domain/dataset/filter.ts'
import { LICENSE_TERMS, LICENSE_TIERS } from '../../../domain/license/terms.ts'
import { type Offer, offerId } from './view.ts'

/** What the address of the page, or its form, asks for. */
export interface PageQuery {
  readonly filter: Filter
  readonly words: string
  readonly version: string | undefined
  readonly offer: Offer
}

const NAMES_MAX = 256
const WORDS_CHARACTERS_MAX = 100
const VERSION_CHARACTERS_MAX = 32

export const DEFAULT_OFFER: Offer = { tier: 'research', termDays: 90 }

/** Offers in the order of the price table. */
export const OFFERS: readonly Offer[] = LICENSE_TERMS.flatMap((termDays) =>
  LICENSE_TIERS.map((tier) => ({ tier, termDays })),
)

/**
 * Lists come as `a,b`, as the key repeated, or both: a form without JavaScript repeats keys. What
 * this version of the page does not know is left out, since an address is typed by people.
 */
export function parseQuery(query: URLSearchParams): PageQuery {
  const list = (key: string): string[] =>
    query
      .getAll(key)
      .flatMap((value) => value.split(','))
      .filter((value) => value !== '' && value.length <= FILTER_NAME_LENGTH_MAX)
      .slice(0, NAMES_MAX)
  const known = <Name extends string>(key: string, names: readonly Name[]): Name[] => {
    const asked = list(key)
    return names.filter((name) => asked.includes(name))
  }
  const tag = (query.get('tag') ?? '').trim().slice(0, FILTER_NAME_LENGTH_MAX)
  const views = query.get('views')
  return {
    filter: canonicalFilter({
      families: list('families'),
      qualities: known('qualities', QUALITIES),
      nsfw: NSFW_RULES.find((value) => value === query.get('nsfw')) ?? 'exclude',
      kinds: known('kinds', ASSET_KINDS),
      triangles: known('triangles', TRIANGLE_RANGE_IDS),
      views: views === 'true' ? true : views === 'false' ? false : null,
      tag: tag === '' ? null : tag,
    }),
    words: (query.get('q') ?? '').trim().slice(0, WORDS_CHARACTERS_MAX),
    version: parseVersion(query.get('version') ?? ''),
    offer: parseOffer(query.get('offer') ?? ''),
  }
}

/** The latest has no name in an address, so that a kept address does not grow old. */
const parseVersion = (text: string): string | undefined =>
  text === '' || text === 'latest' ? undefined : text.slice(0, VERSION_CHARACTERS_MAX)

export const parseOffer = (text: string): Offer =>
  OFFERS.find((offer) => offerId(offer) === text) ?? DEFAULT_OFFER

/** The filter as the catalog takes it: what is not asked for is left out. */
export function filterQuery(filter: Filter): URLSearchParams {
  const query = new URLSearchParams()
  for (const key of ['families', 'qualities', 'kinds', 'triangles'] as const) {
    if (filter[key].length > 0) query.set(key, filter[key].join(','))
  }
  if (filter.nsfw !== WHOLE_DATASET.nsfw) query.set('nsfw', filter.nsfw)
  if (filter.views !== null) query.set('views', String(filter.views))
  if (filter.tag !== null) query.set('tag', filter.tag)
  return query
}

/** The address of the page that shows the same again. */
export function pagePath({ filter, words, version, offer }: PageQuery): string {
  const query = filterQuery(filter)
  if (words !== '') query.set('q', words)
  if (version !== undefined) query.set('version', version)
  if (offerId(offer) !== offerId(DEFAULT_OFFER)) query.set('offer', offerId(offer))
  // Commas need no escape in a query, and a reader can read them.
  const text = query.toString().replaceAll('%2C', ',')
  return text === '' ? '/datasets' : `/datasets?${text}`
}
